import { hex, sameOctets, type SignatureRequest } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, notApplicable, passed } from '../../outcomes.js'
import type { AttributeReadings } from '../../signature/attribute-readings.js'

/**
 * Was the signature made for this very request, from this web origin? The signed content-identifier carries the
 * request's nonce and the origin's digest. Source: RFC 2634 §2.7; ETSI EN 319 102-1 §5.2.8.
 */
export const requestBinding: Check<{
  readonly request: SignatureRequest | null
  readonly attributes: AttributeReadings | null
  /** What the content-identifier has to be; null when the request's nonce cannot be read. */
  readonly expectedIdentifier: Uint8Array | null
}> = {
  id: 'request.binding',
  clause: 'RFC 2634 §2.7; ETSI EN 319 102-1 §5.2.8',
  run({ request, attributes, expectedIdentifier }) {
    if (request === null) return notApplicable('NO_REQUEST')
    const identifier = attributes?.contentIdentifier
    const facts = { contentIdentifier: identifier === undefined ? null : hex(identifier) }
    return identifier !== undefined &&
      expectedIdentifier !== null &&
      sameOctets(identifier, expectedIdentifier)
      ? passed(facts)
      : indeterminate('SIG_CONSTRAINTS_FAILURE', { ...facts, requestId: request.id })
  },
}
