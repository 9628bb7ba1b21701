import { displayText, UsageError } from '@chopmark/core'
import { ClientError } from '../../client-error.js'
import type { FormQuestion } from '../form-question.js'
import type { RemoteConnection, RemoteSourceContext } from '../key-source.js'
import { type RemoteAnswers, remotePortal, type RemoteState } from './remote-portal.js'
import type { RemoteSigningOptions } from './remote-source.js'
import { remoteTexts, textsOf } from './remote-texts.js'

const defaultPollMs = 2000
/** A phone that loses its network on the way between apps gets it back within this time, and the run is still there. */
const unreachableMs = 120_000

type Waiting = Extract<RemoteState, { kind: 'waiting' }>

/**
 * The work of `remoteSigning`, in a chunk of its own.
 * @param also - Further requests under the same consent.
 * @returns What became of each request, in order.
 */
export async function signRemotely(
  options: RemoteSigningOptions,
  context: RemoteSourceContext,
  also: readonly RemoteConnection[] = [],
): Promise<RemoteAnswers> {
  const { prompts, signal, connection } = context
  if (prompts.form === undefined && options.show === undefined) {
    throw new UsageError(
      'NO_WAY_TO_SHOW',
      'Without the dialog, give `show`: a person has to see the code.',
    )
  }
  const portal = remotePortal(connection)
  const started = await prompts.working(
    (_report, stop) => portal.start(options.signer, also, stop),
    remoteTexts.starting,
  )
  if (started === 'stopped') throw new ClientError('REMOTE_CANCELLED')
  if (started.kind === 'decided') return started.answers
  const run = new Run(options, context, started)
  try {
    for (;;) {
      run.show()
      const state = await run.changed((handle, stop) => portal.poll(handle, stop))
      if (state.kind === 'decided') return state.answers
      run.waiting = state
    }
  } catch (error) {
    // Whoever left, person or page: the portal need not wait, and what is approved later must come to nothing.
    const over = error instanceof ClientError && error.code !== 'REMOTE_CANCELLED'
    if (!over) await portal.cancel(started.handle)
    signal.throwIfAborted()
    throw error
  } finally {
    run.end()
  }
}

class Run {
  waiting: Waiting
  readonly #options: RemoteSigningOptions
  readonly #context: RemoteSourceContext
  readonly #stop = new AbortController()
  #asked: Promise<never> | undefined
  #checkNow: () => void = () => undefined

  constructor(options: RemoteSigningOptions, context: RemoteSourceContext, waiting: Waiting) {
    this.#options = options
    this.#context = context
    this.waiting = waiting
  }

  end(): void {
    this.#stop.abort(new ClientError('REMOTE_CANCELLED'))
  }

  /** Shows the step that waits: on the dialog's screen, or as the page likes. */
  show(): void {
    const { identificationCode, redirectUrl } = this.waiting
    this.#options.show?.({
      ...(identificationCode !== undefined && { identificationCode }),
      ...(redirectUrl !== undefined && { redirectUrl }),
    })
    const { prompts } = this.#context
    if (prompts.form === undefined) return
    this.#asked = this.#screen(this.waiting)
    // Looked at in `changed`; a screen that another one replaced is nobody's concern any more.
    this.#asked.catch(() => undefined)
  }

  /** Asks the portal until something else than before has to be shown. @throws What the person or the page left with. */
  async changed(
    poll: (handle: string, signal: AbortSignal) => Promise<RemoteState | undefined>,
  ): Promise<RemoteState> {
    const { signal } = this.#context
    const signals = AbortSignal.any([signal, this.#stop.signal])
    const asking = this.#asking(poll, signals)
    asking.catch(() => undefined)
    return Promise.race([asking, ...(this.#asked === undefined ? [] : [this.#asked])])
  }

  async #asking(
    poll: (handle: string, signal: AbortSignal) => Promise<RemoteState | undefined>,
    signal: AbortSignal,
  ): Promise<RemoteState> {
    let reachedAt = Date.now()
    for (;;) {
      await this.#pause(signal)
      const state = await poll(this.waiting.handle, signal)
      if (state !== undefined) {
        reachedAt = Date.now()
        if (state.kind === 'decided' || !same(state, this.waiting)) return state
      } else if (Date.now() - reachedAt > unreachableMs) {
        throw new ClientError('PORTAL_UNREACHABLE')
      }
    }
  }

  #pause(signal: AbortSignal): Promise<void> {
    const { pollMs = defaultPollMs } = this.#options
    return new Promise((resolve, reject) => {
      signal.throwIfAborted()
      const abort = (): void => {
        clearTimeout(timer)
        reject(signal.reason as Error)
      }
      const go = (): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', abort)
        resolve()
      }
      const timer = setTimeout(go, pollMs)
      this.#checkNow = go
      signal.addEventListener('abort', abort, { once: true })
    })
  }

  /** The dialog's screen, again and again until the person gives up; what else they press is done meanwhile. */
  async #screen(waiting: Waiting): Promise<never> {
    const { prompts } = this.#context
    for (;;) {
      const answer = await prompts.form?.(this.#question(waiting))
      // Pressed just as the next step came: that step has a screen of its own.
      if (this.waiting !== waiting) return new Promise(() => undefined)
      if (answer?.action === 'cancel') throw new ClientError('REMOTE_CANCELLED')
      if (answer?.action === 'open' && waiting.redirectUrl !== undefined) {
        const { open = openWindow } = this.#options
        open(waiting.redirectUrl)
      }
      this.#checkNow()
    }
  }

  #question({ identificationCode, redirectUrl }: Waiting): FormQuestion {
    const { signer, label } = this.#options
    const instruction =
      this.#options.instruction ?? textsOf[signer]?.instruction ?? remoteTexts.instruction
    const openLabel = this.#options.openLabel ?? textsOf[signer]?.openLabel ?? remoteTexts.open
    const main =
      redirectUrl === undefined
        ? { id: 'check', label: remoteTexts.check }
        : { id: 'open', label: openLabel }
    return {
      id: 'remote',
      title: label,
      paragraphs: [instruction, remoteTexts.keepOpen],
      ...(identificationCode !== undefined && {
        facts: [
          [remoteTexts.identificationCode, displayText(identificationCode, { maxLength: 16 })],
        ],
      }),
      actions: [main, { id: 'cancel', label: remoteTexts.cancel }],
    }
  }
}

/** In a window of its own that cannot reach back into this page. */
function openWindow(url: string): void {
  globalThis.open(url, '_blank', 'noopener')
}

function same(a: Waiting, b: Waiting): boolean {
  return a.identificationCode === b.identificationCode && a.redirectUrl === b.redirectUrl
}
