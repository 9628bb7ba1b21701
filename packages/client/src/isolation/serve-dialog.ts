import { type Locale, UsageError } from '@chopmark/core'
import { ClientError, type ClientErrorCode } from '../client-error.js'
import { h } from '../dialog/h.js'
import { runDialog } from '../dialog/run-dialog.js'
import { ecertFile } from '../key-sources/ecert-file/ecert-file-source.js'
import { nearestLocale } from '../messages/messages.js'
import type { BatchTask } from '../batch/batch-task.js'
import { loading } from '../loading.js'
import { withDocument, withRequester } from '../request-signature.js'
import { type Portal, portal } from '../wire/portal.js'
import { armDialog } from './arm-dialog.js'
import {
  dialogReady,
  dialogRefused,
  parsePortalMessage,
  plainBatch,
  plainResult,
  plainTaken,
  type DialogResult,
  type PortalMessage,
} from './channel.js'
import { isolationTexts } from './isolation-texts.js'
import { tellsVisibility } from './own-origin.js'
import type { HostDialogOptions } from './own-origin-options.js'
import { tellingPortal, tellingSource, type TellTaken } from './tell-taken.js'
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
  taken: TakenOver,
  open: PortalMessage,
  port: MessagePort,
  framed: boolean,
  options: HostDialogOptions,
): Promise<DialogResult> {
  const controller = new AbortController()
  port.onmessage = ({ data }) => {
    // The one thing the portal's page may say from here on.
    if (isAbort(data)) controller.abort()
  }
  document.documentElement.lang = open.locale
  const disarm = armDialog(framed, open.locale)
  try {
    return await sign(taken, open, options, port, controller.signal)
  } catch (error) {
    if (controller.signal.aborted) return cancelled(open)
    if (error instanceof ClientError) return { kind: 'failed', code: error.code }
    // A mistake in a key source, in a request or in here: the page that waits is told that it waits for nothing.
    const told: DialogResult =
      error instanceof UsageError
        ? { kind: 'misuse', code: error.code }
        : { kind: 'failed', code: 'OTHER_REFUSAL' }
    port.postMessage(told)
    throw error
  } finally {
    disarm()
  }
}

/** One request or several, as the page asks. @throws As `requestSignature` and `requestSignatures`. */
async function sign(
  { requestIds, urlOf, fetch, portal: origin }: TakenOver,
  { batch, document, locale, theme }: PortalMessage,
  { requester, keySources = [ecertFile()], dialog }: HostDialogOptions,
  port: MessagePort,
  signal: AbortSignal,
): Promise<DialogResult> {
  const urls = requestIds.map(urlOf)
  const tell: TellTaken = (requestUrl, answer) =>
    port.postMessage(plainTaken(urls.indexOf(requestUrl), answer))
  const portalOf = (requestUrl: string): Portal => {
    const plain = portal(requestUrl, fetch, origin, location.origin)
    const verified = withRequester(plain, requester === 'not-verified' ? undefined : requester)
    return withDocument(tellingPortal(verified, tell), document)
  }
  const [source, ...more] = keySources.map((one) => tellingSource(one, tell))
  const sources = [source ?? ecertFile(), ...more] as const
  const options = { locale, signal, dialog: { ...dialog, theme } }
  const taskOf = (requestId: string): BatchTask => {
    const requestUrl = urlOf(requestId)
    return { requestUrl, portal: portalOf(requestUrl) }
  }
  const [first, ...others] = requestIds
  if (!batch) return plainResult(await runDialog(taskOf(first).portal, sources, options))
  const { runBatchDialog } = await loading(import('../batch/run-batch-dialog.js'))
  const tasks = [taskOf(first), ...others.map(taskOf)] as const
  return plainBatch(await runBatchDialog(tasks, sources, options))
}

/** The page gave up, and has its own reason for it. */
function cancelled({ batch, requestIds }: PortalMessage): DialogResult {
  if (!batch) return { kind: 'outcome', outcome: { outcome: 'cancelled' } }
  const results = requestIds.map(() => ({ outcome: 'not-signed' }) as const)
  return { kind: 'batch', outcome: 'cancelled', results }
}

/**
 * Tells the portal's page that its request is here, and waits until that very window, at the very origin that asks in the request, says
 * that it knows of it: of these requests and no others, in this order.
 * @throws ClientError `DIALOG_UNREACHABLE` when nobody does.
 */
function opening(
  asker: Asker,
  { requestIds, portal: origin }: TakenOver,
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
      if (open === undefined || port === undefined || others.length > 0) return
      if (open.requestIds.join() !== requestIds.join()) return
      stop()
      resolve({ open, port })
    }
    const late = setTimeout(() => {
      stop()
      reject(new ClientError('DIALOG_UNREACHABLE'))
    }, openTimeoutMs)
    window.addEventListener('message', hear)
    asker.window.postMessage(dialogReady(requestIds[0]), origin)
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
  const { frameTitle, alone } = isolationTexts[locale]
  document.body.replaceChildren(h('main', {}, h('h1', {}, frameTitle), h('p', {}, alone)))
}
