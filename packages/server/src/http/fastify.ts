import type { FastifyPluginCallback, FastifyRequest } from 'fastify'
import type { Chopmark } from '../chopmark.js'
import { type DialogPage, dialogPageAnswer } from './dialog-page.js'
import { bearerOf, dialogRouteAnswer } from './dialog-routes.js'
import type { RemoteSigning } from '../remote-signing/remote-signing.js'
import { routeAnswer } from './routes.js'
import { type FastifySettings, serveInFastify } from './serve-fastify.js'

export interface ChopmarkFastifyOptions extends FastifySettings {
  readonly chopmark: Chopmark
}

export interface DialogFastifyOptions extends Omit<ChopmarkFastifyOptions, 'session'> {
  readonly page: DialogPage
  /** Services that sign for the person, where the dialog offers them: the same object that the portal's own routes have. */
  readonly remote?: RemoteSigning
}

/**
 * The routes as a Fastify plugin; the prefix it is registered under is their base path:
 * `app.register(chopmarkFastify, { prefix: '/chopmark', chopmark, session })`.
 */
export const chopmarkFastify: FastifyPluginCallback<ChopmarkFastifyOptions> = (
  instance,
  { chopmark, ...settings },
  done,
) => {
  serveInFastify(instance, settings, (question) => routeAnswer(chopmark, question, instance.prefix))
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
  serveInFastify(instance, { ...settings, session }, (question) =>
    dialogRouteAnswer(chopmark, question, {
      ...{ page: pageAnswer, remote },
      basePath: instance.prefix,
    }),
  )
  done()
}
