import { type CheckResult, runCheck } from '../check.js'
import { caExtensions } from '../checks/path/ca-extensions.js'
import { keyUsage } from '../checks/path/key-usage.js'
import { keyAcceptableUntil, publicKey } from '../checks/path/public-key.js'
import type { KnownCertificate, SearchContext } from '../decision-context.js'
import type { Times } from '../moments.js'
import { traitsOf } from './certificate-traits.js'
import type { PathQuestion } from './path.js'

/**
 * What is asked of the certificate that the path is for.
 * @param itself - It is a trust anchor's own, which may be marked as a CA in whatever way it likes.
 */
export function targetChecks(
  known: KnownCertificate,
  itself: boolean,
  { purpose, moments }: PathQuestion,
  { policy }: SearchContext,
  into: CheckResult[],
): void {
  const { certificate, sha256 } = known
  const { results } = traitsOf(known)
  const { signature, algorithms: constraints } = policy
  const { subjectPublicKeyInfo } = certificate
  if (!itself) into.push(results.of(caExtensions, '', null, sha256, certificate))
  const usage = { certificate, purpose, signingKeyUsage: signature.keyUsage }
  into.push(results.of(keyUsage, purpose, signature, sha256, usage))
  const keyCheck = ({ at }: Times): CheckResult => {
    const before = results.upTo(publicKey, '', constraints, at)
    if (before !== undefined) return before
    const result = runCheck(publicKey, { subjectPublicKeyInfo, constraints, at }, sha256)
    if (result.status === 'PASSED' && results.keeps) {
      const until = keyAcceptableUntil(subjectPublicKeyInfo, constraints, at)
      if (until !== null) results.keep(publicKey, '', constraints, until, result)
    }
    return result
  }
  into.push(moments.check(keyCheck))
}
