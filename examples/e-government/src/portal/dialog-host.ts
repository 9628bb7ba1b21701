import { type Chopmark, dialogFastify } from '@chopmark/server'
import fastify, { type FastifyInstance } from 'fastify'
import { type Headers, serveStaticFiles } from './static-files.js'

/** The server at the dialog's own origin: its page and scripts, and the requests that were handed over to it. No cookie is set or read. */
export async function startDialogHost(
  {
    chopmark,
    port,
    headers,
    bundles,
  }: {
    readonly chopmark: Chopmark
    readonly port: number
    readonly headers: Headers
    /** Folder of the built scripts. */
    readonly bundles: string
  },
  /** What key sources and trust need from this origin. */
  furtherRoutes: (app: FastifyInstance) => void,
): Promise<FastifyInstance> {
  const app = fastify({ forceCloseConnections: true, bodyLimit: 64 * 1024 })
  app.addHook('onRequest', async (_request, reply) => {
    void reply.headers(headers)
    return Promise.resolve()
  })
  serveStaticFiles(app, [bundles], headers)
  await app.register(dialogFastify, {
    prefix: '/chopmark',
    chopmark,
    page: { script: '/assets/dialog.js', title: '數碼簽署 Digital signing' },
  })
  furtherRoutes(app)
  await app.listen({ port, host: '127.0.0.1' })
  return app
}
