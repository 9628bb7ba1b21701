import type { FastifyInstance, FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify'
import type { Chopmark } from '../chopmark.js'
import { type DialogPage, dialogPageAnswer } from './dialog-page.js'
import { bearerOf, dialogRouteAnswer } from './dialog-routes.js'
import type { RemoteSigning } from '../remote-signing/remote-signing.js'
import type { HttpAnswer, HttpQuestion } from './http-message.js'
import { answerOrProblem, questionOf } from './node-handler.js'
import type { HandlerSettings } from './node-handler.js'
import { routeAnswer } from './routes.js'

export interface ChopmarkFastifyOptions extends Omit<HandlerSettings<FastifyRequest>, 'basePath'> {
  readonly chopmark: Chopmark
}

export interface DialogFastifyOptions extends Omit<ChopmarkFastifyOptions, 'session'> {
  readonly page: DialogPage
  /** Services that sign for the person, where the dialog offers them: the same object that the portal's own routes have. */
  readonly remote?: RemoteSigning
}

/** Fastify compares an announced length with its own limit before ours, which depends on the request, is known. */
const bodyLimit = Number.MAX_SAFE_INTEGER

/**
 * The routes as a Fastify plugin; the prefix it is registered under is their base path:
 * `app.register(chopmarkFastify, { prefix: '/chopmark', chopmark, session })`.
 */
export const chopmarkFastify: FastifyPluginCallback<ChopmarkFastifyOptions> = (
  instance,
  { chopmark, ...settings },
  done,
) => {
  serve(instance, settings, (question) => routeAnswer(chopmark, question, instance.prefix))
  done()
}

/**
 * The routes of the dialog's own origin as a Fastify plugin, for the server at that origin:
 * `app.register(dialogFastify, { prefix: '/chopmark', chopmark, page: { script: '/assets/dialog.js' } })`.
 * @throws UsageError `INVALID_DIALOG_PAGE`, while it is registered.
 */
export const dialogFastify: FastifyPluginCallback<DialogFastifyOptions> = (
  instance,
  { chopmark, page, remote, ...settings },
  done,
) => {
  const pageAnswer = dialogPageAnswer(chopmark, page)
  const session = ({ headers }: FastifyRequest) => bearerOf(headers.authorization)
  serve(instance, { ...settings, session }, (question) =>
    dialogRouteAnswer(chopmark, question, {
      ...{ page: pageAnswer, remote },
      basePath: instance.prefix,
    }),
  )
  done()
}

function serve(
  instance: FastifyInstance,
  { session, bodyTimeoutMs, onError }: Omit<ChopmarkFastifyOptions, 'chopmark'>,
  answerTo: (question: HttpQuestion) => Promise<HttpAnswer>,
): void {
  // Within this plugin alone: bodies are read by the route, once it knows how large they may be.
  instance.removeAllContentTypeParsers()
  instance.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null))
  instance.all('/*', { bodyLimit }, async (request, reply): Promise<FastifyReply> => {
    const asks = async (): Promise<string | null> => session(request)
    const question = questionOf(request.raw, instance.prefix, asks, bodyTimeoutMs)
    const { status, headers, body } = await answerOrProblem(() => answerTo(question), onError)
    reply.code(status).headers(headers)
    if (!request.raw.complete) reply.header('connection', 'close')
    return reply.send(body instanceof Uint8Array ? Buffer.from(body) : body)
  })
}
