import type { Check } from '../../check.js'
import type { RevocationSettings } from '../../policy.js'

export interface EvidencePresentInput {
  readonly required: RevocationSettings['required']
  /** Does the certificate name a CRL or an OCSP responder? */
  readonly published: boolean
  /** A source answered for every revocation reason. */
  readonly answered: boolean
  /** How many sources were looked at and not used. */
  readonly notUsed: number
  /** Reasons that no source spoke of, when some did of others. */
  readonly reasonsNotCovered: readonly string[]
}

/**
 * Is there revocation evidence that answers for this certificate, for every reason? Missing evidence is TRY_LATER, never "not
 * revoked"; what is missing stands in the report. With `if-published`, a certificate that names no source is let through.
 * Source: ETSI EN 319 102-1 §5.2.6.4; RFC 5280 §6.3.3 (UNDETERMINED).
 */
export const evidencePresent: Check<EvidencePresentInput, 'revocation.evidence-present'> = {
  id: 'revocation.evidence-present',
  clause: 'ETSI EN 319 102-1 §5.2.6.4',
  run({ required, published, answered, notUsed, reasonsNotCovered }) {
    const facts = { required, published, notUsed, reasonsNotCovered: [...reasonsNotCovered] }
    if (answered) return { status: 'PASSED', facts }
    if (required === 'never') {
      return { status: 'NOT-APPLICABLE', reason: 'the policy does not ask for revocation', facts }
    }
    if (required === 'if-published' && !published) {
      return { status: 'NOT-APPLICABLE', reason: 'the certificate names no source', facts }
    }
    return { status: 'INDETERMINATE', subIndication: 'TRY_LATER', facts }
  },
}
