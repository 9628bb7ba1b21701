import type { IncomingMessage } from 'node:http'
import type { Chopmark } from '../chopmark.js'
import type { RemoteSigning } from '../remote-signing/remote-signing.js'
import { type DialogPage, dialogPageAnswer } from './dialog-page.js'
import { bearerOf, dialogRouteAnswer } from './dialog-routes.js'
import { routeAnswer } from './routes.js'
import { handlerOf, type HandlerSettings, type NodeHandler } from './serve-node.js'

/**
 * The routes for a plain `node:http` server.
 * @throws UsageError `INVALID_BASE_PATH` unless it begins with a slash and ends with none.
 */
export function createHandler(
  chopmark: Chopmark,
  settings: HandlerSettings<IncomingMessage>,
): NodeHandler {
  return handlerOf(settings, (question) => routeAnswer(chopmark, question, settings.basePath))
}

export interface DialogHandlerSettings extends Omit<HandlerSettings<never>, 'session'> {
  readonly page: DialogPage
  /** Services that sign for the person, where the dialog offers them: the same object that the portal's own routes have. */
  readonly remote?: RemoteSigning
}

/**
 * The routes of the dialog's own origin for a plain `node:http` server: its page, and the requests that were handed over to it. The files
 * that the page loads are yours to serve beside it. The base path is that of `dialogUrl`, whose last part is `/dialog`.
 * @throws UsageError `INVALID_BASE_PATH`, `INVALID_DIALOG_PAGE`.
 */
export function createDialogHandler(
  chopmark: Chopmark,
  settings: DialogHandlerSettings,
): NodeHandler {
  const { basePath, remote } = settings
  const page = dialogPageAnswer(chopmark, settings.page)
  const session = ({ headers }: IncomingMessage) => bearerOf(headers.authorization)
  return handlerOf({ ...settings, session }, (question) =>
    dialogRouteAnswer(chopmark, question, { page, remote, basePath }),
  )
}
