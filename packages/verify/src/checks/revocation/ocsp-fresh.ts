import type { Instant } from '@chopmark/core'
import type { Check } from '../../check.js'

export interface OcspFreshInput {
  readonly thisUpdate: Instant
  /** Greatest accepted age of an OCSP answer, in milliseconds. */
  readonly maxAgeMs: number
  readonly validationTime: Instant
}

/**
 * Is the OCSP answer recent enough to speak for the validation time? The same limit as for CRLs, counted from
 * `thisUpdate` (when the status was known to be right), not from `producedAt`.
 * Source: ETSI EN 319 102-1 §5.2.5, revocation freshness checker; RFC 6960 §4.2.2.1.
 */
export const ocspFresh: Check<OcspFreshInput, 'revocation.ocsp-fresh'> = {
  id: 'revocation.ocsp-fresh',
  clause: 'ETSI EN 319 102-1 §5.2.5',
  run({ thisUpdate, maxAgeMs, validationTime }) {
    const ageMs = validationTime - thisUpdate
    const facts = { ageMs, maxAgeMs }
    return ageMs < maxAgeMs
      ? { status: 'PASSED', facts }
      : { status: 'INDETERMINATE', subIndication: 'TRY_LATER', facts }
  },
}
