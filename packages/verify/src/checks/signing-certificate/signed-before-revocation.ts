import type { Instant } from '@chopmark/core'
import type { Check } from '../../check.js'
import { failed, notApplicable, passed } from '../../outcomes.js'
import { isoTime } from '../../iso-time.js'

/**
 * Where the signing certificate is revoked and a proof says that the signature did not exist before some moment: does
 * that moment leave room before the revocation? If not, it was made with a revoked certificate, and no further proof can
 * change that. Source: ETSI EN 319 102-1 §5.3.4 (REVOKED by content time-stamp).
 */
export const signedBeforeRevocation: Check<{
  /** When the signing certificate was revoked (for good, not suspended); null: not revoked, or not known. */
  readonly revokedAt: Instant | null
  readonly notBeforeProof: Instant | null
}> = {
  id: 'signing-certificate.signed-before-revocation',
  clause: 'ETSI EN 319 102-1 §5.3.4',
  run({ revokedAt, notBeforeProof }) {
    if (revokedAt === null) return notApplicable('NOT_REVOKED')
    if (notBeforeProof === null) return notApplicable('NO_PROOF_OF_TIME')
    const facts = {
      revokedAt: isoTime(revokedAt),
      notBeforeProof: isoTime(notBeforeProof),
    }
    return revokedAt <= notBeforeProof ? failed('REVOKED', facts) : passed(facts)
  },
}
