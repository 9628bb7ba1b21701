import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { IssuedCertificate } from '@chopmark/test-pki'
import type { Chopmark, ChopmarkSettings } from '../chopmark.js'
import { createHandler } from '../http/node-handler.js'
import { openPortal, type TestPortal } from '../portal.test-support.js'
import { createRemoteHandler } from './remote-handler.js'
import type { RemoteSigner } from './remote-signer.js'
import { createRemoteSigning, type RemoteSigning } from './remote-signing.js'

export const session = 'session-of-chan'

/** A portal that listens, so that services can call it and browsers can come back to it. */
export interface ListeningPortal {
  readonly portal: TestPortal
  readonly chopmark: Chopmark
  readonly origin: string
  readonly callbackUrl: (signerId: string) => string
  /** Puts the service in; what was there before is gone. */
  readonly offer: (signers: readonly RemoteSigner[], expiresInMs?: number) => RemoteSigning
  readonly remote: () => RemoteSigning
  readonly signer: (name?: string) => Promise<IssuedCertificate>
  readonly close: () => Promise<void>
}

/** The session is what the header says: a test's stand-in for a checked cookie. */
export const sessionHeader = 'x-test-session'

export async function listen(settings: Partial<ChopmarkSettings> = {}): Promise<ListeningPortal> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  const portal = await openPortal({ origin, ...settings })
  const { chopmark } = portal
  const common = {
    basePath: '/chopmark',
    session: (request: { headers: Record<string, unknown> }) => {
      const header = request.headers[sessionHeader]
      return typeof header === 'string' ? header : null
    },
  }
  const handle = createHandler(chopmark, common)
  let remote: RemoteSigning | undefined
  let handleRemote: ReturnType<typeof createRemoteHandler> | undefined
  server.on('request', (request, response) => {
    void (async () => {
      if (await handleRemote?.(request, response)) return
      if (!(await handle(request, response))) response.writeHead(404).end()
    })()
  })
  return {
    ...{ portal, chopmark, origin },
    callbackUrl: (id) => `${origin}/chopmark/remote/${id}/callback`,
    offer: (signers, expiresInMs) => {
      remote = createRemoteSigning({
        ...{ chopmark, signers, clock: portal.now },
        callbackBaseUrl: `${origin}/chopmark`,
        ...(expiresInMs !== undefined && { expiresInMs }),
      })
      handleRemote = createRemoteHandler(remote, common)
      return remote
    },
    remote: () => {
      if (!remote) throw new Error('offer a signer first')
      return remote
    },
    signer: (name = 'CHAN TAI MAN') =>
      portal.pki.issue('iam-smart-cert', { name, keyAlgorithm: 'RSA-2048' }),
    close: async () => {
      await stop(server)
      await portal.close()
    },
  }
}

async function stop(server: Server): Promise<void> {
  await new Promise((resolve) => {
    server.close(resolve)
    server.closeAllConnections()
  })
}

/** A browser of that session: follows redirects by hand, as far as they go. */
export async function browse(url: string, asSession = session): Promise<Response> {
  let next = url
  for (let hops = 0; hops < 8; hops++) {
    const response = await fetch(next, {
      redirect: 'manual',
      headers: { [sessionHeader]: asSession },
    })
    const location = response.headers.get('location')
    if (location === null) return response
    await response.arrayBuffer()
    next = new URL(location, next).href
  }
  throw new Error('redirects without end')
}
