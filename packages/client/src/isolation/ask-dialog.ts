import { type Locale, UsageError } from '@chopmark/core'
import { ClientError, type ClientErrorCode } from '../client-error.js'
import { nearestLocale } from '../messages/messages.js'
import type { SignatureOutcome } from '../signature-outcome.js'
import {
  abortMessage,
  dialogOpen,
  parseDialogMessage,
  parseDialogResult,
  type PortalMessage,
} from './channel.js'
import { isolationTexts } from './isolation-texts.js'
import type { OwnOriginOptions } from './own-origin-options.js'

/** Where the dialog stands. */
interface Place {
  readonly window: Window
  /** The person closed it. */
  gone(): boolean
  goTo(url: string): void
  close(): void
}

/** Page, script and request over a slow mobile line. */
const readyTimeoutMs = 60_000
const lookEveryMs = 300
const removeAfterMs = 500

/**
 * The portal's side: sends window or frame to the portal's own address `{requestUrl}/dialog`, from where the server sends it on, and
 * waits for the outcome. Listens to that window at that origin alone.
 * @param opened - The window; null: the browser blocked it; undefined: a frame is wanted.
 * @throws ClientError `POPUP_BLOCKED`, `DIALOG_UNREACHABLE`, or the code of the failure that the dialog showed; the signal's
 * reason; UsageError `DIALOG_ORIGIN` when the dialog lies at the page's own origin, where it protects from nothing.
 */
export async function askDialog(
  options: OwnOriginOptions,
  opened: Window | null | undefined,
): Promise<SignatureOutcome> {
  const { signal = new AbortController().signal } = options
  const { origin } = new URL(options.dialogUrl, document.baseURI)
  if (origin === location.origin) {
    throw new UsageError('DIALOG_ORIGIN', 'Give a dialogUrl at another origin than the page’s.')
  }
  if (opened === null) throw new ClientError('POPUP_BLOCKED')
  const requestUrl = new URL(await options.requestUrl, document.baseURI).href.replace(/\/+$/, '')
  signal.throwIfAborted()
  const locale =
    options.locale ?? nearestLocale(document.documentElement.lang || navigator.language)
  const requestId = requestUrl.slice(requestUrl.lastIndexOf('/') + 1)
  const open = dialogOpen(requestId, locale, options.dialog?.theme ?? 'auto')
  const place = opened === undefined ? frame(locale) : popUp(opened)
  try {
    const outcome = converse(place, origin, open, signal)
    place.goTo(`${requestUrl}/dialog`)
    return await outcome
  } finally {
    place.close()
  }
}

function converse(
  place: Place,
  origin: string,
  open: PortalMessage,
  signal: AbortSignal,
): Promise<SignatureOutcome> {
  const { port1, port2 } = new MessageChannel()
  const ends: (() => void)[] = [() => port1.close()]
  const conversation = new Promise<SignatureOutcome>((resolve, reject) => {
    let connected = false
    const hear = ({ source, origin: from, data }: MessageEvent): void => {
      // Other frames, other windows, extensions, this page itself: nobody else is listened to.
      if (source !== place.window || from !== origin || connected) return
      const message = parseDialogMessage(data)
      if (message?.chopmark === 'dialog-refused') reject(failure(message.code))
      if (message?.chopmark !== 'dialog-ready' || message.requestId !== open.requestId) return
      connected = true
      place.window.postMessage(open, origin, [port2])
    }
    port1.onmessage = ({ data }) => {
      const result = parseDialogResult(data)
      if (result?.kind === 'outcome') resolve(result.outcome)
      if (result?.kind === 'failed') reject(failure(result.code))
    }
    const abort = (): void => {
      port1.postMessage(abortMessage)
      reject(signal.reason as Error)
    }
    // A window says nothing when it is closed. Looked at twice, because its last message may still be on the way.
    let closed = false
    const look = setInterval(() => {
      if (closed) resolve({ outcome: 'cancelled' })
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

function popUp(opened: Window): Place {
  return {
    window: opened,
    gone: () => opened.closed,
    goTo: (url) => opened.location.replace(url),
    close: () => opened.close(),
  }
}

/** A frame over the whole page, in the top layer; what lies below cannot be reached by keyboard or screen reader meanwhile. */
function frame(locale: Locale): Place {
  const before = document.activeElement
  const layer = document.createElement('dialog')
  const inner = document.createElement('iframe')
  Object.assign(layer.style, {
    ...{ width: '100vw', height: '100dvh', maxWidth: 'none', maxHeight: 'none' },
    ...{ padding: '0', border: '0', margin: '0', background: 'none', overflow: 'hidden' },
  })
  Object.assign(inner.style, { width: '100%', height: '100%', border: '0', display: 'block' })
  inner.title = isolationTexts[locale].frameTitle
  inner.referrerPolicy = 'no-referrer'
  inner.allow = ''
  // Its own origin, its scripts and forms, the files it saves, a signing service's window: and not this page's address.
  inner.sandbox.add(
    ...['allow-scripts', 'allow-same-origin', 'allow-forms', 'allow-downloads'],
    ...['allow-popups', 'allow-popups-to-escape-sandbox', 'allow-modals'],
  )
  // The dialog inside decides what Escape means.
  layer.addEventListener('cancel', (event) => event.preventDefault())
  layer.append(inner)
  document.body.append(layer)
  layer.showModal()
  const target = inner.contentWindow
  if (target === null) throw new ClientError('DIALOG_UNREACHABLE')
  inner.addEventListener('load', () => inner.focus())
  return {
    window: target,
    gone: () => !inner.isConnected,
    goTo: (url) => (inner.src = url),
    close: () => {
      layer.close()
      // The press that ended it is still being handled in there.
      setTimeout(() => layer.remove(), removeAfterMs)
      if (before instanceof HTMLElement) before.focus()
    },
  }
}
