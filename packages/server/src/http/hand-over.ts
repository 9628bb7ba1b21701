import type { Chopmark } from '../chopmark.js'
import type { RefusalCode } from '../requests/refusal-code.js'
import { maxBatch } from '../requests/session-guard.js'
import { answer, type HttpAnswer, type HttpQuestion } from './http-message.js'
import { problemAnswer } from './problem.js'

const idPattern = /^[\w-]{22}$/

/**
 * Sends the person's window or frame on to the dialog's own origin, with a ticket in the fragment of the address. A page's script
 * cannot read where a navigation to another origin went, nor follow it by `fetch`, so the ticket reaches that origin alone.
 * Whatever is wrong is told there too: a problem document in a window would tell nobody anything.
 */
export async function handOverAnswer(
  chopmark: Chopmark,
  question: HttpQuestion,
  { requestId, session }: { readonly requestId: string; readonly session: string | null },
): Promise<HttpAnswer> {
  const { dialogUrl } = chopmark
  if (dialogUrl === undefined) return problemAnswer('NOT_FOUND')
  // Only the portal's own pages send anybody there, and only by navigating. Old browsers say neither; their cookies are SameSite.
  const site = question.header('sec-fetch-site') ?? 'same-origin'
  const mode = question.header('sec-fetch-mode') ?? 'navigate'
  if (site !== 'same-origin' || mode !== 'navigate') return problemAnswer('CROSS_SITE')
  const also = furtherIds(question.query, requestId)
  const refused = (code: RefusalCode) => ({ outcome: 'refused', code }) as const
  const handed =
    session === null || session === ''
      ? refused('SESSION_MISMATCH')
      : also
        ? await chopmark.handOver({ requestId, also, session })
        : refused('REQUEST_UNKNOWN')
  const location =
    handed.outcome === 'handed-over'
      ? handed.url
      : `${dialogUrl}#${new URLSearchParams({ problem: handed.code }).toString()}`
  return answer(303, 'text/plain; charset=utf-8', '', {
    location,
    // The portal's own pages may send a frame this way.
    'content-security-policy': "default-src 'none'; frame-ancestors 'self'",
    // A policy that a portal gives to all its answers would cut the window off from who opened it.
    'cross-origin-opener-policy': 'unsafe-none',
  })
}

/** `?also=ID,ID`: what is signed together with this request. @returns Undefined when it is nothing that a page of ours sends. */
function furtherIds(query: URLSearchParams, requestId: string): readonly string[] | undefined {
  const [list, ...more] = query.getAll('also')
  if (list === undefined) return []
  const ids = list.split(',')
  const fits =
    more.length === 0 &&
    ids.length < maxBatch &&
    ids.every((id) => idPattern.test(id)) &&
    new Set([requestId, ...ids]).size === ids.length + 1
  return fits ? ids : undefined
}
