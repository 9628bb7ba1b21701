import {
  resolveSignatureAlgorithm,
  type SignatureSpec,
  type SubjectPublicKeyInfo,
} from '@chopmark/core'
import { algorithmAcceptable } from '../algorithm-policy.js'
import type { KnownCertificate, SearchContext } from '../decision-context.js'
import type { Moments } from '../moments.js'
import type { Steps } from '../revocation/steps.js'
import { type SignatureAnswer, traitsOf, type VerifiedSignature } from './certificate-traits.js'

/** Keys remembered for one certificate: more than its name has ever had issuers. */
const maxRemembered = 16

/** `unasked`: the decision's allowance for signatures was spent. */
export interface IssuedBy {
  readonly answer: SignatureAnswer | 'unasked'
  readonly spec: SignatureSpec | null
}

/**
 * Did this key sign this certificate? Each pair is verified and charged once in a decision, and remembered with the certificate, so
 * that the number of verifications of a search is at most certificates times keys, however many paths lead over them.
 * @param keyId - `keyIdOf` the key.
 * Source: RFC 5280 §6.1.3 (a)(1).
 */
export function* issuedBy(
  child: KnownCertificate,
  key: SubjectPublicKeyInfo,
  keyId: string,
  moments: Moments,
  context: SearchContext,
): Steps<IssuedBy> {
  const { certificate } = child
  const { verified } = traitsOf(child)
  const { signatureAlgorithm, tbsRaw, signatureValue } = certificate
  const remembered = verified.get(keyId)
  let { spec, answer } = remembered ?? { spec: null, answer: undefined }
  if (remembered === undefined) {
    const resolved = resolveSignatureAlgorithm({ signatureAlgorithm, key })
    if (resolved.ok) spec = resolved.value
    else {
      const unsupported =
        resolved.problem === 'UNSUPPORTED_ALGORITHM' || resolved.detail === 'INHERITED_PARAMETERS'
      answer = unsupported ? 'unsupported' : 'mismatch'
    }
  }
  if (spec !== null) {
    // What the policy never accepts is not computed: browsers lack the old algorithms, and one report serves all.
    const asked = spec
    const computed = moments.tell(({ validationTime }) => {
      const verdict = algorithmAcceptable(asked, context.policy.algorithms, validationTime)
      return verdict.acceptable || verdict.because === 'PAST_DATE'
    })
    if (!computed) return { answer: 'unsupported', spec }
    const known = answer === undefined ? undefined : answer === 'verified'
    const equal = yield* context.budget.verification(certificate, keyId, known, () =>
      context.crypto.verify(asked, key, tbsRaw, signatureValue),
    )
    if (equal === 'exhausted') return { answer: 'unasked', spec }
    answer = equal ? 'verified' : 'refuted'
  }
  const found: VerifiedSignature = { answer: answer ?? 'mismatch', spec }
  if (remembered !== undefined) return found
  if (verified.size >= maxRemembered) {
    const oldest = verified.keys().next()
    if (oldest.done !== true) verified.delete(oldest.value)
  }
  verified.set(keyId, found)
  return found
}
