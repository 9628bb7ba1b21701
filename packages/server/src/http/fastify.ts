import type { FastifyPluginCallback, FastifyRequest } from 'fastify'
import type { Chopmark } from '../chopmark.js'
import { answerOrProblem, defaultBodyTimeoutMs, headerOf, readBody } from './node-handler.js'
import type { HandlerSettings } from './node-handler.js'
import { routeAnswer } from './routes.js'

export interface ChopmarkFastifyOptions extends Omit<HandlerSettings<FastifyRequest>, 'basePath'> {
  readonly chopmark: Chopmark
}

/** Fastify compares an announced length with its own limit before ours, which depends on the request, is known. */
const bodyLimit = Number.MAX_SAFE_INTEGER

/**
 * The routes as a Fastify plugin; the prefix it is registered under is their base path:
 * `app.register(chopmarkFastify, { prefix: '/chopmark', chopmark, session })`.
 */
export const chopmarkFastify: FastifyPluginCallback<ChopmarkFastifyOptions> = (
  instance,
  { chopmark, session, bodyTimeoutMs = defaultBodyTimeoutMs, onError },
  done,
) => {
  // Within this plugin alone: bodies are read by the route, once it knows how large they may be.
  instance.removeAllContentTypeParsers()
  instance.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null))
  instance.all('/*', { bodyLimit }, async (request, reply) => {
    const [path = ''] = request.url.split('?')
    const answered = await answerOrProblem(
      () =>
        routeAnswer(
          chopmark,
          {
            method: request.method,
            path: path.slice(instance.prefix.length),
            header: (name) => headerOf(request.raw, name),
            session: async () => session(request),
            readBody: (maxBytes) => readBody(request.raw, maxBytes, bodyTimeoutMs),
          },
          instance.prefix,
        ),
      onError,
    )
    const { status, headers, body } = answered
    reply.code(status).headers(headers)
    if (!request.raw.complete) reply.header('connection', 'close')
    return reply.send(typeof body === 'string' ? body : Buffer.from(body))
  })
  done()
}
