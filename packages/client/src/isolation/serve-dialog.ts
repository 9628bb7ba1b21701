import { type Locale, UsageError } from '@chopmark/core'
import { ClientError, type ClientErrorCode } from '../client-error.js'
import { runDialog } from '../dialog/run-dialog.js'
import { ecertFile } from '../key-sources/ecert-file/ecert-file-source.js'
import { nearestLocale } from '../messages/messages.js'
import { withRequester } from '../request-signature.js'
import { portal } from '../wire/portal.js'
import { armDialog } from './arm-dialog.js'
import {
  dialogReady,
  dialogRefused,
  parsePortalMessage,
  plainResult,
  type DialogResult,
  type PortalMessage,
} from './channel.js'
import { isolationTexts } from './isolation-texts.js'
import { tellsVisibility } from './own-origin.js'
import type { HostDialogOptions } from './own-origin-options.js'
import { type HandedOver, parseFragment, takeOver, type TakenOver } from './take-over.js'

/** Who opened this page, or framed it. */
interface Asker {
  readonly window: Window
  readonly framed: boolean
}

const openTimeoutMs = 30_000
/** The portal's page closes what it opened; when it has gone, nobody else does. */
const closeAfterMs = 1000

/** @see hostDialog */
export async function serveDialog(options: HostDialogOptions): Promise<void> {
  const portals = options.portals ?? portalsOfPage()
  const given = parseFragment(location.hash)
  // The ticket is used once and stands in no history.
  history.replaceState(null, '', location.pathname)
  const asker = askerOf()
  if (asker === undefined || given === undefined) {
    sayAlone()
    return
  }
  try {
    const taken = await takenOver(given, asker, portals)
    const { open, port } = await opening(asker, taken)
    port.postMessage(await run(taken, open, port, asker.framed, options))
    if (!asker.framed) setTimeout(() => window.close(), closeAfterMs)
  } catch (error) {
    if (!(error instanceof ClientError)) throw error
    sayAlone()
    // A code is no secret, but it goes to no stranger either: another origin at the other end gets nothing.
    for (const origin of portals) asker.window.postMessage(dialogRefused(error.code), origin)
  }
}

/** @throws ClientError: why the portal handed nothing over, or why it cannot be shown here. */
async function takenOver(
  given: NonNullable<HandedOver>,
  asker: Asker,
  portals: readonly string[],
): Promise<TakenOver> {
  if ('problem' in given) throw new ClientError(given.problem as ClientErrorCode)
  // A frame that cannot tell whether something covers it asks nobody for a signature.
  if (asker.framed && !tellsVisibility()) throw new ClientError('DIALOG_UNREACHABLE')
  const taken = await takeOver(given, location.href)
  if (!portals.includes(taken.portal)) throw new ClientError('ORIGIN_MISMATCH')
  return taken
}

/** The dialog itself, once both sides know each other. */
async function run(
  { requestUrl, fetch, portal: origin }: TakenOver,
  { locale, theme }: PortalMessage,
  port: MessagePort,
  framed: boolean,
  { requester, keySources = [ecertFile()], dialog }: HostDialogOptions,
): Promise<DialogResult> {
  const controller = new AbortController()
  port.onmessage = ({ data }) => {
    // The one thing the portal's page may say from here on.
    if (isAbort(data)) controller.abort()
  }
  document.documentElement.lang = locale
  const disarm = armDialog(framed, locale)
  try {
    const plain = portal(requestUrl, fetch, origin, location.origin)
    const connection = withRequester(plain, requester === 'not-verified' ? undefined : requester)
    const outcome = await runDialog(connection, keySources, {
      locale,
      dialog: { ...dialog, theme },
      signal: controller.signal,
    })
    return plainResult(outcome)
  } catch (error) {
    if (controller.signal.aborted) return { kind: 'outcome', outcome: { outcome: 'cancelled' } }
    if (error instanceof ClientError) return { kind: 'failed', code: error.code }
    // A mistake in a key source, or in here: the page that waits is told that it waits for nothing.
    port.postMessage({ kind: 'failed', code: 'OTHER_REFUSAL' } satisfies DialogResult)
    throw error
  } finally {
    disarm()
  }
}

/**
 * Tells the portal's page that its request is here, and waits until that very window, at the very origin that asks in the request, says
 * that it knows of it.
 * @throws ClientError `DIALOG_UNREACHABLE` when nobody does.
 */
function opening(
  asker: Asker,
  { requestId, portal: origin }: TakenOver,
): Promise<{ readonly open: PortalMessage; readonly port: MessagePort }> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(late)
      window.removeEventListener('message', hear)
    }
    const hear = ({ source, origin: from, data, ports }: MessageEvent): void => {
      if (source !== asker.window || from !== origin) return
      const open = parsePortalMessage(data)
      const [port, ...others] = ports
      if (open?.requestId !== requestId || port === undefined || others.length > 0) return
      stop()
      resolve({ open, port })
    }
    const late = setTimeout(() => {
      stop()
      reject(new ClientError('DIALOG_UNREACHABLE'))
    }, openTimeoutMs)
    window.addEventListener('message', hear)
    asker.window.postMessage(dialogReady(requestId), origin)
  })
}

function askerOf(): Asker | undefined {
  if (window.parent !== window) return { window: window.parent, framed: true }
  const opener = window.opener as Window | null
  return opener === null ? undefined : { window: opener, framed: false }
}

function isAbort(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'abort'
}

/** @throws UsageError `NO_PORTALS` */
function portalsOfPage(): readonly string[] {
  const meta = document.querySelector<HTMLMetaElement>('meta[name=chopmark-portals]')
  const origins = meta?.content.split(' ').filter((one) => one !== '') ?? []
  if (origins.length === 0) {
    throw new UsageError(
      'NO_PORTALS',
      'Give the origins whose pages may ask, or serve the page by createDialogHandler.',
    )
  }
  return origins
}

function sayAlone(): void {
  const locale: Locale = nearestLocale(navigator.language)
  document.documentElement.lang = locale
  const said = document.createElement('p')
  said.textContent = isolationTexts[locale].alone
  document.body.replaceChildren(said)
}
