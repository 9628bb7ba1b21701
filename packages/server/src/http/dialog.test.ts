import { createServer, request as httpRequest, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SignatureRequest } from '@chopmark/core'
import type { IssuedCertificate } from '@chopmark/test-pki'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Chopmark } from '../chopmark.js'
import {
  answerTo,
  content,
  openPortal,
  origin,
  requestInput,
  session,
  type TestPortal,
} from '../portal.test-support.js'
import { chopmarkFastify, dialogFastify } from './fastify.js'
import { createDialogHandler, createHandler } from './node-handler.js'

const dialogOrigin = 'https://sign.portal.example'
const dialogUrl = `${dialogOrigin}/chopmark/dialog`
const page = { script: '/assets/dialog.js', connect: ['https://ca.example'], title: 'Sign <here>' }
const basePath = '/chopmark'
const prefix = basePath

let portal: TestPortal
let chopmark: Chopmark
let signer: IssuedCertificate
const servers: Server[] = []
const apps: FastifyInstance[] = []
let hosts: Record<'node:http' | 'Fastify', { readonly portal: string; readonly dialog: string }>

const sessionOf = ({ headers }: { readonly headers: { readonly cookie?: string | undefined } }) =>
  headers.cookie?.replace('sid=', '') ?? null

async function listening(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function app(register: (instance: FastifyInstance) => unknown): Promise<string> {
  const instance = fastify()
  apps.push(instance)
  await register(instance)
  return instance.listen({ port: 0, host: '127.0.0.1' })
}

beforeAll(async () => {
  portal = await openPortal()
  chopmark = portal.another({ dialogUrl })
  signer = await portal.pki.issue('e-cert-personal', { keyAlgorithm: 'P-256' })
  const atPortal = createHandler(chopmark, { basePath, session: sessionOf })
  const atDialog = createDialogHandler(chopmark, { basePath, page })
  hosts = {
    'node:http': {
      portal: await listening((request, response) => void atPortal(request, response)),
      dialog: await listening((request, response) => void atDialog(request, response)),
    },
    Fastify: {
      portal: await app((one) =>
        one.register(chopmarkFastify, { prefix, chopmark, session: sessionOf }),
      ),
      dialog: await app((one) => one.register(dialogFastify, { prefix, chopmark, page })),
    },
  }
})
afterAll(async () => {
  for (const server of servers) server.close()
  await Promise.all(apps.map((one) => one.close()))
  await portal.close()
})

describe.each(['node:http', 'Fastify'] as const)('the dialog’s own origin over %s', (kind) => {
  type Headers = Record<string, string>
  interface Asking {
    readonly method?: string
    readonly headers?: Headers
    readonly body?: Uint8Array
  }
  /** Not by `fetch`, which writes Sec-Fetch-Mode itself. */
  const ask = (at: 'portal' | 'dialog', path: string, { body, ...init }: Asking = {}) =>
    new Promise<Response>((resolve, reject) => {
      const sending = httpRequest(`${hosts[kind][at]}${basePath}${path}`, init, (incoming) => {
        const { statusCode: status = 0, headers } = incoming
        const parts: Buffer[] = []
        incoming.on('data', (part: Buffer) => parts.push(part))
        incoming.on('end', () => {
          const plain: Headers = {}
          for (const [name, value] of Object.entries(headers)) plain[name] = String(value)
          resolve(new Response(Buffer.concat(parts), { status, headers: plain }))
        })
      })
      sending.on('error', reject).end(body)
    })
  const asPortal = (path: string, headers: Headers = {}, cookie = `sid=${session}`) =>
    ask('portal', path, { headers: { cookie, ...headers } })
  const asked = () => chopmark.createRequest(requestInput())

  /** What stands in the fragment to which the portal sends the person. */
  async function handedOver({ id }: SignatureRequest, headers: Headers = {}, cookie?: string) {
    const response = await asPortal(`/requests/${id}/dialog`, headers, cookie)
    const [address, fragment] = (response.headers.get('location') ?? '').split('#')
    const given = Object.fromEntries(new URLSearchParams(fragment))
    return { status: response.status, address, given, headers: response.headers }
  }
  const takeOver = async (id: string, ticket = '', headers: Headers = {}) => {
    const authorization = `Bearer ${ticket}`
    const response = await ask('dialog', `/requests/${id}/dialog`, {
      method: 'POST',
      headers: { authorization, origin: dialogOrigin, ...headers },
    })
    const body = (await response.json()) as Record<string, string>
    return { status: response.status, ...body } as Record<string, unknown>
  }
  const bearer = async (request: SignatureRequest): Promise<string> => {
    const { given } = await handedOver(request)
    return `Bearer ${String((await takeOver(request.id, given['ticket']))['session'])}`
  }
  const send = (id: string, body: Uint8Array, headers: Headers, at: 'portal' | 'dialog') =>
    ask(at, `/requests/${id}/signature`, {
      method: 'POST',
      headers: { 'content-type': 'application/cms', ...headers },
      body,
    })
  const codeOf = async (response: Response) =>
    [response.status, ((await response.json()) as { code: string }).code] as const

  it('goes the whole way: handed over, taken over, read, signed', async () => {
    const request = await asked()
    expect(request).toMatchObject({ origin, dialogOrigin })
    const { status, address, given, headers } = await handedOver(request, {
      ...{ 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate' },
    })
    expect([status, address]).toEqual([303, dialogUrl])
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cross-origin-opener-policy')).toBe('unsafe-none')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(Object.keys(given)).toEqual(['request', 'ticket'])
    expect(given['request']).toBe(request.id)
    expect(given['ticket']).toMatch(/^[\w-]{43}$/)
    const taken = await takeOver(request.id, given['ticket'])
    expect(taken).toMatchObject({ status: 200, origin })
    const authorization = `Bearer ${String(taken['session'])}`
    const shown = await ask('dialog', `/requests/${request.id}`, { headers: { authorization } })
    expect(await shown.json()).toEqual(request)
    const document = await ask('dialog', `/requests/${request.id}/content`, {
      headers: { authorization },
    })
    expect(new Uint8Array(await document.arrayBuffer())).toEqual(content)
    // The signature is bound to where the person signed.
    const signed = answerTo({ ...request, origin: dialogOrigin }, signer)
    const sent = await send(request.id, signed, { authorization, origin: dialogOrigin }, 'dialog')
    expect([sent.status, await sent.json()]).toMatchObject([200, { outcome: 'accepted' }])
  })

  it('binds the signature to the dialog’s origin', async () => {
    const request = await asked()
    const headers = { authorization: await bearer(request), origin: dialogOrigin }
    const signed = answerTo(request, signer)
    const sent = await send(request.id, signed, headers, 'dialog')
    expect(await codeOf(sent)).toEqual([422, 'REQUEST_BINDING_MISMATCH'])
  })

  it('keeps document, request and answer from the portal’s own pages', async () => {
    const { id } = await asked()
    for (const path of ['', '/content', '/requester']) {
      const response = await asPortal(`/requests/${id}${path}`)
      expect(await codeOf(response), path).toEqual([403, 'ORIGIN_MISMATCH'])
    }
    const headers = { cookie: `sid=${session}`, origin }
    const sent = await send(id, new Uint8Array([1]), headers, 'portal')
    expect(await codeOf(sent)).toEqual([403, 'ORIGIN_MISMATCH'])
  })

  it.each([
    ['attached', [403, 'ORIGIN_MISMATCH']],
    ['detached', [200, undefined]],
  ] as const)(
    'keeps the document of an %s signature from them afterwards',
    async (how, expected) => {
      const request = await chopmark.createRequest({ ...requestInput(), packaging: how })
      const headers = { authorization: await bearer(request), origin: dialogOrigin }
      const signed = answerTo({ ...request, origin: dialogOrigin }, signer)
      const sent = await send(request.id, signed, headers, 'dialog')
      const { signatureId } = (await sent.json()) as { signatureId: string }
      expect((await asPortal(`/signatures/${signatureId}`)).status).toBe(200)
      const evidence = await asPortal(`/signatures/${signatureId}/evidence`)
      expect(await codeOf(evidence)).toEqual(expected)
    },
  )

  it('hands several over with one ticket, for one session at all of them', async () => {
    const [first, second, third, apart] = await Promise.all([asked(), asked(), asked(), asked()])
    const also = `?also=${second.id},${third.id}`
    const response = await asPortal(`/requests/${first.id}/dialog${also}`)
    const [, fragment] = (response.headers.get('location') ?? '').split('#')
    const given = Object.fromEntries(new URLSearchParams(fragment))
    expect(given).toEqual({ request: first.id, ticket: given['ticket'] })
    // The ticket goes with the request that it was given for.
    expect(await takeOver(second.id, given['ticket'])).toMatchObject({ code: 'SESSION_MISMATCH' })
    const taken = await takeOver(first.id, given['ticket'])
    expect(taken).toMatchObject({
      ...{ status: 200, origin, requestIds: [first.id, second.id, third.id] },
    })
    const authorization = `Bearer ${String(taken['session'])}`
    for (const request of [first, second, third]) {
      const signed = answerTo({ ...request, origin: dialogOrigin }, signer)
      const headers = { authorization, origin: dialogOrigin }
      const sent = await send(request.id, signed, headers, 'dialog')
      expect([sent.status, await sent.json()]).toMatchObject([200, { outcome: 'accepted' }])
    }
    const other = await ask('dialog', `/requests/${apart.id}`, { headers: { authorization } })
    expect(await codeOf(other)).toEqual([403, 'SESSION_MISMATCH'])
    expect(await takeOver(first.id, given['ticket'])).toMatchObject({ code: 'SESSION_MISMATCH' })
  })

  it('hands over no batch in which one is another’s, of the portal’s page, unknown or named twice', async () => {
    const [first, second] = [await asked(), await asked()]
    const theirs = await chopmark.createRequest({ ...requestInput(), session: 'theirs' })
    const here = await chopmark.createRequest(requestInput({ dialog: 'same-page' }))
    const unknown = 'A'.repeat(22)
    const problemOf = async (query: string) => {
      const response = await asPortal(`/requests/${first.id}/dialog${query}`)
      const [, fragment] = (response.headers.get('location') ?? '').split('#')
      return Object.fromEntries(new URLSearchParams(fragment))
    }
    const { id } = second
    for (const [query, problem] of [
      [`?also=${id},${theirs.id}`, 'SESSION_MISMATCH'],
      [`?also=${here.id}`, 'ORIGIN_MISMATCH'],
      [`?also=${unknown}`, 'REQUEST_UNKNOWN'],
      [`?also=${first.id}`, 'REQUEST_UNKNOWN'],
      [`?also=${id},${id}`, 'REQUEST_UNKNOWN'],
      [`?also=${id}&also=${id}`, 'REQUEST_UNKNOWN'],
      ['?also=', 'REQUEST_UNKNOWN'],
      [
        `?also=${Array.from({ length: 50 }, (_, n) => id.slice(2) + String(10 + n)).join(',')}`,
        'REQUEST_UNKNOWN',
      ],
    ] as const) {
      expect(await problemOf(query), query).toEqual({ problem })
    }
    // One that is shut keeps no other from being signed; all of them shut is nothing to sign.
    const late = await chopmark.createRequest(requestInput({ expiresInMs: 1 }))
    portal.wait(1)
    expect(await problemOf(`?also=${late.id}`)).toHaveProperty('ticket')
    portal.wait(20 * 60_000)
    expect(await problemOf(`?also=${late.id}`)).toEqual({ problem: 'REQUEST_EXPIRED' })
  })

  it('takes over once, with its own ticket and from its own origin', async () => {
    const [request, other] = [await asked(), await asked()]
    const { given } = await handedOver(request)
    const refused = { status: 403, code: 'SESSION_MISMATCH' }
    expect(await takeOver(other.id, given['ticket'])).toMatchObject(refused)
    expect(await takeOver(request.id, 'A'.repeat(43))).toMatchObject(refused)
    for (const headers of [{ origin }, { origin: 'https://evil.example' }, { origin: 'null' }]) {
      expect(await takeOver(request.id, given['ticket'], headers)).toMatchObject({
        ...{ status: 403, code: 'CROSS_SITE' },
      })
    }
    expect(await takeOver(request.id, '!')).toMatchObject({ code: 'SESSION_REQUIRED' })
    expect(await takeOver(request.id, given['ticket'])).toMatchObject({ status: 200 })
    expect(await takeOver(request.id, given['ticket'])).toMatchObject(refused)
  })

  it('forgets a ticket after a minute', async () => {
    const request = await asked()
    const { given } = await handedOver(request)
    portal.wait(60_000)
    expect(await takeOver(request.id, given['ticket'])).toMatchObject({ code: 'SESSION_MISMATCH' })
  })

  it('lets the dialog’s session at its own request alone, and no cookie', async () => {
    const [request, other] = [await asked(), await asked()]
    const authorization = await bearer(request)
    const get = (path: string, headers: Headers) => ask('dialog', path, { headers })
    expect(await codeOf(await get(`/requests/${other.id}`, { authorization }))).toEqual([
      ...[403, 'SESSION_MISMATCH'],
    ])
    expect(
      await codeOf(await get(`/requests/${request.id}`, { cookie: `sid=${session}` })),
    ).toEqual([401, 'SESSION_REQUIRED'])
    // The portal's routes know cookies alone.
    const atPortal = await ask('portal', `/requests/${request.id}`, { headers: { authorization } })
    expect(await codeOf(atPortal)).toEqual([401, 'SESSION_REQUIRED'])
    // Signed with the dialog's session, but sent from the portal's page.
    const signed = answerTo({ ...request, origin: dialogOrigin }, signer)
    const sent = await send(request.id, signed, { authorization, origin }, 'dialog')
    expect(await codeOf(sent)).toEqual([403, 'ORIGIN_MISMATCH'])
  })

  it('hands over for the request’s session, to a navigation of the portal’s own', async () => {
    const request = await asked()
    const problem = async (headers: Headers, cookie?: string) => {
      const { status, address, given } = await handedOver(request, headers, cookie)
      return [status, address, given]
    }
    const refused = [303, dialogUrl, { problem: 'SESSION_MISMATCH' }]
    expect(await problem({}, 'sid=another')).toEqual(refused)
    expect(await problem({}, '')).toEqual(refused)
    for (const headers of [
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
      { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate' },
      { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' },
      { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' },
    ]) {
      const response = await asPortal(`/requests/${request.id}/dialog`, headers)
      expect(await codeOf(response), JSON.stringify(headers)).toEqual([403, 'CROSS_SITE'])
    }
  })

  it('hands over nothing that is signed in the portal’s page, expired or used', async () => {
    const here = await chopmark.createRequest(requestInput({ dialog: 'same-page' }))
    expect((await handedOver(here)).given).toEqual({ problem: 'ORIGIN_MISMATCH' })
    expect((await asPortal(`/requests/${here.id}/content`)).status).toBe(200)
    const late = await chopmark.createRequest(requestInput({ expiresInMs: 1 }))
    portal.wait(1)
    expect((await handedOver(late)).given).toEqual({ problem: 'REQUEST_EXPIRED' })
  })

  it('serves the page to the portal’s frames alone, under a strict policy', async () => {
    const response = await ask('dialog', '/dialog')
    expect(response.status).toBe(200)
    const policy = response.headers.get('content-security-policy') ?? ''
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "connect-src 'self' https://ca.example",
      `frame-ancestors ${origin}`,
      "base-uri 'none'",
      "require-trusted-types-for 'script'",
    ]) {
      expect(policy.split('; ')).toContain(part)
    }
    expect(policy).not.toMatch(/unsafe|sandbox|\*/)
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(response.headers.get('cross-origin-opener-policy')).toBe('unsafe-none')
    const html = await response.text()
    expect(html).toContain('<script type="module" src="/assets/dialog.js"></script>')
    expect(html).toContain(`<meta name="chopmark-portals" content="${origin}" />`)
    expect(html).toContain('Sign &lt;here&gt;')
    expect((await ask('dialog', '/dialog', { method: 'POST' })).status).toBe(405)
  })
})

describe('what cannot be', () => {
  it.each([
    'https://portal.example/chopmark/dialog',
    'http://sign.portal.example/dialog',
    'https://sign.portal.example/dialog#x',
    'dialog',
  ])('is no address of a dialog: %s', (url) => {
    expect(() => portal.another({ dialogUrl: url })).toThrow(
      expect.objectContaining({ code: 'INVALID_DIALOG_URL' }),
    )
  })

  it('is a page with a script of another origin, or without a dialog', () => {
    const make = (one: Chopmark, script: string) => () =>
      createDialogHandler(one, { basePath, page: { script } })
    const misuse = expect.objectContaining({ code: 'INVALID_DIALOG_PAGE' }) as Error
    expect(make(chopmark, 'https://cdn.example/dialog.js')).toThrow(misuse)
    expect(make(portal.chopmark, '/dialog.js')).toThrow(misuse)
  })

  it('is a request for a dialog that is not there', async () => {
    const asking = portal.chopmark.createRequest(requestInput({ dialog: 'own-origin' }))
    await expect(asking).rejects.toMatchObject({ code: 'INVALID_REQUEST' })
    const handing = (also: readonly string[]) =>
      portal.chopmark.handOver({ requestId: 'one', also, session })
    const many = Array.from({ length: 50 }, (_, n) => String(n))
    await expect(handing(many)).rejects.toMatchObject({ code: 'TOO_MANY_DOCUMENTS' })
    const { id } = await portal.chopmark.createRequest(requestInput())
    expect(await portal.chopmark.handOver({ requestId: id, session })).toMatchObject({
      code: 'ORIGIN_MISMATCH',
    })
  })
})
