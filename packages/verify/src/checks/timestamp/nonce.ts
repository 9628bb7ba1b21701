import { sameOctets } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, notApplicable, passed } from '../../outcomes.js'

export interface TimestampNonceInput {
  /** Contents octets of the INTEGER that was sent; absent when none was, or when somebody else asked. */
  readonly sent?: Uint8Array
  readonly received?: Uint8Array
}

/**
 * Is the nonce the one that was sent? When one was sent the token must carry it, or it may be an older one replayed.
 * Source: RFC 3161 §2.4.2 (nonce), §2.2.
 */
export const timestampNonce: Check<TimestampNonceInput, 'timestamp.nonce'> = {
  id: 'timestamp.nonce',
  clause: 'RFC 3161 §2.4.2',
  run({ sent, received }) {
    if (sent === undefined) return notApplicable('NO_NONCE_SENT')
    if (received === undefined) {
      return indeterminate('SIG_CONSTRAINTS_FAILURE', { nonce: 'absent' })
    }
    return sameOctets(sent, received)
      ? passed({ nonce: 'same' })
      : indeterminate('SIG_CONSTRAINTS_FAILURE', { nonce: 'other' })
  },
}
