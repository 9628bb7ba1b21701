import type { IncomingMessage } from 'node:http'
import type { FastifyPluginCallback } from 'fastify'
import { type FastifySettings, serveInFastify } from '../http/serve-fastify.js'
import { handlerOf, type HandlerSettings, type NodeHandler } from '../http/serve-node.js'
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
  return handlerOf(
    settings,
    (question) => remoteRouteAnswer(remote, question, settings),
    isRemotePath,
  )
}

export interface RemoteFastifyOptions extends FastifySettings, RemoteRouteSettings {
  readonly remote: RemoteSigning
}

const paths = ['/requests/:id/remote', '/requests/:id/remote/:handle', '/remote/:signer/callback']

/**
 * The routes as a Fastify plugin, beside `chopmarkFastify` under the same prefix:
 * `app.register(remoteSigningFastify, { prefix: '/chopmark', remote, session })`.
 */
export const remoteSigningFastify: FastifyPluginCallback<RemoteFastifyOptions> = (
  instance,
  settings,
  done,
) => {
  const { remote } = settings
  serveInFastify(
    instance,
    settings,
    (question) => remoteRouteAnswer(remote, question, settings),
    paths,
  )
  done()
}
