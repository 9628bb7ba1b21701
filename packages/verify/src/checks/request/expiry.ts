import type { Instant, SignatureRequest } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, notApplicable, passed } from '../../outcomes.js'
import { isoTime } from '../../iso-time.js'

/**
 * Did the signature come while the request was open: not before it was made, and before it expired?
 * Source: ETSI EN 319 102-1 §5.2.8.
 */
export const requestExpiry: Check<{
  readonly request: SignatureRequest | null
  readonly bestSignatureTime: Instant
  /** When the request was open; null when its times cannot be read. */
  readonly requestOpen: { readonly from: Instant; readonly until: Instant } | null
}> = {
  id: 'request.expiry',
  clause: 'ETSI EN 319 102-1 §5.2.8',
  run({ request, bestSignatureTime, requestOpen }) {
    if (request === null) return notApplicable('NO_REQUEST')
    const facts = {
      bestSignatureTime: isoTime(bestSignatureTime),
      createdAt: requestOpen === null ? null : isoTime(requestOpen.from),
      expiresAt: requestOpen === null ? null : isoTime(requestOpen.until),
    }
    return requestOpen !== null &&
      requestOpen.from <= bestSignatureTime &&
      bestSignatureTime < requestOpen.until
      ? passed(facts)
      : indeterminate('SIG_CONSTRAINTS_FAILURE', facts)
  },
}
