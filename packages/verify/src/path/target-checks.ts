import { type CheckResult, runCheck } from '../check.js'
import { caExtensions } from '../checks/path/ca-extensions.js'
import { keyUsage } from '../checks/path/key-usage.js'
import { publicKey } from '../checks/path/public-key.js'
import type { DecisionContext, KnownCertificate } from '../decision-context.js'
import type { PathRequest } from './path.js'

/**
 * What is asked of the certificate that the path is for.
 * @param itself - It is a trust anchor's own, which may be marked as a CA in whatever way it likes.
 */
export function targetChecks(
  { certificate, sha256 }: KnownCertificate,
  itself: boolean,
  { purpose, at }: PathRequest,
  { policy }: DecisionContext,
  into: CheckResult[],
): void {
  const { keyUsage: signingKeyUsage } = policy.signature
  const { subjectPublicKeyInfo } = certificate
  if (!itself) into.push(runCheck(caExtensions, certificate, sha256))
  into.push(
    runCheck(keyUsage, { certificate, purpose, signingKeyUsage }, sha256),
    runCheck(publicKey, { subjectPublicKeyInfo, constraints: policy.algorithms, at }, sha256),
  )
}
