import type { Instant } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, passed } from '../../outcomes.js'
import { isoTime } from '../../iso-time.js'

export interface ValidityInput {
  readonly notBefore: Instant
  readonly notAfter: Instant
  readonly at: Instant
  /** True for the certificate that the path is for. */
  readonly target: boolean
}

/**
 * Is the certificate within its validity period, both ends included?
 * Out of its period the target leaves open when it was used, so a proof of existence could settle it; a CA certificate ends
 * the path.
 * Source: RFC 5280 §4.1.2.5, §6.1.3 (a)(2); ETSI EN 319 102-1 §5.2.6.4.
 */
export const validity: Check<ValidityInput, 'path.validity'> = {
  id: 'path.validity',
  clause: 'RFC 5280 §6.1.3 (a)(2)',
  run({ notBefore, notAfter, at, target }) {
    const facts = {
      notBefore: isoTime(notBefore),
      notAfter: isoTime(notAfter),
      at: isoTime(at),
    }
    return notBefore <= at && at <= notAfter
      ? passed(facts)
      : indeterminate(target ? 'OUT_OF_BOUNDS_NO_POE' : 'CERTIFICATE_CHAIN_GENERAL_FAILURE', facts)
  },
}
