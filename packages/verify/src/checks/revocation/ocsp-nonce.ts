import { sameOctets } from '@chopmark/core'
import type { Check } from '../../check.js'

export interface OcspNonceInput {
  readonly sent?: Uint8Array | undefined
  readonly received?: Uint8Array | undefined
}

/**
 * Is the nonce in the response the one that was sent? Only then is it certainly no older response replayed. A responder may leave
 * the nonce out (most answer from a cache); then the windows and the age limit protect alone, and the facts say so.
 * Source: RFC 9654 §2.1; RFC 6960 §4.4.1.
 */
export const ocspNonce: Check<OcspNonceInput, 'revocation.ocsp-nonce'> = {
  id: 'revocation.ocsp-nonce',
  clause: 'RFC 9654 §2.1',
  run({ sent, received }) {
    if (sent === undefined) return { status: 'NOT-APPLICABLE', reason: 'no nonce was sent' }
    if (received === undefined) return { status: 'PASSED', facts: { nonce: 'absent' } }
    return sameOctets(sent, received)
      ? { status: 'PASSED', facts: { nonce: 'same' } }
      : { status: 'INDETERMINATE', subIndication: 'TRY_LATER', facts: { nonce: 'other' } }
  },
}
