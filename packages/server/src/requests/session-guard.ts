import { timingSafeEqual } from 'node:crypto'
import type { Instant } from '@chopmark/core'
import type { StoredRequest } from '../stores/store.js'
import type { Refused } from './acceptance.js'
import { sessionSha256 } from './create-request.js'
import type { RefusalCode } from './refusal-code.js'

/** One consent covers no more: nobody looks through them. The client has the same limit. */
export const maxBatch = 50

export const refused = (code: RefusalCode, signatureId?: string): Refused => ({
  outcome: 'refused',
  code,
  ...(signatureId !== undefined && { signatureId }),
})

/** Is this the session the request was made for? */
export function isSession(stored: StoredRequest, session: string): boolean {
  return timingSafeEqual(stored.sessionSha256, sessionSha256(session))
}

/** Why the request takes no answer now, or undefined when it is open. */
export function notOpen(stored: StoredRequest, now: Instant): Refused | undefined {
  if (stored.signatureId !== undefined) return refused('REQUEST_ALREADY_USED', stored.signatureId)
  if (stored.state === 'expired' || now >= stored.expiresAt) return refused('REQUEST_EXPIRED')
  if (stored.tries >= stored.maxTries) return { ...refused('TOO_MANY_TRIES'), triesLeft: 0 }
  return undefined
}
