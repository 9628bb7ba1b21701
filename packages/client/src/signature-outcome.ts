import type { PortalCode } from './client-error.js'
import type { PortalAnswer } from './wire/portal-answer.js'

/** What became of a signature request: a value, whatever the person did. */
export type SignatureOutcome =
  | { readonly outcome: 'signed'; readonly answer: PortalAnswer }
  /** The person closed the dialog. */
  | { readonly outcome: 'cancelled' }
  /** The person has no key that this request accepts. */
  | { readonly outcome: 'no-suitable-key'; readonly refusal?: Refusal }

/** Why the portal would not take the last key that was tried. */
export interface Refusal {
  readonly code: PortalCode
  readonly signatureId?: string
  readonly reports?: readonly unknown[]
}
