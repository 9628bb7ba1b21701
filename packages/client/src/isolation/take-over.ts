import { maxBatch } from '../batch/check-batch.js'
import { ClientError } from '../client-error.js'
import { type Fetch, fetchBytes } from '../wire/fetch-bytes.js'
import { parseJson, refusal } from '../wire/portal.js'

/** One request or several that were handed over to this origin. */
export interface TakenOver {
  /** In order, the one in the address first. */
  readonly requestIds: readonly [string, ...string[]]
  /** At this origin. */
  readonly urlOf: (requestId: string) => string
  /** Shows the session that this page alone has, and no cookie. */
  readonly fetch: Fetch
  /** The portal's origin, as the server says. */
  readonly portal: string
}

/** What stands in the fragment of the dialog's address: a request with its ticket, or why there is none. */
export type HandedOver =
  { readonly requestId: string; readonly ticket: string } | { readonly problem: string } | undefined

const maxAnswerBytes = 4096
const timeoutMs = 30_000
const idPattern = /^[\w-]{22}$/
const secretPattern = /^[\w-]{43}$/
const codePattern = /^[A-Z][A-Z0-9_]{0,63}$/

/** @param fragment - With or without its `#`. */
export function parseFragment(fragment: string): HandedOver {
  const fields = new URLSearchParams(fragment.slice(0, 300).replace(/^#/, ''))
  const { request, ticket, problem } = Object.fromEntries(fields)
  if (problem !== undefined && codePattern.test(problem)) return { problem }
  if (request === undefined || ticket === undefined) return undefined
  return idPattern.test(request) && secretPattern.test(ticket)
    ? { requestId: request, ticket }
    : undefined
}

/**
 * `POST requests/{id}/dialog` beside the dialog's page: the ticket is used up, and a session comes back that stands nowhere but
 * here, with what it is for.
 * @throws ClientError `PORTAL_UNREACHABLE`, a refusal of the server's (`SESSION_MISMATCH`: the ticket was used before).
 */
export async function takeOver(
  { requestId, ticket }: { readonly requestId: string; readonly ticket: string },
  pageUrl: string,
): Promise<TakenOver> {
  const urlOf = (id: string): string => new URL(`requests/${id}`, pageUrl).href
  const plain = bearing(ticket)
  const url = `${urlOf(requestId)}/dialog`
  const init = { method: 'POST', headers: { accept: 'application/json' } }
  const answer = await fetchBytes(plain, url, init, maxAnswerBytes, timeoutMs, undefined)
  if (answer === undefined) throw new ClientError('PORTAL_UNREACHABLE')
  const json = parseJson(answer.body)
  if (!answer.response.ok) throw refusal(answer.response, json)
  const { session, origin, requestIds } = json
  const [first, ...others] = Array.isArray(requestIds) ? (requestIds as readonly unknown[]) : []
  if (typeof session !== 'string' || !secretPattern.test(session) || typeof origin !== 'string') {
    throw new ClientError('PORTAL_ANSWER_MALFORMED')
  }
  if (first !== requestId || others.length >= maxBatch || !others.every(isId)) {
    throw new ClientError('PORTAL_ANSWER_MALFORMED')
  }
  return { requestIds: [requestId, ...others], urlOf, fetch: bearing(session), portal: origin }
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && idPattern.test(value)
}

function bearing(secret: string): Fetch {
  return (input, init) => {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${secret}`)
    return globalThis.fetch(input, { ...init, headers, credentials: 'omit' })
  }
}
