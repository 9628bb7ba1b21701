import { formatInstant, type Instant } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, notApplicable, passed } from '../../outcomes.js'

export interface GenTimeInput {
  readonly genTime: Instant
  readonly validationTime: Instant
  readonly clockSkewMs: number
  /** Validity of the time-stamping unit's certificate; null when none was found. */
  readonly validity: { readonly notBefore: Instant; readonly notAfter: Instant } | null
}

/**
 * Can the time in the token be true: not in the future, and within the validity of the unit's certificate?
 * Source: RFC 3161 §2.4.2; ETSI EN 319 102-1 §5.4; ETSI EN 319 422 §5.2.
 */
export const timestampGenTime: Check<GenTimeInput, 'timestamp.gen-time'> = {
  id: 'timestamp.gen-time',
  clause: 'RFC 3161 §2.4.2; ETSI EN 319 102-1 §5.4',
  run({ genTime, validationTime, clockSkewMs, validity }) {
    if (validity === null) return notApplicable('NO_SIGNING_CERTIFICATE')
    const facts = {
      genTime: formatInstant(genTime),
      notBefore: formatInstant(validity.notBefore),
      notAfter: formatInstant(validity.notAfter),
    }
    if (genTime > validationTime + clockSkewMs) {
      return indeterminate('TIMESTAMP_ORDER_FAILURE', { ...facts, reason: 'IN_THE_FUTURE' })
    }
    // notAfter is a whole second and lasts until the next one begins.
    return genTime < validity.notBefore || genTime > validity.notAfter + 999
      ? indeterminate('CHAIN_CONSTRAINTS_FAILURE', { ...facts, reason: 'OUTSIDE_VALIDITY' })
      : passed(facts)
  },
}
