import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Fault } from './faults.js'
import { sendWithFault } from './faults.js'
import type { SandboxPki } from './sandbox-pki.js'

/** What a request is about; a fault can be set for one, or for an exact path. */
export type SandboxRoute = 'crl' | 'ca' | 'ocsp' | 'tsa'

export interface SandboxServer {
  /** `http://127.0.0.1:<port>`, also `pki.baseUrl` from now on. */
  readonly url: string
  readonly port: number
  /** Method and path of every request so far, oldest first. */
  readonly requests: readonly { readonly method: string; readonly path: string }[]
  /** From now on answers that route or exact path (`/crl/…`) wrongly; null heals it. */
  setFault(target: SandboxRoute | `/${string}`, fault: Fault | null): void
  /** Heals everything. */
  clearFaults(): void
  /** Closes, open connections too. */
  close(): Promise<void>
}

/** What the certificates' policy qualifier leads to. */
const practiceStatement = `Chopmark SANDBOX: certificates for trying out, without legal effect.
Chopmark 測試環境:證書只供測試,沒有法律效力。
Chopmark 测试环境:证书只供测试,没有法律效力。
`

const maxRequestBytes = 64 * 1024

/**
 * Serves a sandbox's CRLs (`/crl/<name>.crl`), CA certificates (`/ca/<name>.crt`), OCSP (`/ocsp`) and timestamps
 * (`/tsa`) on loopback, and a page that says what they are (`/cps`). It issues nothing. `pki.baseUrl` is moved to the address it got.
 * @param options - `port` 0, the default, takes a free one.
 */
export async function serveSandbox(options: {
  readonly pki: SandboxPki
  readonly port?: number
}): Promise<SandboxServer> {
  const { pki } = options
  const faults = new Map<string, Fault>()
  const requests: { method: string; path: string }[] = []
  const server = createServer((request, response) => {
    const method = request.method ?? 'GET'
    const path = new URL(request.url ?? '/', 'http://sandbox').pathname
    requests.push({ method, path })
    const fault = faults.get(path) ?? faults.get(path.split('/')[1] ?? '') ?? null
    answer(pki, request, response, path, fault).catch(() => {
      if (response.headersSent) response.destroy()
      else response.writeHead(400, { 'content-type': 'text/plain' }).end('bad request')
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  pki.rebase(url)
  return {
    url,
    port,
    requests,
    setFault(target, fault) {
      if (fault === null) faults.delete(target)
      else faults.set(target, fault)
    },
    clearFaults: () => faults.clear(),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)))
        server.closeAllConnections()
      }),
  }
}

async function answer(
  pki: SandboxPki,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  fault: Fault | null,
): Promise<void> {
  const right = await content(pki, request, path, fault === 'stale')
  if (right === null) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not found')
    return
  }
  sendWithFault(response, right.bytes, right.type, fault)
}

async function content(
  pki: SandboxPki,
  request: IncomingMessage,
  path: string,
  stale: boolean,
): Promise<{ readonly bytes: Uint8Array; readonly type: string } | null> {
  const past = new Date(pki.clock().getTime() - 30 * 24 * 3_600_000)
  const crl = /^\/crl\/(\w+)\.crl$/.exec(path)?.[1]
  if (crl !== undefined) {
    const bytes = pki.crlNamed(crl, stale ? { thisUpdate: past } : {})
    return bytes === null ? null : { bytes, type: 'application/pkix-crl' }
  }
  const authority = [pki.root, pki.ca].find(({ crlName }) => path === `/ca/${crlName}.crt`)
  if (authority !== undefined) {
    return { bytes: authority.certificate, type: 'application/pkix-cert' }
  }
  if (path === '/ocsp' || path.startsWith('/ocsp/')) {
    const body =
      request.method === 'GET'
        ? Buffer.from(decodeURIComponent(path.slice('/ocsp/'.length)), 'base64')
        : await readBody(request)
    const bytes = await pki.answerOcsp(body, stale ? { producedAt: past } : {})
    return { bytes, type: 'application/ocsp-response' }
  }
  if (path === '/cps')
    return { bytes: Buffer.from(practiceStatement), type: 'text/plain; charset=utf-8' }
  if (path === '/tsa' && request.method === 'POST') {
    const body = await readBody(request)
    const bytes = await pki.answerTimestamp(body, stale ? { time: past } : {})
    return { bytes, type: 'application/timestamp-reply' }
  }
  return null
}

async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > maxRequestBytes) throw new RangeError('request too large')
    parts.push(part)
  }
  return new Uint8Array(Buffer.concat(parts))
}
