import { createServer, type IncomingMessage, request as httpRequest, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { SignatureRequest } from '@chopmark/core'
import type { IssuedCertificate } from '@chopmark/test-pki'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readEvidenceFile } from '../evidence/evidence-file.js'
import {
  answerTo,
  content,
  openPortal,
  origin,
  requestInput,
  session,
  type TestPortal,
} from '../portal.test-support.js'
import { chopmarkFastify } from './fastify.js'
import { createHandler } from './node-handler.js'

let portal: TestPortal
let signer: IssuedCertificate
let node: Server
let app: FastifyInstance
const errors: unknown[] = []
const sessionOf = (headers: IncomingMessage['headers']): string | null =>
  typeof headers.cookie === 'string' ? headers.cookie.replace('sid=', '') : null
const bodyTimeoutMs = 300
const onError = (error: unknown) => errors.push(error)

beforeAll(async () => {
  portal = await openPortal()
  signer = await portal.pki.issue('e-cert-personal', { keyAlgorithm: 'P-256' })
  const handler = createHandler(portal.chopmark, {
    basePath: '/chopmark',
    session: (request) => sessionOf(request.headers),
    bodyTimeoutMs,
    onError,
  })
  node = createServer((request, response) => {
    void handler(request, response).then((ours) => {
      if (!ours) response.writeHead(418).end()
    })
  })
  await new Promise<void>((resolve) => node.listen(0, '127.0.0.1', resolve))
  app = fastify()
  await app.register(chopmarkFastify, {
    prefix: '/chopmark',
    chopmark: portal.chopmark,
    session: (request) => sessionOf(request.headers),
    bodyTimeoutMs,
    onError,
  })
  app.setNotFoundHandler((_request, reply) => reply.code(418).send())
  await app.listen({ port: 0, host: '127.0.0.1' })
})
afterEach(() => {
  errors.length = 0
})
afterAll(async () => {
  node.closeAllConnections()
  node.close()
  await app.close()
  await portal.close()
})

const portOf = (server: Server): number => (server.address() as AddressInfo).port

describe.each(['node:http', 'Fastify'] as const)('routes over %s', (kind) => {
  const port = (): number => portOf(kind === 'node:http' ? node : app.server)
  const url = (path: string): string => `http://127.0.0.1:${port()}/chopmark${path}`

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(url(path), { headers: { cookie: `sid=${session}`, ...headers } })

  const post = (
    request: Pick<SignatureRequest, 'id'>,
    body: Uint8Array,
    headers: Record<string, string> = {},
  ) =>
    fetch(url(`/requests/${request.id}/signature`), {
      method: 'POST',
      headers: {
        ...{ cookie: `sid=${session}`, origin, 'content-type': 'application/cms' },
        ...headers,
      },
      body: Buffer.from(body),
    })

  const asked = () => portal.chopmark.createRequest(requestInput())

  it('goes the whole way: request, document, answer, report, evidence', async () => {
    const request = await asked()
    const shown = await get(`/requests/${request.id}`)
    expect(shown.status).toBe(200)
    expect(await shown.json()).toEqual(request)

    const document = await get(`/requests/${request.id}/content`)
    expect(new Uint8Array(await document.arrayBuffer())).toEqual(content)
    expect(document.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''form.txt",
    )
    expect(document.headers.get('content-type')).toBe('text/plain')

    const sent = await post(request, answerTo(request, signer))
    expect(sent.status).toBe(200)
    const accepted = (await sent.json()) as { outcome: string; signatureId: string }
    expect(accepted).toMatchObject({ outcome: 'accepted' })
    expect(sent.headers.get('location')).toBe(`/chopmark/signatures/${accepted.signatureId}`)

    const report = await get(`/signatures/${accepted.signatureId}`)
    expect(await report.json()).toMatchObject({
      ...{ state: 'accepted', requestId: request.id },
      reports: [{ indication: 'TOTAL-PASSED' }],
    })

    const evidence = await get(`/signatures/${accepted.signatureId}/evidence`)
    expect(evidence.headers.get('content-disposition')).toContain(accepted.signatureId)
    const file = readEvidenceFile(new Uint8Array(await evidence.arrayBuffer()))
    expect(file.ok).toBe(true)
  })

  it('says that this portal signs no requests', async () => {
    const response = await get(`/requests/${(await asked()).id}/requester`)
    expect([response.status, await response.json()]).toMatchObject([
      404,
      { code: 'REQUESTER_UNSIGNED' },
    ])
  })

  it('guards every answer', async () => {
    for (const response of [await get('/nothing'), await get(`/requests/${(await asked()).id}`)]) {
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      })
      expect(response.headers.has('access-control-allow-origin')).toBe(false)
    }
  })

  it('leaves other paths alone', async () => {
    const response = await fetch(`http://127.0.0.1:${port()}/elsewhere`)
    expect(response.status).toBe(418)
  })

  it('answers 404 for paths and ids that are none', async () => {
    for (const path of ['/', '/requests', '/requests/short', `/requests/${'x'.repeat(22)}/other`]) {
      const response = await get(path)
      expect(response.status).toBe(404)
      expect(await response.json()).toMatchObject({ code: 'NOT_FOUND', status: 404 })
    }
    const unknown = await get(`/requests/${'x'.repeat(22)}`)
    expect([unknown.status, await unknown.json()]).toMatchObject([404, { code: 'REQUEST_UNKNOWN' }])
    expect(unknown.headers.get('content-type')).toContain('application/problem+json')
  })

  it('answers 405 with the method that fits', async () => {
    const response = await fetch(url(`/requests/${(await asked()).id}`), { method: 'DELETE' })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET'])
    const other = await get(`/requests/${(await asked()).id}/signature`)
    expect([other.status, other.headers.get('allow')]).toEqual([405, 'POST'])
  })

  it('answers nobody without a session, nor another session', async () => {
    const { id } = await asked()
    const none = await fetch(url(`/requests/${id}`))
    expect([none.status, await none.json()]).toMatchObject([401, { code: 'SESSION_REQUIRED' }])
    const other = await get(`/requests/${id}`, { cookie: 'sid=other' })
    expect([other.status, await other.json()]).toMatchObject([403, { code: 'SESSION_MISMATCH' }])
    const posted = await post({ id }, new Uint8Array([1]), { cookie: 'sid=other' })
    expect([posted.status, await posted.json()]).toMatchObject([403, { code: 'SESSION_MISMATCH' }])
  })

  it('takes answers from the portal’s own pages alone', async () => {
    const request = await asked()
    const answer = answerTo(request, signer)
    const evil = await post(request, answer, { origin: 'https://evil.example' })
    expect([evil.status, await evil.json()]).toMatchObject([403, { code: 'ORIGIN_MISMATCH' }])
    const opaque = await post(request, answer, { origin: 'null' })
    expect([opaque.status, await opaque.json()]).toMatchObject([403, { code: 'ORIGIN_MISMATCH' }])
    const status = await new Promise<number | undefined>((resolve) => {
      const headers = { cookie: `sid=${session}`, 'content-type': 'application/cms' }
      const path = url(`/requests/${request.id}/signature`)
      httpRequest(path, { method: 'POST', headers }, (response) => {
        response.resume()
        resolve(response.statusCode)
      }).end(Buffer.from(answer))
    })
    expect(status).toBe(403) // no Origin at all
    expect(await portal.store.request(request.id)).toMatchObject({ state: 'open', tries: 0 })
  })

  it('refuses what the browser calls cross-site', async () => {
    const { id } = await asked()
    const status = await new Promise<number | undefined>((resolve) => {
      const headers = {
        ...{ cookie: `sid=${session}`, origin, 'content-type': 'application/cms' },
        'sec-fetch-site': 'cross-site',
      }
      httpRequest(url(`/requests/${id}/signature`), { method: 'POST', headers }, (response) => {
        response.resume()
        resolve(response.statusCode)
      }).end('x')
    })
    expect(status).toBe(403)
  })

  it('answers 415 for anything but CMS', async () => {
    for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
      const response = await post(await asked(), new Uint8Array([1]), { 'content-type': type })
      expect([response.status, await response.json()]).toMatchObject([
        415,
        { code: 'MEDIA_TYPE_UNSUPPORTED' },
      ])
    }
  })

  it('answers 422 with code, check and tries left', async () => {
    const request = await asked()
    const response = await post(request, answerTo(request, signer, { commitment: 1 }))
    expect([response.status, await response.json()]).toMatchObject([
      422,
      {
        ...{ code: 'REQUEST_BINDING_MISMATCH', decidedBy: 'request.commitment-type', triesLeft: 4 },
        reports: [{ indication: 'INDETERMINATE' }],
      },
    ])
  })

  it('answers 409 with the earlier answer when the same bytes come again', async () => {
    const request = await asked()
    const answer = answerTo(request, signer)
    const first = (await (await post(request, answer)).json()) as { signatureId: string }
    const again = await post(request, answer)
    expect([again.status, await again.json()]).toMatchObject([
      409,
      { code: 'REQUEST_ALREADY_USED', signatureId: first.signatureId },
    ])
    const shown = await get(`/requests/${request.id}`)
    expect([shown.status, await shown.json()]).toMatchObject([
      409,
      { code: 'REQUEST_ALREADY_USED', signatureId: first.signatureId },
    ])
  })

  it('answers 202 while undecided, and says when to ask again', async () => {
    const by = await portal.pki.issue('e-cert-personal', { keyAlgorithm: 'P-256' })
    portal.pki.ca.hold(by.serialNumber)
    const request = await asked()
    const response = await post(request, answerTo(request, by))
    expect(response.status).toBe(202)
    expect(response.headers.get('retry-after')).toMatch(/GMT$/)
    const { signatureId, ...rest } = (await response.json()) as Record<string, string>
    expect(rest).toMatchObject({ outcome: 'pending', code: 'SIGNER_SUSPENDED' })
    expect(rest.retryAt).toMatch(/Z$/)
    const state = await get(`/signatures/${signatureId}`)
    expect(await state.json()).toMatchObject({ state: 'pending', code: 'SIGNER_SUSPENDED' })
  })

  it('answers 410 once expired', async () => {
    const request = await portal.chopmark.createRequest(requestInput({ expiresInMs: 1 }))
    portal.wait(1)
    const response = await get(`/requests/${request.id}`)
    expect([response.status, await response.json()]).toMatchObject([
      410,
      { code: 'REQUEST_EXPIRED' },
    ])
  })

  it('says that it holds no document of which it has only digests', async () => {
    const digests = {
      sizeBytes: 1,
      digests: [{ algorithm: 'SHA-256', value: new Uint8Array(32) }],
    } as const
    const document = { name: '表格.pdf', mediaType: 'application/pdf', content: digests }
    const { id } = await portal.chopmark.createRequest(requestInput({ document }))
    const response = await get(`/requests/${id}/content`)
    expect([response.status, await response.json()]).toMatchObject([
      404,
      { code: 'CONTENT_NOT_HELD' },
    ])
  })

  it('names a document in Chinese as RFC 8187 wants it', async () => {
    const document = { name: "更改'地址.txt", mediaType: 'text/plain', content }
    const { id } = await portal.chopmark.createRequest(requestInput({ document }))
    const response = await get(`/requests/${id}/content`)
    expect(response.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''%E6%9B%B4%E6%94%B9%27%E5%9C%B0%E5%9D%80.txt",
    )
  })

  it('answers 413 for more than an answer can be, announced or not', async () => {
    const { id } = await asked()
    const announced = await post({ id }, new Uint8Array(1024 * 1024 + 1))
    expect([announced.status, await announced.json()]).toMatchObject([
      413,
      { code: 'BODY_TOO_LARGE' },
    ])
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { cookie: `sid=${session}`, origin, 'content-type': 'application/cms' }
      const target = url(`/requests/${id}/signature`)
      const sending = httpRequest(target, { method: 'POST', headers }, (response) => {
        response.resume()
        resolve(response.statusCode)
        sending.destroy()
      })
      sending.on('error', reject)
      const part = Buffer.alloc(64 * 1024)
      const pump = (): void => {
        if (!sending.destroyed) sending.write(part, () => setImmediate(pump))
      }
      pump()
    })
    expect(status).toBe(413)
  })

  it('gives up on a body that drips', async () => {
    const { id } = await asked()
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(port(), '127.0.0.1')
      socket.on('error', reject)
      socket.write(
        `POST /chopmark/requests/${id}/signature HTTP/1.1\r\nhost: x\r\ncookie: sid=${session}\r\n` +
          `origin: ${origin}\r\ncontent-type: application/cms\r\ncontent-length: 1000\r\n\r\n`,
      )
      const drip = setInterval(() => socket.write('x'), 50)
      let text = ''
      socket.on('data', (chunk) => (text += chunk.toString()))
      socket.on('close', () => {
        clearInterval(drip)
        resolve(text)
      })
    })
    expect(answer).toContain('408')
    expect(answer.toLowerCase()).toContain('connection: close')
  })

  it('survives a client that hangs up', async () => {
    const { id } = await asked()
    await new Promise<void>((resolve) => {
      const socket = connect(port(), '127.0.0.1')
      socket.on('close', () => resolve())
      socket.write(
        `POST /chopmark/requests/${id}/signature HTTP/1.1\r\nhost: x\r\ncookie: sid=${session}\r\n` +
          `origin: ${origin}\r\ncontent-type: application/cms\r\ncontent-length: 1000\r\n\r\nx`,
      )
      setTimeout(() => socket.destroy(), 50)
    })
    expect((await get(`/requests/${id}`)).status).toBe(200)
    expect(errors).toEqual([])
  })

  it('says nothing about what broke, and tells the operator', async () => {
    const { id } = await asked()
    const request = portal.store.request.bind(portal.store)
    portal.store.request = () => Promise.reject(new Error('secret path /var/db'))
    try {
      const broken = await get(`/requests/${id}`)
      const text = await broken.text()
      expect(broken.status).toBe(500)
      expect(text).toContain('INTERNAL')
      expect(text).not.toContain('secret')
      expect(errors).toHaveLength(1)
    } finally {
      portal.store.request = request
    }
  })
})

describe('createHandler', () => {
  it.each(['', '/', '/chopmark/', 'chopmark'])('refuses the base path %j', (basePath) => {
    expect(() => createHandler(portal.chopmark, { basePath, session: () => null })).toThrow(
      expect.objectContaining({ code: 'INVALID_BASE_PATH' }),
    )
  })
})
