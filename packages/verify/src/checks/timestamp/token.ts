import type { ParseReason } from '@chopmark/core'
import type { Check } from '../../check.js'
import { failed, passed } from '../../outcomes.js'

/** What the bytes of a token turned out to be. */
export type TokenShape =
  | { readonly problem: null }
  | {
      readonly problem: 'NOT_CMS' | 'NOT_TST_INFO'
      readonly reason: ParseReason
      readonly offset: number
    }
  | { readonly problem: 'CONTENT_TYPE'; readonly contentType: string }
  | { readonly problem: 'NO_CONTENT' }
  | { readonly problem: 'SIGNERS'; readonly signers: number }

/**
 * Is it a time-stamp token: SignedData with the TSTInfo inside it and exactly one signer?
 * Source: RFC 3161 §2.4.2; ETSI EN 319 102-1 §5.4.
 */
export const timestampToken: Check<TokenShape, 'timestamp.token'> = {
  id: 'timestamp.token',
  clause: 'RFC 3161 §2.4.2',
  run(shape) {
    return shape.problem === null ? passed() : failed('FORMAT_FAILURE', { ...shape })
  },
}
