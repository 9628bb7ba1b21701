import { ClientError, type ClientErrorCode } from '../client-error.js'
import { type LinkState, linkStates } from '../key-sources/link-state.js'
import type { Fetch } from '../wire/fetch-bytes.js'
import { portal, subtle } from '../wire/portal.js'
import type { DiagnoseOptions } from './diagnose.js'

/** Beyond it certificates and requests look expired, or not yet valid, though they are not. */
const clockToleranceMs = 5 * 60 * 1000
const dialogTimeoutMs = 10_000

/** What every way to sign needs. A link that the options do not name is left out. */
export async function pageLinks(
  options: DiagnoseOptions,
  signal: AbortSignal,
): Promise<readonly LinkState[]> {
  // First: a browser forgets soon that there was a click.
  const popUp = options.popUp === true ? [popUpState()] : []
  return [
    ...cryptoState(),
    ...(options.requestUrl === undefined
      ? []
      : await portalStates(options.requestUrl, options, signal)),
    ...(options.dialogUrl === undefined ? [] : [await dialogState(options.dialogUrl, signal)]),
    ...popUp,
  ]
}

function cryptoState(): readonly LinkState[] {
  try {
    subtle()
    return linkStates(['web-crypto'])
  } catch (error) {
    if (!(error instanceof ClientError)) throw error
    return linkStates(['web-crypto'], { link: 'web-crypto', code: error.code })
  }
}

/** Codes that say nothing of the request: no answer came, or none that can be read. */
const portalFaults: readonly ClientErrorCode[] = ['PORTAL_UNREACHABLE', 'PORTAL_ANSWER_MALFORMED']

async function portalStates(
  requestUrl: string,
  { fetch: given, origin }: DiagnoseOptions,
  signal: AbortSignal,
): Promise<readonly LinkState[]> {
  const fetch: Fetch = given ?? ((input, init) => globalThis.fetch(input, init))
  const { document, location } = globalThis as Partial<Pick<Window, 'document' | 'location'>>
  const asking = origin ?? location?.origin ?? new URL(requestUrl).origin
  const url = new URL(requestUrl, document?.baseURI ?? asking).href
  let clock: LinkState = { link: 'clock', state: 'unknown' }
  const connection = portal(
    url,
    async (input, init) => {
      const asked = Date.now()
      const response = await fetch(input, init)
      clock = clockState(response.headers.get('date'), (asked + Date.now()) / 2)
      return response
    },
    asking,
  )
  const links = ['portal', 'request']
  try {
    await connection.fetchRequest(signal)
    return [...linkStates(links), clock]
  } catch (error) {
    if (!(error instanceof ClientError)) throw error
    const { code } = error
    const link = portalFaults.includes(code) ? 'portal' : 'request'
    return [...linkStates(links, { link, code }), clock]
  }
}

/** @param date - The portal's own time; null when the browser keeps it from this origin. */
function clockState(date: string | null, deviceMs: number): LinkState {
  const link = 'clock'
  const portalMs = Date.parse(date ?? '')
  if (Number.isNaN(portalMs)) return { link, state: 'unknown' }
  return Math.abs(portalMs - deviceMs) <= clockToleranceMs
    ? { link, state: 'holds' }
    : { link, state: 'broken', code: 'CLOCK_WRONG' }
}

/** Does the dialog's own origin answer at all? What it answers, this origin may not read. */
async function dialogState(dialogUrl: string, signal: AbortSignal): Promise<LinkState> {
  const link = 'dialog'
  // The page's own policy may forbid the question; a window or frame it may allow all the same.
  const forbidden: string[] = []
  const notice = ({ blockedURI }: SecurityPolicyViolationEvent): void => {
    forbidden.push(blockedURI)
  }
  const { document } = globalThis as Partial<Pick<Window, 'document'>>
  document?.addEventListener('securitypolicyviolation', notice)
  try {
    await globalThis.fetch(dialogUrl, {
      mode: 'no-cors',
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.any([signal, AbortSignal.timeout(dialogTimeoutMs)]),
    })
    return { link, state: 'holds' }
  } catch {
    signal.throwIfAborted()
    // The event comes after the refusal.
    await new Promise((resolve) => setTimeout(resolve, 0))
    return forbidden.some((address) => dialogUrl.startsWith(address))
      ? { link, state: 'unknown' }
      : { link, state: 'broken', code: 'DIALOG_UNREACHABLE' }
  } finally {
    document?.removeEventListener('securitypolicyviolation', notice)
  }
}

function popUpState(): LinkState {
  const link = 'pop-up'
  const opened = globalThis.window.open('', '_blank', 'popup,width=120,height=120')
  opened?.close()
  return opened === null
    ? { link, state: 'broken', code: 'POPUP_BLOCKED' }
    : { link, state: 'holds' }
}
