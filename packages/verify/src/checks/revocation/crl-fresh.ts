import type { Instant } from '@chopmark/core'
import type { Check } from '../../check.js'

export interface CrlFreshInput {
  readonly thisUpdate: Instant
  /** Greatest accepted age of a CRL, in milliseconds. */
  readonly maxAgeMs: number
  readonly validationTime: Instant
}

/**
 * Is the CRL recent enough to speak for the validation time?
 * `thisUpdate` has to lie strictly after `validationTime - maxAgeMs`. A CRL at or past the limit
 * is no reason to reject the signature: a newer one may settle it, so the answer is TRY_LATER.
 * Source: ETSI EN 319 102-1 §5.2.5, revocation freshness checker.
 */
export const crlFresh: Check<CrlFreshInput, 'revocation.crl-fresh'> = {
  id: 'revocation.crl-fresh',
  clause: 'ETSI EN 319 102-1 §5.2.5',
  run({ thisUpdate, maxAgeMs, validationTime }) {
    const ageMs = validationTime - thisUpdate
    const facts = { ageMs, maxAgeMs }
    return ageMs < maxAgeMs
      ? { status: 'PASSED', facts }
      : { status: 'INDETERMINATE', subIndication: 'TRY_LATER', facts }
  },
}
