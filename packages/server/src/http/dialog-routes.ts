import type { Chopmark } from '../chopmark.js'
import { isRemotePath, remoteRouteAnswer } from '../remote-signing/remote-routes.js'
import type { RemoteSigning } from '../remote-signing/remote-signing.js'
import { type HttpAnswer, type HttpQuestion, jsonAnswer } from './http-message.js'
import { problemAnswer, refusalAnswer } from './problem.js'
import { routeAnswer } from './routes.js'

const takeOverPattern = /^\/requests\/(?<requestId>[\w-]{22})\/dialog$/

/** 256 random bits in base64url, as `newSecret` makes them. */
const bearerPattern = /^Bearer (?<secret>[\w-]{43})$/

/** The secret that came in the Authorization header; null: none, or something else. Cookies have no say at the dialog's origin. */
export function bearerOf(authorization: string | undefined): string | null {
  return bearerPattern.exec(authorization ?? '')?.groups?.['secret'] ?? null
}

export interface DialogRouteSettings {
  readonly page: HttpAnswer
  readonly remote: RemoteSigning | undefined
  readonly basePath: string
}

/**
 * The routes at the dialog's own origin, below a base path:
 * - `GET /dialog`: the page.
 * - `POST /requests/:id/dialog` with the ticket as bearer: takes the request over; `{ session, origin }`, the portal's origin.
 * - the portal's routes about requests, with that session as bearer; those about signing services where `remote` is given.
 */
export async function dialogRouteAnswer(
  chopmark: Chopmark,
  question: HttpQuestion,
  { page, remote, basePath }: DialogRouteSettings,
): Promise<HttpAnswer> {
  if (remote && isRemotePath(question.path)) {
    return remoteRouteAnswer(remote, question, {}, 'dialog')
  }
  if (question.path === '/dialog') {
    return question.method === 'GET' ? page : problemAnswer('METHOD_NOT_ALLOWED', { allow: 'GET' })
  }
  const requestId = takeOverPattern.exec(question.path)?.groups?.['requestId']
  if (requestId === undefined) return routeAnswer(chopmark, question, basePath)
  if (question.method !== 'POST') return problemAnswer('METHOD_NOT_ALLOWED', { allow: 'POST' })
  const site = question.header('sec-fetch-site') ?? 'same-origin'
  if (question.header('origin') !== chopmark.dialogOrigin || site !== 'same-origin') {
    return problemAnswer('CROSS_SITE')
  }
  const ticket = await question.session()
  if (ticket === null) return problemAnswer('SESSION_REQUIRED')
  const taken = await chopmark.takeOver({ requestId, ticket })
  if (taken.outcome === 'refused') return refusalAnswer(taken)
  const { session, requestIds } = taken
  return jsonAnswer(200, { session, requestIds, origin: chopmark.origin })
}
