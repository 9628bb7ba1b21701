import type { Check } from '../../check.js'
import { failed, notApplicable, passed } from '../../outcomes.js'

/** What came of verifying the signature value, or why it could not be verified. */
export type SignatureValueAnswer =
  boolean | 'NO_SIGNING_CERTIFICATE' | 'NO_CONTENT' | 'UNUSABLE_ALGORITHM' | 'AMBIGUOUS_SIGNER'

/**
 * Does the signature value verify with the signing certificate's key over the signed attributes (or the content)?
 * Source: ETSI EN 319 102-1 §5.2.7; RFC 5652 §5.6.
 */
export const signatureValue: Check<{ readonly signatureVerifies: SignatureValueAnswer }> = {
  id: 'crypto.signature-value',
  clause: 'ETSI EN 319 102-1 §5.2.7; RFC 5652 §5.6',
  run({ signatureVerifies }) {
    if (typeof signatureVerifies === 'string') return notApplicable(signatureVerifies)
    return signatureVerifies ? passed() : failed('SIG_CRYPTO_FAILURE')
  },
}
