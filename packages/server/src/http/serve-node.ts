import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline, Readable } from 'node:stream'
import { UsageError } from '@chopmark/core'
import type { BodyOutcome, HttpAnswer, HttpQuestion } from './http-message.js'
import { problemAnswer } from './problem.js'

export interface HandlerSettings<Request> {
  /** Where the routes lie, for example `/chopmark`. */
  readonly basePath: string
  /**
   * The id of the portal's session from which the request comes, by the portal's own means (its session cookie, checked);
   * null when there is none. Whoever controls this value controls whose requests are answered.
   */
  readonly session: (request: Request) => string | null | Promise<string | null>
  /** How long a body may take to arrive; default 30 seconds. */
  readonly bodyTimeoutMs?: number
  /** Told what broke when an answer is 500; the answer itself says nothing of it. */
  readonly onError?: (error: unknown) => void
}

/** Answers when the path lies below the base path, and says so; false: not ours, nothing was written. */
export type NodeHandler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>

const defaultBodyTimeoutMs = 30_000

/**
 * Routes below a base path for a plain `node:http` server.
 * @param isOurs - Which paths below it are theirs; absent: all.
 * @throws UsageError `INVALID_BASE_PATH` unless it begins with a slash and ends with none.
 */
export function handlerOf(
  settings: HandlerSettings<IncomingMessage>,
  answerTo: (question: HttpQuestion) => Promise<HttpAnswer>,
  isOurs: (path: string) => boolean = () => true,
): NodeHandler {
  const { basePath, session, bodyTimeoutMs, onError } = settings
  if (!/^(?:\/[\w.~-]+)+$/.test(basePath)) {
    throw new UsageError(
      'INVALID_BASE_PATH',
      'Give a path such as /chopmark, without a slash at its end.',
    )
  }
  return async (request, response) => {
    const [path = ''] = (request.url ?? '').split('?')
    if (!path.startsWith(`${basePath}/`)) return false
    const question = questionOf(request, basePath, async () => session(request), bodyTimeoutMs)
    if (!isOurs(question.path)) return false
    const answered = await answerOrProblem(() => answerTo(question), onError)
    // A body that nobody reads to its end must not be taken for the next request.
    const close = request.complete ? {} : { connection: 'close' }
    response.writeHead(answered.status, { ...answered.headers, ...close })
    sendBody(response, answered.body)
    return true
  }
}

/** A request below a base path as the routes see it. */
export function questionOf(
  request: IncomingMessage,
  basePath: string,
  session: HttpQuestion['session'],
  bodyTimeoutMs = defaultBodyTimeoutMs,
): HttpQuestion {
  const [path = '', ...query] = (request.url ?? '').split('?')
  return {
    method: request.method ?? '',
    path: path.slice(basePath.length),
    query: new URLSearchParams(query.join('?')),
    header: (name) => headerOf(request, name),
    session,
    readBody: (maxBytes) => readBody(request, maxBytes, bodyTimeoutMs),
  }
}

/** What the route answers, or a bare 500: what broke is for the operator's eyes. */
export async function answerOrProblem(
  route: () => Promise<HttpAnswer>,
  onError: ((error: unknown) => void) | undefined,
): Promise<HttpAnswer> {
  try {
    return await route()
  } catch (error) {
    onError?.(error)
    return problemAnswer('INTERNAL')
  }
}

/** A stream that breaks off breaks the answer off: half a document must not look like a whole one. */
function sendBody(response: ServerResponse, body: HttpAnswer['body']): void {
  if (body instanceof Readable) pipeline(body, response, () => undefined)
  else response.end(body)
}

/** A header that came twice is no header: which of the two a proxy looked at is anybody's guess. */
function headerOf(request: IncomingMessage, name: string): string | undefined {
  const values = request.headersDistinct[name]
  return values?.length === 1 ? values[0] : undefined
}

/** Reads a body up to a limit and within a time. */
async function readBody(
  request: IncomingMessage,
  maxBytes: number,
  timeoutMs: number,
): Promise<BodyOutcome> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return { kind: 'too-large' }
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let sizeBytes = 0
    const done = (outcome: BodyOutcome): void => {
      clearTimeout(timer)
      request.off('data', take).off('end', end).off('close', broken).off('error', broken)
      // Errors of a request that was answered early concern nobody.
      request.on('error', () => undefined)
      request.pause()
      resolve(outcome)
    }
    const take = (chunk: Buffer): void => {
      sizeBytes += chunk.length
      if (sizeBytes > maxBytes) done({ kind: 'too-large' })
      else chunks.push(chunk)
    }
    const end = (): void => done({ kind: 'read', bytes: new Uint8Array(Buffer.concat(chunks)) })
    const broken = (): void => done({ kind: 'broken-off' })
    const timer = setTimeout(() => done({ kind: 'too-slow' }), timeoutMs)
    request.on('data', take).on('end', end).on('close', broken).on('error', broken)
  })
}
