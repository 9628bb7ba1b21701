import type { ClientError } from '../client-error.js'
import type { Refusal } from '../signature-outcome.js'
import type { PortalAnswer } from '../wire/portal-answer.js'

/** What became of one document of a batch. */
export type BatchResult = { readonly requestUrl: string } & (
  | { readonly outcome: 'signed'; readonly answer: PortalAnswer }
  /** The portal refused this one, or it could not be fetched or sent; `error.remedy` says what helps. */
  | { readonly outcome: 'refused'; readonly error: ClientError }
  /** Never sent: its request is as open as before. */
  | { readonly outcome: 'not-signed' }
)

/** What became of a batch: a value, whatever the person did. */
export interface BatchOutcome {
  /**
   * `signed`: the portal has a signature for every document; `partly-signed`: for some. With none: `refused` when the
   * portal refused each one, `cancelled` when the person closed the dialog, `no-suitable-key` when no key of theirs is accepted.
   */
  readonly outcome: 'signed' | 'partly-signed' | 'refused' | 'cancelled' | 'no-suitable-key'
  /** One for each request, in the order in which they were named. */
  readonly results: readonly BatchResult[]
  /** Why the portal would not take the last key that was tried. */
  readonly refusal?: Refusal
}
