import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { trustAnchorFromCertificate, trustAnchors } from '@chopmark/core'
import {
  createChopmark,
  createHandler,
  type CreateRequestInput,
  openSqliteStore,
} from '@chopmark/server'
import { createSandboxPki, sandboxTrust, serveSandbox } from '@chopmark/test-pki'
import { definePolicy } from '@chopmark/verify'

/** A portal that asks for a signature over any document, with the client's files as they are published, on loopback. */
export interface DisplayPortal {
  readonly origin: string
  /** A person's e-Cert, as `setInputFiles` takes it, and its PIN. */
  readonly ecert: {
    readonly name: string
    readonly mimeType: string
    readonly buffer: Buffer
    readonly pin: string
  }
  /** @returns Address of the page on which this document is signed. */
  ask(
    document: CreateRequestInput['document'],
    changes?: Partial<CreateRequestInput>,
  ): Promise<string>
  close(): Promise<void>
}

const clientFiles = fileURLToPath(new URL('../../packages/client/dist', import.meta.url))
const session = 'e2e'

/** As the client's README has it: nothing else is needed. */
const csp =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types chopmark"

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.bcmap': 'application/octet-stream',
  '.pfb': 'application/octet-stream',
  '.ttf': 'font/ttf',
}

const pageScript = `import { ClientError, ecertFile, requestSignature } from '/client/index.js'
const button = document.querySelector('#sign')
const result = document.querySelector('#result')
button.addEventListener('click', async () => {
  try {
    const outcome = await requestSignature({ requestUrl: button.dataset.request, keySources: [ecertFile()] })
    result.textContent = JSON.stringify(outcome)
  } catch (error) {
    result.textContent = error instanceof ClientError ? error.code : String(error)
  }
})
`

/** Starts it, with a sandbox CA beside it. */
export async function startDisplayPortal(): Promise<DisplayPortal> {
  const pki = await createSandboxPki()
  const ca = await serveSandbox({ pki })
  const { anchors, certificateProfiles, rootCertificate, host } = sandboxTrust(pki)
  const held = anchors.map((facts) => {
    const anchor = trustAnchorFromCertificate(rootCertificate, facts)
    if (!anchor.ok) throw new Error('the sandbox root cannot be parsed')
    return anchor.value
  })
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  const store = openSqliteStore({ file: ':memory:' })
  const chopmark = createChopmark({
    store,
    origin,
    policy: definePolicy({ id: 'e2e', trustAnchors: trustAnchors(held), certificateProfiles }),
    collector: { fetch: { allowAddresses: [host], connectTimeoutMs: 5000, totalTimeoutMs: 5000 } },
  })
  const handle = createHandler(chopmark, { basePath: '/chopmark', session: () => session })
  server.on('request', (request, response) => {
    void handle(request, response)
      .then((handled) => {
        if (!handled) serve(request, response)
      })
      .catch(() => response.writeHead(500).end())
  })
  const person = await pki.issue('e-cert-personal', { name: 'CHAN TAI MAN' })
  const { bytes, pin } = person.toPkcs12()
  const buffer = Buffer.from(bytes)
  return {
    origin,
    ecert: { name: 'e-cert.p12', mimeType: 'application/x-pkcs12', buffer, pin },
    async ask(document, changes = {}) {
      const { id } = await chopmark.createRequest({
        session,
        requester: { en: 'Office', 'zh-Hant-HK': '示範部門', 'zh-Hans-HK': '示范部门' },
        purpose: { en: 'Test', 'zh-Hant-HK': '測試', 'zh-Hans-HK': '测试' },
        document,
        ...changes,
      })
      return `${origin}/sign/${id}`
    },
    async close() {
      await ca.close()
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })
      await store.close()
    },
  }
}

function serve(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  const file = join(clientFiles, normalize(pathname.replace(/^\/client\//, '/')))
  if (pathname.startsWith('/sign/')) {
    const id = encodeURIComponent(pathname.slice('/sign/'.length))
    const lang = searchParams.get('lang') ?? 'en'
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': csp,
    }).end(`<!doctype html><html lang="${lang.replace(/[^a-zA-Z-]/g, '')}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Portal</title><h1>Portal</h1>
<button id="sign" data-request="/chopmark/requests/${id}">Sign</button>
<output id="result"></output><script type="module" src="/page.js"></script></html>`)
  } else if (pathname === '/page.js') {
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(pageScript)
  } else if (pathname.startsWith('/client/') && existsSync(file) && statSync(file).isFile()) {
    const type = types[extname(file)] ?? 'application/octet-stream'
    response.writeHead(200, { 'content-type': type }).end(readFileSync(file))
  } else {
    response.writeHead(404).end()
  }
}
