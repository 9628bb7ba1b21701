import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { HttpAnswer, HttpQuestion } from './http-message.js'
import { answerOrProblem, type HandlerSettings, questionOf } from './serve-node.js'

/** What the routes are served with; the prefix of the plugin is their base path. */
export type FastifySettings = Omit<HandlerSettings<FastifyRequest>, 'basePath'>

/** Fastify compares an announced length with its own limit before ours, which depends on the request, is known. */
const bodyLimit = Number.MAX_SAFE_INTEGER

/**
 * Routes within a plugin, whose prefix is their base path.
 * @param paths - Which are theirs, as Fastify writes them; absent: all.
 */
export function serveInFastify(
  instance: FastifyInstance,
  { session, bodyTimeoutMs, onError }: FastifySettings,
  answerTo: (question: HttpQuestion) => Promise<HttpAnswer>,
  paths: readonly string[] = ['/*'],
): void {
  // Within this plugin alone: bodies are read by the route, once it knows how large they may be.
  instance.removeAllContentTypeParsers()
  instance.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null))
  for (const path of paths) {
    instance.all(path, { bodyLimit }, async (request, reply): Promise<FastifyReply> => {
      const asks = async (): Promise<string | null> => session(request)
      const question = questionOf(request.raw, instance.prefix, asks, bodyTimeoutMs)
      const { status, headers, body } = await answerOrProblem(() => answerTo(question), onError)
      reply.code(status).headers(headers)
      if (!request.raw.complete) reply.header('connection', 'close')
      return reply.send(body instanceof Uint8Array ? Buffer.from(body) : body)
    })
  }
}
