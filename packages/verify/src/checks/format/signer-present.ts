import type { Check } from '../../check.js'
import { failed, passed } from '../../outcomes.js'

/**
 * Did anybody sign? A SignedData without signers is a bag of certificates, and 'every signature holds' would be true of
 * it. So is a document with more signatures than one decision may carry. Source: ETSI EN 319 102-1 §5.2.2; RFC 5652 §5.1.
 */
export const signerPresent: Check<{
  readonly signatures: number
  /** Signers and counter-signers together that one decision looks at. */
  readonly limit: number
}> = {
  id: 'format.signer-present',
  clause: 'RFC 5652 §5.1',
  run({ signatures, limit }) {
    const facts = { signatures }
    if (signatures === 0) return failed('FORMAT_FAILURE', facts)
    return signatures > limit ? failed('FORMAT_FAILURE', { signatures, limit }) : passed(facts)
  },
}
