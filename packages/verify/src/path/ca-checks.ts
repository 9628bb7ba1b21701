import { type CheckResult, runCheck } from '../check.js'
import { basicConstraints } from '../checks/path/basic-constraints.js'
import { caKeyUsage } from '../checks/path/ca-key-usage.js'
import { pathLength } from '../checks/path/path-length.js'
import type { KnownCertificate } from '../decision-context.js'
import { traitsOf } from './certificate-traits.js'

/**
 * What is asked of a certificate that issued another of the path, RFC 5280 §6.1.4 (k)–(n).
 * @param intermediates - CA certificates below it that are not self-issued.
 */
export function caChecks(
  known: KnownCertificate,
  intermediates: number,
  into: CheckResult[],
): void {
  const { certificate, sha256 } = known
  const { results } = traitsOf(known)
  const pathLenConstraint = certificate.extension.basicConstraints?.pathLenConstraint
  into.push(
    results.of(basicConstraints, '', null, sha256, certificate),
    runCheck(pathLength, { intermediates, pathLenConstraint }, sha256),
    results.of(caKeyUsage, '', null, sha256, certificate),
  )
}
