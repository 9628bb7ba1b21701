import type { Instant } from '@chopmark/core'
import type { Check } from '../../check.js'
import type { KnownCertificate } from '../../decision-context.js'
import { failed, indeterminate, notApplicable, passed } from '../../outcomes.js'
import { isoTime } from '../../iso-time.js'

export interface SignerValidityInput {
  readonly signer: KnownCertificate | null
  readonly validationTime: Instant
  readonly bestSignatureTime: Instant
  /** A moment before which the signature provably did not exist (the request's nonce was unknown); null: none proved. */
  readonly notBeforeProof: Instant | null
  /**
   * Does revocation evidence say good? Evidence issued after the end counts only where it still speaks of expired
   * certificates (`revocation.expired-covered`).
   */
  readonly knownGood: boolean
}

/**
 * Was the signing certificate valid when the signature was made, as far as that is proved?
 * Expired at the best signature time is no proof of anything: the signature may be older, and the signer's own claim of
 * time counts for nothing. So it is undecided, OUT_OF_BOUNDS_NOT_REVOKED or OUT_OF_BOUNDS_NO_POE by what is known of
 * revocation; TOTAL-FAILED only where a proof shows that the signature came after the end.
 * Source: ETSI EN 319 102-1 §5.2.6, §5.3.4, §5.6.2.3; RFC 5280 §4.1.2.5.
 */
export const signerValidity: Check<SignerValidityInput> = {
  id: 'signing-certificate.validity',
  clause: 'ETSI EN 319 102-1 §5.2.6, §5.3.4',
  run(input) {
    const { signer, validationTime, bestSignatureTime, notBeforeProof } = input
    if (signer === null) return notApplicable('NO_SIGNING_CERTIFICATE')
    const { notBefore, notAfter } = signer.certificate
    // notAfter is a whole second and lasts until the next one begins.
    const end = notAfter + 999
    const facts = {
      notBefore: isoTime(notBefore),
      notAfter: isoTime(notAfter),
      bestSignatureTime: isoTime(bestSignatureTime),
      notBeforeProof: notBeforeProof === null ? null : isoTime(notBeforeProof),
    }
    if (bestSignatureTime < notBefore) return failed('NOT_YET_VALID', facts)
    if (notBeforeProof !== null && notBeforeProof > end) return failed('EXPIRED', facts)
    if (bestSignatureTime > end) {
      return input.knownGood
        ? indeterminate('OUT_OF_BOUNDS_NOT_REVOKED', facts)
        : indeterminate('OUT_OF_BOUNDS_NO_POE', facts)
    }
    // In time, but expired since: the CA may have dropped it from its lists, so waiting brings no answer any more.
    return validationTime > end && !input.knownGood
      ? indeterminate('OUT_OF_BOUNDS_NO_POE', facts)
      : passed(facts)
  },
}
