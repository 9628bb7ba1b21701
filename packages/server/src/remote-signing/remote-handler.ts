import type { IncomingMessage } from 'node:http'
import { UsageError } from '@chopmark/core'
import type { FastifyPluginCallback, FastifyRequest } from 'fastify'
import type { HttpAnswer } from '../http/http-message.js'
import {
  answerOrProblem,
  type HandlerSettings,
  type NodeHandler,
  questionOf,
  sendBody,
} from '../http/node-handler.js'
import { isRemotePath, type RemoteRouteSettings, remoteRouteAnswer } from './remote-routes.js'
import type { RemoteSigning } from './remote-signing.js'

export type RemoteHandlerSettings<Request> = HandlerSettings<Request> & RemoteRouteSettings

/**
 * The routes for a plain `node:http` server; ask it before `createHandler`, with the same base path:
 * `(await remote(request, response)) || (await handle(request, response))`. Other paths are left alone.
 * @throws UsageError `INVALID_BASE_PATH` unless it begins with a slash and ends with none.
 */
export function createRemoteHandler(
  remote: RemoteSigning,
  settings: RemoteHandlerSettings<IncomingMessage>,
): NodeHandler {
  const { basePath } = settings
  if (!/^(?:\/[\w.~-]+)+$/.test(basePath)) {
    throw new UsageError(
      'INVALID_BASE_PATH',
      'Give a path such as /chopmark, without a slash at its end.',
    )
  }
  return async (request, response) => {
    const [path = ''] = (request.url ?? '').split('?')
    const below = path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : ''
    if (!isRemotePath(below)) return false
    const { session } = settings
    const answered = await asked(remote, request, async () => session(request), settings)
    const close = request.complete ? {} : { connection: 'close' }
    response.writeHead(answered.status, { ...answered.headers, ...close })
    sendBody(response, answered.body)
    return true
  }
}

export interface RemoteFastifyOptions extends Omit<
  RemoteHandlerSettings<FastifyRequest>,
  'basePath'
> {
  readonly remote: RemoteSigning
}

/**
 * The routes as a Fastify plugin, beside `chopmarkFastify` under the same prefix:
 * `app.register(remoteSigningFastify, { prefix: '/chopmark', remote, session })`.
 */
export const remoteSigningFastify: FastifyPluginCallback<RemoteFastifyOptions> = (
  instance,
  settings,
  done,
) => {
  const { remote, session } = settings
  const below = { ...settings, basePath: instance.prefix }
  instance.removeAllContentTypeParsers()
  instance.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null))
  for (const path of [
    '/requests/:id/remote',
    '/requests/:id/remote/:handle',
    '/remote/:signer/callback',
  ]) {
    instance.all(path, { bodyLimit: Number.MAX_SAFE_INTEGER }, async (request, reply) => {
      const { raw } = request
      const answered = await asked(remote, raw, async () => session(request), below)
      reply.code(answered.status).headers(answered.headers)
      if (!raw.complete) reply.header('connection', 'close')
      return reply.send(
        answered.body instanceof Uint8Array ? Buffer.from(answered.body) : answered.body,
      )
    })
  }
  done()
}

function asked(
  remote: RemoteSigning,
  request: IncomingMessage,
  session: () => Promise<string | null>,
  settings: Omit<RemoteHandlerSettings<never>, 'session'>,
): Promise<HttpAnswer> {
  const { basePath, bodyTimeoutMs, onError } = settings
  const question = questionOf(request, basePath, session, bodyTimeoutMs)
  return answerOrProblem(() => remoteRouteAnswer(remote, question, settings), onError)
}
