import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type Chopmark,
  type CosignInput,
  createChopmark,
  createDialogHandler,
  createHandler,
  type CreateRequestInput,
  type HandlerSettings,
  type NodeHandler,
  openSqliteStore,
  type RemoteSigning,
} from '@chopmark/server'
import { createSandboxPki, type SandboxPki, serveSandbox } from '@chopmark/test-pki'
import { build } from 'esbuild'
import { trustIn } from '../../examples/integrator/src/sandbox-trust.js'
import { localized } from './localized.js'

/** A portal that asks for signatures over any documents, with the client's files as they are published, on loopback. */
export interface DocumentPortal {
  readonly origin: string
  /** A person's e-Cert, as `setInputFiles` takes it, and its PIN. */
  readonly ecert: {
    readonly name: string
    readonly mimeType: string
    readonly buffer: Buffer
    readonly pin: string
  }
  /** @returns Address of the page on which this document is signed, or these are with one consent: there, unless `dialog` says otherwise. */
  ask(
    documents: Document | readonly Document[],
    changes?: Partial<CreateRequestInput>,
  ): Promise<string>
  /** @returns Address of the page on which one more signature is put to that one's document. */
  cosign(cosign: CosignInput, changes?: Partial<CreateRequestInput>): Promise<string>
  close(): Promise<void>
}

type Document = NonNullable<CreateRequestInput['document']>

/** What a portal may have beside its own routes. */
export interface Extra {
  /** Asked before the portal's own handler. */
  readonly handle: NodeHandler
  /** For the dialog's own origin. */
  readonly remote: RemoteSigning
  close(): Promise<void>
}

/** What the extra routes of a portal are made with. */
export interface PortalParts {
  readonly chopmark: Chopmark
  readonly pki: SandboxPki
  readonly origin: string
  readonly dialogOrigin: string
  readonly settings: HandlerSettings<IncomingMessage>
}

const clientFiles = fileURLToPath(new URL('../../packages/client/dist', import.meta.url))

/** As the client's README has it: nothing else is needed. */
const csp =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types chopmark"
/** A worker has the policy of its own response: this one alone may compile its digests. */
const hashWorkerCsp = csp.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.bcmap': 'application/octet-stream',
  '.pfb': 'application/octet-stream',
  '.ttf': 'font/ttf',
}

/** Starts it, with a sandbox CA beside it. @param extra - Routes that this portal has besides. */
export async function startDocumentPortal(
  extra?: (parts: PortalParts) => Promise<Extra>,
): Promise<DocumentPortal> {
  const pki = await createSandboxPki()
  const ca = await serveSandbox({ pki })
  const server = await listening()
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  // Another name and port: an origin and a site of its own.
  const dialogServer = await listening()
  const dialogOrigin = `http://127.0.0.1:${(dialogServer.address() as AddressInfo).port}`
  const store = openSqliteStore({ file: ':memory:' })
  const dialogUrl = `${dialogOrigin}/chopmark/dialog`
  const chopmark = createChopmark({ store, origin, dialogUrl, ...trustIn(pki) })
  const session = randomBytes(16).toString('hex')
  const settings = {
    basePath: '/chopmark',
    session: ({ headers }: IncomingMessage) =>
      headers.cookie?.includes(`session=${session}`) === true ? session : null,
  }
  const handle = createHandler(chopmark, settings)
  const beside = await extra?.({ chopmark, pki, origin, dialogOrigin, settings })
  const script = await bundledPage('document-page.ts')
  const hostScript = await bundledPage('document-dialog.ts')
  const handleDialog = createDialogHandler(chopmark, {
    ...{ basePath: settings.basePath, page: { script: '/page.js' } },
    ...(beside && { remote: beside.remote }),
  })
  dialogServer.on('request', (request, response) => {
    handleDialog(request, response)
      .then((handled) => handled || serveFile(request, response, hostScript))
      .catch(() => response.writeHead(500).end())
  })
  server.on('request', (request, response) => {
    void (async () => {
      if (await beside?.handle(request, response)) return
      if (await handle(request, response)) return
      serve(request, response, { session, script, dialogUrl })
    })().catch(() => response.writeHead(500).end())
  })
  const person = await pki.issue('e-cert-personal', { name: 'CHAN TAI MAN' })
  const { bytes, pin } = person.toPkcs12()
  const buffer = Buffer.from(bytes)
  const asking = {
    ...{ session, dialog: 'same-page' as const },
    requester: localized('Office', '示範部門', '示范部门'),
    purpose: localized('Test', '測試', '测试'),
  }
  return {
    origin,
    ecert: { name: 'e-cert.p12', mimeType: 'application/x-pkcs12', buffer, pin },
    async ask(documents, changes = {}) {
      const ids: string[] = []
      for (const document of [documents].flat()) {
        const { id } = await chopmark.createRequest({ ...asking, document, ...changes })
        ids.push(id)
      }
      return `${origin}/sign/${ids.join('+')}`
    },
    async cosign(cosign, changes = {}) {
      const { id } = await chopmark.createRequest({ ...asking, ...changes, cosign })
      return `${origin}/sign/${id}`
    },
    async close() {
      await Promise.all([ca.close(), beside?.close()])
      for (const one of [server, dialogServer]) {
        await new Promise((resolve) => {
          one.close(resolve)
          one.closeAllConnections()
        })
      }
      await store.close()
    },
  }
}

async function listening(): Promise<Server> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

/** A page's script, with the client left where it is served. */
async function bundledPage(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
    ...{ bundle: true, format: 'esm', write: false, target: 'es2022' },
    alias: { '@chopmark/client': '/client/index.js' },
    external: ['/client/*'],
  })
  return outputFiles[0]?.text ?? ''
}

function serve(
  request: IncomingMessage,
  response: ServerResponse,
  {
    session,
    script,
    dialogUrl,
  }: { readonly session: string; readonly script: string; readonly dialogUrl: string },
): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  if (!/^\/sign\/[\w+-]+$/.test(pathname)) {
    serveFile(request, response, script)
    return
  }
  const ids = pathname.slice('/sign/'.length).split('+')
  const lang = searchParams.get('lang') ?? 'en'
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `${csp}; frame-src 'self' ${new URL(dialogUrl).origin}`,
    'set-cookie': `session=${session}; HttpOnly; SameSite=Lax; Path=/`,
  }).end(`<!doctype html><html lang="${lang.replace(/[^a-zA-Z-]/g, '')}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Portal</title><h1>Portal</h1>
<button id="sign" disabled data-dialog="${dialogUrl}" data-requests="${ids.map((id) => `/chopmark/requests/${id}`).join(' ')}">Sign</button>
<output id="result"></output><script type="module" src="/page.js"></script></html>`)
}

/** The page's script, and the client's files. */
function serveFile(request: IncomingMessage, response: ServerResponse, script: string): void {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  const file = join(clientFiles, normalize(pathname.replace(/^\/client\//, '/')))
  if (pathname === '/page.js') {
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
  } else if (pathname.startsWith('/client/') && existsSync(file) && statSync(file).isFile()) {
    response
      .writeHead(200, {
        'content-type': types[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': pathname.endsWith('/hash-worker.js') ? hashWorkerCsp : csp,
      })
      .end(readFileSync(file))
  } else {
    response.writeHead(404).end()
  }
}
