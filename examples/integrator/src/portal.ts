import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  type ChopmarkSettings,
  createChopmark,
  createHandler,
  openSqliteStore,
} from '@chopmark/server'

/** What differs between production and a test: whom the portal trusts, and where it may fetch evidence. */
export type PortalTrust = Pick<ChopmarkSettings, 'policy' | 'collector'>

export interface LicencePortal {
  readonly origin: string
  close(): Promise<void>
}

const page = `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <title>Licence 12345</title>
  <button id="renew">Renew</button>
  <output></output>
  <script type="module" src="/page.js"></script>
</html>`

/** A small licensing portal: one page with one button. @param scripts - What `page.ts` has been bundled to, by its paths. */
export async function startLicencePortal(
  trust: PortalTrust,
  scripts: ReadonlyMap<string, string> = new Map(),
): Promise<LicencePortal> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  const store = openSqliteStore({ file: ':memory:' })
  const chopmark = createChopmark({ store, origin, ...trust })
  const sessionOf = (cookie = ''): string | null => /\bsession=([\w-]+)/.exec(cookie)?.[1] ?? null
  const handle = createHandler(chopmark, {
    basePath: '/chopmark',
    session: ({ headers }) => sessionOf(headers.cookie),
  })
  server.on('request', (request, response) => {
    void (async () => {
      if (await handle(request, response)) return
      const script = scripts.get(request.url ?? '')
      const session = sessionOf(request.headers.cookie) ?? randomUUID()
      response.setHeader('set-cookie', `session=${session}; HttpOnly; SameSite=Strict; Path=/`)
      if (request.method === 'POST' && request.url === '/renewals') {
        const { id } = await chopmark.createRequest({
          session,
          requester: { en: 'Licensing Office', 'zh-Hant-HK': '牌照處', 'zh-Hans-HK': '牌照处' },
          purpose: { en: 'Renew licence', 'zh-Hant-HK': '牌照續期', 'zh-Hans-HK': '牌照续期' },
          document: {
            name: 'renewal.txt',
            mediaType: 'text/plain; charset=utf-8',
            content: new TextEncoder().encode('I renew licence 12345 for three years.'),
          },
        })
        response.end(`/chopmark/requests/${id}`)
      } else if (script !== undefined) {
        response.setHeader('content-type', 'text/javascript').end(script)
      } else response.setHeader('content-type', 'text/html; charset=utf-8').end(page)
    })().catch(() => response.writeHead(500).end())
  })
  return {
    origin,
    close: async () => {
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })
      await store.close()
    },
  }
}
