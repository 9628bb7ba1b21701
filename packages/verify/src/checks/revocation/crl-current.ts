import type { Instant } from '@chopmark/core'
import type { Check, CheckOutcome } from '../../check.js'
import { isoTime } from '../../iso-time.js'

export interface CurrentInput {
  readonly thisUpdate: Instant
  readonly nextUpdate?: Instant | undefined
  /** OCSP alone: when the response was signed. */
  readonly producedAt?: Instant
  /** The certificate's notBefore. */
  readonly notBefore: Instant
  /** The moment asked about; may lie before `validationTime`, then a source issued in between knows more, not less. */
  readonly at: Instant
  readonly validationTime: Instant
  readonly clockSkewMs: number
}

/**
 * Does the CRL speak of this time and of this certificate's life? `thisUpdate` at most `clockSkewMs` after the validation time,
 * `nextUpdate` (where given) not before `at`, and `thisUpdate` not before the certificate's notBefore: a CRL issued earlier
 * cannot know the certificate. Not passing is TRY_LATER: a newer CRL may settle it.
 * Source: RFC 5280 §5.1.2.4, §5.1.2.5, §6.3.3; ETSI EN 319 102-1 §5.2.5.
 */
export const crlCurrent: Check<CurrentInput, 'revocation.crl-current'> = {
  id: 'revocation.crl-current',
  clause: 'RFC 5280 §6.3.3',
  run: currentOutcome,
}

/** The windows of a CRL and of an OCSP answer are the same question. */
export function currentOutcome(input: CurrentInput): CheckOutcome {
  const { thisUpdate, nextUpdate, producedAt, notBefore, at, validationTime, clockSkewMs } = input
  const facts = {
    thisUpdate: isoTime(thisUpdate),
    nextUpdate: nextUpdate === undefined ? null : isoTime(nextUpdate),
    ...(producedAt !== undefined && { producedAt: isoTime(producedAt) }),
  }
  const latest = validationTime + clockSkewMs
  const late = (reason: string): CheckOutcome => ({
    status: 'INDETERMINATE',
    subIndication: 'TRY_LATER',
    facts: { reason, ...facts },
  })
  if (thisUpdate > latest || (producedAt !== undefined && producedAt > latest)) {
    return late('NOT_YET_VALID')
  }
  if (nextUpdate !== undefined && nextUpdate < at) return late('EXPIRED')
  if (thisUpdate < notBefore) return late('BEFORE_CERTIFICATE')
  return { status: 'PASSED', facts }
}
