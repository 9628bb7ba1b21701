import { createServer, request as httpRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serveSandboxCsc, type SandboxCsc } from '@chopmark/test-pki'
import { fastify, type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dialogFastify } from '../http/fastify.js'
import { createDialogHandler } from '../http/node-handler.js'
import { requestInput } from '../portal.test-support.js'
import { browserCookie, browserOf } from './browser-cookie.js'
import { cscSigner } from './csc/csc-signer.js'
import { listen, type ListeningPortal, session } from './remote.test-support.js'

const basePath = '/chopmark'
const page = { script: '/assets/dialog.js' }
const client = { clientId: 'portal', clientSecret: 'secret-of-the-portal' }

let at: ListeningPortal
let dialog: Server
let app: FastifyInstance
let service: SandboxCsc
let dialogOrigin: string
let bases: Record<'node:http' | 'Fastify', string>

beforeAll(async () => {
  dialog = createServer()
  await new Promise<void>((resolve) => dialog.listen(0, '127.0.0.1', resolve))
  dialogOrigin = `http://localhost:${(dialog.address() as AddressInfo).port}`
  at = await listen({ dialogUrl: `${dialogOrigin}${basePath}/dialog` })
  service = await serveSandboxCsc({
    ...{ ...client, credentials: [await at.signer()], person: 'approve' },
    redirectUri: `${dialogOrigin}${basePath}/remote/csc/callback`,
  })
  const fetch = { allowAddresses: [new URL(service.url).host] }
  const { baseUrl, url: oauthUrl } = service
  const remote = at.offer([cscSigner({ ...client, baseUrl, oauthUrl, fetch })])
  const { chopmark } = at
  const handle = createDialogHandler(chopmark, { basePath, page, remote })
  dialog.on('request', (request, response) => void handle(request, response))
  app = fastify()
  await app.register(dialogFastify, { prefix: basePath, chopmark, page, remote })
  bases = {
    'node:http': `http://127.0.0.1:${(dialog.address() as AddressInfo).port}${basePath}`,
    Fastify: `${await app.listen({ port: 0, host: '127.0.0.1' })}${basePath}`,
  }
}, 30_000)
afterAll(async () => {
  dialog.closeAllConnections()
  dialog.close()
  await app.close()
  await service.close()
  await at.close()
})

interface Answer {
  readonly status: number
  readonly json: Readonly<Record<string, unknown>>
  readonly location: string | undefined
  readonly cookie: string | undefined
}

/** Not by `fetch`, which writes Sec-Fetch-Mode itself and keeps no redirect. */
function ask(
  url: string,
  headers: Readonly<Record<string, string>>,
  body?: object,
  method = body ? 'POST' : 'GET',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sending = httpRequest(url, { method, headers }, (incoming) => {
      const parts: Buffer[] = []
      incoming.on('data', (part: Buffer) => parts.push(part))
      incoming.on('end', () => {
        const text = Buffer.concat(parts).toString()
        const isJson = incoming.headers['content-type']?.includes('json') === true && text !== ''
        resolve({
          status: incoming.statusCode ?? 0,
          json: isJson ? (JSON.parse(text) as Answer['json']) : {},
          location: incoming.headers.location,
          cookie: incoming.headers['set-cookie']?.[0],
        })
      })
    })
    sending.on('error', reject).end(body && JSON.stringify(body))
  })
}

const navigating = { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate' }
const cookieOf = ({ cookie = '' }: Answer): string => cookie.split(';')[0] ?? ''

describe.each(['node:http', 'Fastify'] as const)('services at the dialog’s origin, %s', (kind) => {
  /** What stands at the dialog's origin, asked of the server under test. */
  const here = (url: string): string => url.replace(`${dialogOrigin}${basePath}`, bases[kind])

  /** As the dialog's page: with a session of its own, begins a run over these requests. */
  async function begin(count = 1) {
    const ids: string[] = []
    for (let n = 0; n < count; n++) {
      ids.push((await at.chopmark.createRequest(requestInput({ session }))).id)
    }
    const [requestId = '', ...also] = ids
    const handed = await at.chopmark.handOver({ requestId, also, session })
    const ticket =
      handed.outcome === 'handed-over' ? (/ticket=([\w-]{43})/.exec(handed.url)?.[1] ?? '') : ''
    const taken = await at.chopmark.takeOver({ requestId, ticket })
    if (taken.outcome !== 'taken-over') throw new Error(taken.code)
    const headers = {
      authorization: `Bearer ${taken.session}`,
      ...{ origin: dialogOrigin, 'content-type': 'application/json' },
    }
    const url = `${bases[kind]}/requests/${requestId}/remote`
    const started = await ask(url, headers, { signer: 'csc', also })
    const { handle, redirectUrl } = started.json as { handle: string; redirectUrl: string }
    expect(redirectUrl).toBe(
      `${dialogOrigin}${basePath}/requests/${requestId}/remote/${handle}/service`,
    )
    return {
      redirectUrl,
      poll: () => ask(`${url}/${handle}`, headers),
      leave: (more: Readonly<Record<string, string>> = navigating) => ask(here(redirectUrl), more),
    }
  }

  /** From the service's page back to the dialog's origin, and no further. */
  async function authorise(url: string): Promise<string> {
    const { location = '' } = await ask(url, {})
    expect(location).toContain(`${dialogOrigin}${basePath}/remote/csc/callback?code=`)
    return here(location)
  }

  it('lead a window there and back, once for the login and once for the documents', async () => {
    const { leave, poll } = await begin(2)
    expect((await poll()).json).toMatchObject({ outcome: 'waiting' })
    const left = await leave()
    expect([left.status, new URL(left.location ?? '').origin]).toEqual([303, service.url])
    expect(left.cookie).toMatch(
      /^chopmark-browser=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=3600$/,
    )
    const cookie = cookieOf(left)
    const toDocuments = await ask(await authorise(left.location ?? ''), { cookie })
    expect(toDocuments.status).toBe(303)
    const back = await ask(await authorise(toDocuments.location ?? ''), { cookie })
    expect(back.status).toBe(200)
    expect((await poll()).json).toMatchObject({
      outcome: 'accepted',
      also: [{ outcome: 'accepted' }],
    })
  })

  it('take a redirect from no other browser, and still from the right one after that', async () => {
    const { leave, poll } = await begin()
    const other = await (await begin()).leave()
    const left = await leave()
    const callback = await authorise(left.location ?? '')
    const codes = []
    for (const headers of [
      {},
      { cookie: `chopmark-browser=${'A'.repeat(43)}` },
      { cookie: 'chopmark-browser=' },
      { cookie: cookieOf(other) },
    ]) {
      codes.push((await ask(callback, headers)).json['code'])
    }
    expect(codes).toEqual([
      'SESSION_REQUIRED',
      'REMOTE_STATE_UNKNOWN',
      'SESSION_REQUIRED',
      'REMOTE_STATE_UNKNOWN',
    ])
    // Nor with the portal's session, at either of the two.
    const atPortal = callback.replace(bases[kind], `${at.origin}${basePath}`)
    const theirs = await ask(atPortal, { 'x-test-session': session })
    expect(theirs.json['code']).toBe('REMOTE_STATE_UNKNOWN')
    expect((await ask(callback, { cookie: cookieOf(left) })).status).toBe(303)
    expect((await poll()).json).toMatchObject({ outcome: 'waiting' })
  })

  it('take a redirect of no other run: states are good once, and for their own', async () => {
    const first = await begin()
    const second = await begin()
    const left = await first.leave()
    const cookie = cookieOf(left)
    // The same browser keeps its secret, so that two windows do each other no harm.
    const otherWindow = await second.leave({ ...navigating, cookie })
    expect(cookieOf(otherWindow)).toBe(cookie)
    const callback = new URL(await authorise(left.location ?? ''))
    const theirs = new URL(await authorise(otherWindow.location ?? ''))
    const swapped = new URL(callback)
    swapped.searchParams.set('state', theirs.searchParams.get('state') ?? '')
    // PKCE: the code was given to the other attempt.
    await ask(swapped.href, { cookie })
    expect((await second.poll()).json['code']).toBe('REMOTE_AUTHORISATION_FAILED')
    const unknown = new URL(callback)
    unknown.searchParams.set('state', 'A'.repeat(43))
    expect((await ask(unknown.href, { cookie })).json['code']).toBe('REMOTE_STATE_UNKNOWN')
    expect((await first.poll()).json).toMatchObject({ outcome: 'waiting' })
  })

  it.each([
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
    { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate' },
    { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' },
    { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' },
    { 'sec-fetch-mode': 'navigate' },
    {},
  ])('send nobody off who comes from elsewhere: %j', async (headers) => {
    const { leave } = await begin()
    const { status, json, cookie } = await leave(headers)
    expect([status, json['code'], cookie]).toEqual([403, 'CROSS_SITE', undefined])
  })

  it('send nobody off for a run that is not there, is over, or is the portal’s own', async () => {
    const id = 'A'.repeat(22)
    const unknown = `${bases[kind]}/requests/${id}/remote/${'A'.repeat(43)}/service`
    expect((await ask(unknown, navigating)).json['code']).toBe('REMOTE_STATE_UNKNOWN')
    expect((await ask(unknown, navigating, undefined, 'DELETE')).status).toBe(405)
    const { redirectUrl } = await begin()
    const atPortal = redirectUrl.replace(dialogOrigin, at.origin)
    expect((await ask(atPortal, { ...navigating, 'x-test-session': session })).status).toBe(404)
    const late = await begin()
    at.portal.wait(11 * 60_000)
    expect((await late.leave()).json['code']).toBe('REMOTE_STATE_UNKNOWN')
    const input = requestInput({ session, dialog: 'same-page' })
    const requestId = (await at.chopmark.createRequest(input)).id
    const view = await at.remote().start({ requestIds: [requestId], session, signer: 'csc' })
    if (view.kind !== 'waiting') throw new Error(view.kind)
    const { handle } = view
    expect(view.redirectUrl).toContain(service.url)
    const tried = `${bases[kind]}/requests/${requestId}/remote/${handle}/service`
    expect((await ask(tried, navigating)).json['code']).toBe('REMOTE_STATE_UNKNOWN')
  })
})

describe('the cookie of a browser that is sent off', () => {
  const secret = 'S'.repeat(43)

  it('can be set by no other host where the dialog is served as it should be', () => {
    const cookie = browserCookie(secret, 'https://sign.portal.example')
    expect(cookie).toBe(
      `__Host-chopmark-browser=${secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600; Secure`,
    )
    const sent = cookie.split(';')[0] ?? ''
    expect(browserOf(sent, 'https://sign.portal.example')).toBe(secret)
    expect(browserOf(`a=b; ${sent}`, 'https://sign.portal.example')).toBe(secret)
    expect(browserOf(sent, 'http://localhost')).toBeUndefined()
    expect(browserOf(`chopmark-browser=${secret}`, 'https://x.example')).toBeUndefined()
  })

  it.each([
    undefined,
    '',
    ';',
    'chopmark-browser',
    'chopmark-browser=x',
    `chopmark-browser=${secret}x`,
  ])('is none: %s', (cookies) => expect(browserOf(cookies, 'http://localhost')).toBeUndefined())
})
