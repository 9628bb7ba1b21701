import {
  resolveSignatureAlgorithm,
  type SignatureSpec,
  type SubjectPublicKeyInfo,
} from '@chopmark/core'
import { algorithmAcceptable } from '../algorithm-policy.js'
import type { DecisionContext, KnownCertificate } from '../decision-context.js'
import { settled, type Steps } from '../revocation/steps.js'
import { type SignatureAnswer, traitsOf } from './certificate-traits.js'

/** Keys remembered for one certificate: more than its name has ever had issuers. */
const maxRemembered = 16

/**
 * Did this key sign this certificate? Each pair is verified once and remembered with the certificate, so that the number of
 * verifications of a search is at most certificates times keys, however many paths lead over them.
 * @param keyId - The key's SubjectPublicKeyInfo in hex.
 * @returns `unasked` when the decision's allowance for signatures is spent.
 * Source: RFC 5280 §6.1.3 (a)(1).
 */
export function* issuedBy(
  { certificate, sha256 }: KnownCertificate,
  key: SubjectPublicKeyInfo,
  keyId: string,
  context: DecisionContext,
): Steps<SignatureAnswer | 'unasked'> {
  const { verified } = traitsOf(certificate, sha256)
  const before = verified.get(keyId)
  if (before !== undefined) return before
  const spec = resolveSignatureAlgorithm({
    signatureAlgorithm: certificate.signatureAlgorithm,
    key,
  })
  let answer: SignatureAnswer
  if (!spec.ok) {
    answer =
      spec.problem === 'UNSUPPORTED_ALGORITHM' || spec.detail === 'INHERITED_PARAMETERS'
        ? 'unsupported'
        : 'mismatch'
  } else {
    // What the policy never accepts is not computed: browsers lack the old algorithms, and one report serves all.
    const verdict = algorithmAcceptable(
      spec.value,
      context.policy.algorithms,
      context.validationTime,
    )
    if (!verdict.acceptable && verdict.because !== 'PAST_DATE') return 'unsupported'
    if (!context.budget.takeSignature()) return 'unasked'
    const { tbsRaw, signatureValue } = certificate
    const equal = yield* settled(context.crypto.verify(spec.value, key, tbsRaw, signatureValue))
    answer = equal ? 'verified' : 'refuted'
  }
  if (verified.size < maxRemembered) verified.set(keyId, answer)
  return answer
}

/** The signature algorithm of a certificate with its issuer's key, or null when they do not go together. */
export function specOf(
  { certificate: { signatureAlgorithm } }: KnownCertificate,
  key: SubjectPublicKeyInfo,
): SignatureSpec | null {
  const spec = resolveSignatureAlgorithm({ signatureAlgorithm, key })
  return spec.ok ? spec.value : null
}
