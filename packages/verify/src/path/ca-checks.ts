import { type CheckResult, runCheck } from '../check.js'
import { basicConstraints } from '../checks/path/basic-constraints.js'
import { caKeyUsage } from '../checks/path/ca-key-usage.js'
import { extKeyUsage } from '../checks/path/ext-key-usage.js'
import { pathLength } from '../checks/path/path-length.js'
import type { DecisionContext, KnownCertificate } from '../decision-context.js'
import type { PathRequest } from './path.js'

/**
 * What is asked of a certificate that issued another of the path, RFC 5280 §6.1.4 (k)–(n).
 * @param intermediates - CA certificates below it that are not self-issued.
 */
export function caChecks(
  known: KnownCertificate,
  intermediates: number,
  request: PathRequest,
  context: DecisionContext,
  into: CheckResult[],
): void {
  const { certificate, sha256 } = known
  const pathLenConstraint = certificate.extension.basicConstraints?.pathLenConstraint
  into.push(
    runCheck(basicConstraints, certificate, sha256),
    runCheck(
      pathLength,
      { intermediates, ...(pathLenConstraint !== undefined && { pathLenConstraint }) },
      sha256,
    ),
    runCheck(caKeyUsage, certificate, sha256),
  )
  purposeCheck(known, request, context, into)
}

/** Does the CA, or the anchor in its certificate, let certificates below it serve the purpose? */
export function purposeCheck(
  { certificate, sha256 }: KnownCertificate,
  { purpose }: PathRequest,
  { policy }: DecisionContext,
  into: CheckResult[],
): void {
  const { extKeyUsage: signingPurposes } = policy.signature
  const input = { certificate, purpose, signingPurposes, target: false }
  into.push(runCheck(extKeyUsage, input, sha256))
}
