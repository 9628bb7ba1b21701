import type { Instant } from '@chopmark/core'
import type { RefusalCode } from '../requests/refusal-code.js'
import type { Acceptance } from '../requests/acceptance.js'
import type { RemoteCode } from './remote-code.js'
import type { RemoteSigner, RemoteSignRequest, RemoteStep } from './remote-signer.js'

/** How a run ended. */
export type RemoteOutcome =
  | { readonly kind: 'refused'; readonly code: RemoteCode | RefusalCode }
  /** What became of each signature, in the order in which the documents were named. */
  | {
      readonly kind: 'decided'
      readonly decided: readonly { readonly requestId: string; readonly acceptance: Acceptance }[]
    }

/** One person on the way to one service with one consent. Lives in this process alone. */
export interface RemoteRun {
  /** 256 random bits, base64url: names the run to the page. */
  readonly handle: string
  readonly session: string
  /**
   * What the browser shows that brings a redirect of the service: the session itself, or at the dialog's own origin the secret of
   * the browser that was sent off; undefined: none was yet.
   */
  browser: string | undefined
  readonly requestIds: readonly string[]
  readonly signer: RemoteSigner
  readonly request: RemoteSignRequest
  readonly expiresAt: Instant
  readonly controller: AbortController
  /** Values that messages of the service have to carry, each good for one message that moves the run on. */
  readonly keys: Set<string>
  /** The last step while it waits; undefined before the first and after the end: its secrets go with it. */
  waiting: Extract<RemoteStep<unknown>, { kind: 'pending' }> | undefined
  /** Signatures came and are being decided: nothing stops that any more. */
  deciding: boolean
  outcome: RemoteOutcome | undefined
  /** The work in hand; steps of one run follow one another. */
  turn: Promise<void>
  busy: boolean
}

/** Ends a run: the first outcome stands. */
export function endRun(run: RemoteRun, outcome: RemoteOutcome): void {
  run.outcome ??= outcome
  run.waiting = undefined
  run.keys.clear()
}
