import { UsageError } from '@chopmark/core'
import type { BatchOutcome, BatchResult } from '../batch/batch-outcome.js'
import { checkBatch } from '../batch/check-batch.js'
import { ClientError, type ClientErrorCode } from '../client-error.js'
import { nearestLocale } from '../messages/messages.js'
import type { SignatureOutcome } from '../signature-outcome.js'
import type { PortalAnswer } from '../wire/portal-answer.js'
import {
  abortMessage,
  dialogOpen,
  type DialogResult,
  parseDialogMessage,
  parseDialogResult,
  parseTaken,
  type PlainBatchResult,
  type PortalMessage,
} from './channel.js'
import type {
  OwnOriginBatchOptions,
  OwnOriginOptions,
  OwnOriginWindow,
} from './own-origin-options.js'
import { frame, type Place, popUp } from './place.js'

/** Page, script and request over a slow mobile line. */
const readyTimeoutMs = 60_000
const lookEveryMs = 300

type Opened = Window | null | undefined
type Urls = readonly [string, ...string[]]

/** How a conversation ends: as the dialog says, or with its window; then what the portal has taken stays taken. */
type Ended =
  | Exclude<DialogResult, { readonly kind: 'failed' | 'misuse' }>
  | { readonly kind: 'gone'; readonly taken: readonly (PortalAnswer | undefined)[] }

/**
 * The portal's side: sends window or frame to the portal's own address `{requestUrl}/dialog`, from where the server sends it on, and
 * waits for the outcome. Listens to that window at that origin alone.
 * @param opened - The window; null: the browser blocked it; undefined: a frame is wanted.
 * @throws ClientError `POPUP_BLOCKED`, `DIALOG_UNREACHABLE`, or the code of the failure that the dialog showed; the signal's
 * reason; UsageError `DIALOG_ORIGIN` when the dialog lies at the page's own origin, where it protects from nothing.
 */
export async function askDialog(
  options: OwnOriginOptions,
  opened: Opened,
): Promise<SignatureOutcome> {
  const { document } = options
  const urls = async (): Promise<Urls> => [await options.requestUrl]
  const ended = await converseAt(options, opened, urls, {
    batch: false,
    ...(document !== undefined && { document }),
  })
  if (ended.kind === 'outcome') return ended.outcome
  const answer = ended.kind === 'gone' ? ended.taken[0] : undefined
  return answer === undefined ? { outcome: 'cancelled' } : { outcome: 'signed', answer }
}

/**
 * The same for several requests with one consent.
 * @throws As `askDialog`; UsageError `TOO_MANY_DOCUMENTS`, `DUPLICATE_REQUEST`, `REQUESTS_APART`, `DIALOG_MISUSE`.
 */
export async function askDialogs(
  options: OwnOriginBatchOptions,
  opened: Opened,
): Promise<BatchOutcome> {
  const ended = await converseAt(options, opened, async () => options.requestUrls, { batch: true })
  const requestUrls = await options.requestUrls
  const results = requestUrls.map((requestUrl, index) => batchResult(requestUrl, ended, index))
  if (ended.kind === 'batch') return { outcome: ended.outcome, results }
  const signed = results.filter(({ outcome }) => outcome === 'signed').length
  const some = signed < results.length ? 'partly-signed' : 'signed'
  return { outcome: signed === 0 ? 'cancelled' : some, results }
}

function batchResult(requestUrl: string, ended: Ended, index: number): BatchResult {
  const taken = ended.kind === 'gone' ? ended.taken[index] : undefined
  const plain: PlainBatchResult | undefined =
    taken === undefined
      ? ended.kind === 'batch'
        ? ended.results[index]
        : undefined
      : { outcome: 'signed', answer: taken }
  if (plain === undefined) return { requestUrl, outcome: 'not-signed' }
  if (plain.outcome !== 'refused') return { requestUrl, ...plain }
  return { requestUrl, outcome: 'refused', error: failure(plain.code) }
}

/** @param urls - Asked for once it is sure that there is a window for them. */
async function converseAt(
  options: OwnOriginWindow,
  opened: Opened,
  urls: () => Promise<Urls>,
  about: Pick<PortalMessage, 'batch' | 'document'>,
): Promise<Ended> {
  const { signal = new AbortController().signal } = options
  const { origin } = new URL(options.dialogUrl, document.baseURI)
  if (origin === location.origin) {
    throw new UsageError('DIALOG_ORIGIN', 'Give a dialogUrl at another origin than the page’s.')
  }
  if (opened === null) throw new ClientError('POPUP_BLOCKED')
  const requestUrls = (await urls()).map((url) =>
    new URL(url, document.baseURI).href.replace(/\/+$/, ''),
  )
  signal.throwIfAborted()
  checkBatch(requestUrls)
  const [first = '', ...others] = requestUrls
  const [requestId = '', ...also] = requestUrls.map(idOf)
  if (others.some((url, index) => url !== first.replace(/[^/]*$/, also[index] ?? ''))) {
    throw new UsageError('REQUESTS_APART', 'Name requests of one portal: they lie side by side.')
  }
  const locale =
    options.locale ?? nearestLocale(document.documentElement.lang || navigator.language)
  const theme = options.dialog?.theme ?? 'auto'
  const open = dialogOpen({ requestIds: [requestId, ...also], locale, theme, ...about })
  const place = opened === undefined ? frame(locale) : popUp(opened)
  try {
    const outcome = converse(place, origin, open, signal)
    place.goTo(`${first}/dialog${also.length > 0 ? `?also=${also.join()}` : ''}`)
    return await outcome
  } finally {
    place.close()
  }
}

function idOf(requestUrl: string): string {
  return requestUrl.slice(requestUrl.lastIndexOf('/') + 1)
}

function converse(
  place: Place,
  origin: string,
  open: PortalMessage,
  signal: AbortSignal,
): Promise<Ended> {
  const { port1, port2 } = new MessageChannel()
  const ends: (() => void)[] = [() => port1.close()]
  const conversation = new Promise<Ended>((resolve, reject) => {
    let connected = false
    const taken: (PortalAnswer | undefined)[] = open.requestIds.map(() => undefined)
    const hear = ({ source, origin: from, data }: MessageEvent): void => {
      // Other frames, other windows, extensions, this page itself: nobody else is listened to.
      if (source !== place.window || from !== origin || connected) return
      const message = parseDialogMessage(data)
      if (message?.chopmark === 'dialog-refused') reject(failure(message.code))
      if (message?.chopmark !== 'dialog-ready' || message.requestId !== open.requestIds[0]) return
      connected = true
      place.window.postMessage(open, origin, [port2])
    }
    port1.onmessage = ({ data }) => {
      const one = parseTaken(data)
      if (one !== undefined && one.index < taken.length) taken[one.index] = one.answer
      const result = parseDialogResult(data)
      switch (result?.kind) {
        case 'misuse':
          reject(misuse(result.code))
          break
        case 'failed':
          reject(failure(result.code))
          break
        case 'outcome':
          if (!open.batch) resolve(result)
          break
        case 'batch':
          if (open.batch && result.results.length === taken.length) resolve(result)
      }
    }
    const abort = (): void => {
      port1.postMessage(abortMessage)
      reject(signal.reason as Error)
    }
    // A window says nothing when it is closed. Looked at twice, because its last message may still be on the way.
    let closed = false
    const look = setInterval(() => {
      if (closed) resolve({ kind: 'gone', taken })
      closed = place.gone()
    }, lookEveryMs)
    const late = setTimeout(() => {
      if (!connected) reject(new ClientError('DIALOG_UNREACHABLE'))
    }, readyTimeoutMs)
    window.addEventListener('message', hear)
    signal.addEventListener('abort', abort)
    ends.push(
      () => clearInterval(look),
      () => clearTimeout(late),
      () => window.removeEventListener('message', hear),
      () => signal.removeEventListener('abort', abort),
    )
  })
  return conversation.finally(() => {
    for (const end of ends) end()
  })
}

/** The dialog has shown it to the person; a code that this version does not know is passed on as it is. */
function failure(code: string): ClientError {
  return new ClientError(code as ClientErrorCode)
}

/** What whoever wrote the pages has to mend: the console of the dialog's page has the whole of it. */
function misuse(code: string): UsageError {
  return new UsageError(
    'DIALOG_MISUSE',
    `${code} at the dialog’s page: its console says what to do.`,
  )
}
