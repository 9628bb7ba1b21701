import { formatInstant, parseShownAttribute, type Shown } from '@chopmark/core'
import { bytesFromBase64url } from '../encoding.js'
import { answer, type HttpAnswer, type HttpQuestion, jsonAnswer } from '../http/http-message.js'
import { bodyProblem, problemAnswer, refusalAnswer } from '../http/problem.js'
import { isOwnOrigin } from '../http/routes.js'
import type { Acceptance } from '../requests/acceptance.js'
import { newSecret } from '../requests/create-request.js'
import { backPage, sendOn, troublePage } from './back-page.js'
import { browserCookie, browserOf } from './browser-cookie.js'
import type { RemoteCode } from './remote-code.js'
import { isRemoteCode, remoteProblem } from './remote-problem.js'
import type { Received, RemoteSigning, RemoteView } from './remote-signing.js'
import { isObject, jsonObject } from './service-connection.js'

export interface RemoteRouteSettings {
  /** Where a person goes who comes back from a service in the portal's own window; absent: a page that says to close the window. */
  readonly returnUrl?: string
}

/** Whose routes: the portal's, whose session is a cookie's; or the dialog's own origin's, where it is a bearer's. */
export type RemotePlace = 'portal' | 'dialog'

const runPattern =
  /^\/requests\/(?<requestId>[\w-]{22})\/remote(?:\/(?<handle>[\w-]{43})(?<service>\/service)?)?$/
const callbackPattern = /^\/remote\/(?<signer>[a-z0-9-]{1,64})\/callback$/
const idPattern = /^[\w-]{22}$/

/** Fifty requests, each with what was shown of its document. */
const maxStartBytes = 32 * 1024
/** A certificate, a signature and their wrapping; encrypted, in base64. */
const maxCallbackBytes = 64 * 1024
const maxParameters = 20

/** Is this path one of ours? Everything else below the base path is `routeAnswer`'s. */
export function isRemotePath(path: string): boolean {
  return runPattern.test(path) || callbackPattern.test(path)
}

/**
 * The routes below a base path:
 * - `POST /requests/:id/remote`: begins, `{"signer": "iam-smart"}`; `also`: further requests under the same consent; `shown`:
 *   by request id the signed attribute that says what the dialog showed, DER in base64url.
 * - `GET /requests/:id/remote/:handle`: where it stands; 200 `waiting`, or what `POST …/signature` would have answered.
 * - `DELETE /requests/:id/remote/:handle`: the person gave up.
 * - `GET /requests/:id/remote/:handle/service`, at the dialog's own origin: sends a window of the person's on to the service.
 * - `GET /remote/:signer/callback`: the person comes back from the service.
 * - `POST /remote/:signer/callback`: the service brings its result.
 */
export async function remoteRouteAnswer(
  remote: RemoteSigning,
  question: HttpQuestion,
  settings: RemoteRouteSettings = {},
  place: RemotePlace = 'portal',
): Promise<HttpAnswer> {
  const signer = callbackPattern.exec(question.path)?.groups?.['signer']
  if (signer !== undefined) return callbackAnswer(remote, question, { signer, settings, place })
  const run = runPattern.exec(question.path)?.groups
  if (!run || (run['service'] !== undefined && place === 'portal'))
    return problemAnswer('NOT_FOUND')
  const { requestId = '', handle, service } = run
  const allow = handle === undefined ? 'POST' : service === undefined ? 'GET, DELETE' : 'GET'
  if (!allow.split(', ').includes(question.method)) {
    return problemAnswer('METHOD_NOT_ALLOWED', { allow })
  }
  if (handle !== undefined && service !== undefined) return sendOffAnswer(remote, question, handle)
  if (question.method !== 'GET') {
    // As for an answer: every browser sends Origin here, and only the portal's own pages may begin or end a run.
    if (!isOwnOrigin(remote.chopmark, question.header('origin'))) return problemAnswer('CROSS_SITE')
  }
  const site = question.header('sec-fetch-site') ?? 'same-origin'
  if (site !== 'same-origin') return problemAnswer('CROSS_SITE')
  const session = await question.session()
  if (session === null || session === '') return problemAnswer('SESSION_REQUIRED')
  if (handle === undefined) return startAnswer(remote, question, requestId, session)
  const view =
    question.method === 'DELETE'
      ? await remote.cancel({ handle, session })
      : await remote.poll({ handle, session })
  return viewAnswer(view)
}

async function startAnswer(
  remote: RemoteSigning,
  question: HttpQuestion,
  requestId: string,
  session: string,
): Promise<HttpAnswer> {
  const mediaType = (question.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (mediaType !== 'application/json') {
    return problemAnswer('MEDIA_TYPE_UNSUPPORTED', { accept: 'application/json' })
  }
  const json = await bodyOf(question, maxStartBytes)
  if ('status' in json) return json
  const { signer, also = [], shown = {} } = json.value ?? {}
  if (typeof signer !== 'string') return remoteProblem('REMOTE_SIGNER_UNKNOWN')
  const others = ids(also)
  if (!others) return refusalAnswer({ outcome: 'refused', code: 'REQUEST_UNKNOWN' })
  const said = shownOf(shown)
  if (!said) return refusalAnswer({ outcome: 'refused', code: 'REQUEST_BINDING_MISMATCH' })
  return viewAnswer(
    await remote.start({
      requestIds: [requestId, ...others],
      ...{ session, signer, shown: said },
      userAgent: question.header('user-agent') ?? '',
    }),
  )
}

function ids(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined
  const all = value as readonly unknown[]
  return all.every((id) => typeof id === 'string' && idPattern.test(id))
    ? (all as readonly string[])
    : undefined
}

/** What was shown, by request id; undefined when one of them cannot be read. */
function shownOf(value: unknown): ReadonlyMap<string, Shown> | undefined {
  if (!isObject(value)) return undefined
  const shown = new Map<string, Shown>()
  for (const [id, attribute] of Object.entries(value)) {
    const octets = typeof attribute === 'string' ? bytesFromBase64url(attribute) : undefined
    const parsed = octets && parseShownAttribute(octets)
    if (!parsed?.ok) return undefined
    shown.set(id, parsed.value)
  }
  return shown
}

/** A window of the person's goes to the service; what is wrong with it is told in that window. */
function sendOffAnswer(remote: RemoteSigning, question: HttpQuestion, handle: string): HttpAnswer {
  // The dialog's own page sends it. From elsewhere it would be somebody's own run, for another person to authorise; a browser that
  // does not say where from (before 2023) gets no further.
  const navigates = question.header('sec-fetch-mode') === 'navigate'
  if (question.header('sec-fetch-site') !== 'same-origin' || !navigates) {
    return refusedInWindow(question, 'CROSS_SITE')
  }
  const { dialogOrigin = '' } = remote.chopmark
  const browser = browserOf(question.header('cookie'), dialogOrigin) ?? newSecret()
  const way = remote.sendOff({ handle, browser })
  if (way.kind === 'refused' || way.redirectUrl === undefined) {
    return refusedInWindow(question, 'REMOTE_STATE_UNKNOWN')
  }
  return sendOn(way.redirectUrl, { 'set-cookie': browserCookie(browser, dialogOrigin) })
}

async function callbackAnswer(
  remote: RemoteSigning,
  question: HttpQuestion,
  {
    signer,
    settings,
    place,
  }: {
    readonly signer: string
    readonly settings: RemoteRouteSettings
    readonly place: RemotePlace
  },
): Promise<HttpAnswer> {
  switch (question.method) {
    case 'GET': {
      const { dialogOrigin = '' } = remote.chopmark
      const browser =
        place === 'dialog'
          ? browserOf(question.header('cookie'), dialogOrigin)
          : await question.session()
      if (browser === undefined || browser === null || browser === '') {
        return refusedInWindow(question, 'SESSION_REQUIRED')
      }
      const values = parameters(question.query)
      if (!values) return refusedInWindow(question, 'REMOTE_STATE_UNKNOWN')
      const message = { kind: 'redirect', values } as const
      const received = await remote.receive({ signer, message, browser })
      return received.kind === 'refused'
        ? refusedInWindow(question, received.code)
        : wayOn(received, settings)
    }
    case 'POST': {
      const json = await bodyOf(question, maxCallbackBytes)
      if ('status' in json) return json
      const message = { kind: 'call', values: json.value ?? {} } as const
      const received = await remote.receive({ signer, message })
      return received.kind === 'refused'
        ? remoteProblem(received.code)
        : answer(204, 'application/json', '')
    }
    default:
      return problemAnswer('METHOD_NOT_ALLOWED', { allow: 'GET, POST' })
  }
}

/** Each parameter once: which of two a service meant is anybody's guess. */
function parameters(query: URLSearchParams): Readonly<Record<string, string>> | undefined {
  const entries = [...query]
  const values: Record<string, string> = Object.create(null) as Record<string, string>
  if (entries.length > maxParameters) return undefined
  for (const [name, value] of entries) {
    if (name in values) return undefined
    values[name] = value
  }
  return values
}

/** A window of a person's gets a page that says where to go on; a program gets the problem. */
function refusedInWindow(
  question: HttpQuestion,
  code: RemoteCode | 'CROSS_SITE' | 'SESSION_REQUIRED',
): HttpAnswer {
  const problem = isRemoteCode(code) ? remoteProblem(code) : problemAnswer(code)
  const wantsPage = question.header('accept')?.includes('text/html') === true
  return wantsPage ? troublePage(problem.status, code) : problem
}

function wayOn(
  received: Exclude<Received, { readonly kind: 'refused' }>,
  { returnUrl }: RemoteRouteSettings,
): HttpAnswer {
  const { redirectUrl = returnUrl } = received
  return redirectUrl === undefined ? backPage() : sendOn(redirectUrl)
}

async function bodyOf(
  question: HttpQuestion,
  maxBytes: number,
): Promise<HttpAnswer | { readonly value: Readonly<Record<string, unknown>> | undefined }> {
  const body = await question.readBody(maxBytes)
  return body.kind === 'read' ? { value: jsonObject(body.bytes) } : bodyProblem(body)
}

function viewAnswer(view: RemoteView): HttpAnswer {
  switch (view.kind) {
    case 'waiting': {
      const { kind: outcome, expiresAt, ...rest } = view
      return jsonAnswer(200, { outcome, ...rest, expiresAt: formatInstant(expiresAt) })
    }
    case 'refused':
      return isRemoteCode(view.code)
        ? remoteProblem(view.code)
        : refusalAnswer({ outcome: 'refused', code: view.code })
    case 'decided': {
      const [first, ...others] = view.decided
      // A run has a document, and so an answer about it.
      if (!first) return remoteProblem('REMOTE_STATE_UNKNOWN')
      const { acceptance } = first
      const also = others.map((each) => ({
        requestId: each.requestId,
        ...plain(each.acceptance),
      }))
      const further = also.length > 0 && { also }
      if (acceptance.outcome === 'refused') return refusalAnswer({ ...acceptance, ...further })
      const body = { ...plain(acceptance), ...further }
      return jsonAnswer(acceptance.outcome === 'accepted' ? 200 : 202, body)
    }
  }
}

/** An acceptance as JSON has it: times in ISO 8601. */
function plain(acceptance: Acceptance): object {
  if (acceptance.outcome !== 'pending') return acceptance
  const { retryAt, ...rest } = acceptance
  return { ...rest, retryAt: formatInstant(retryAt) }
}
