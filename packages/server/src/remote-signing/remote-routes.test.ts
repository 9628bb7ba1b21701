import { presentationOctets, presentDocument, shownAttribute } from '@chopmark/core'
import { type SandboxIamSmart, serveSandboxIamSmart } from '@chopmark/test-pki'
import { fastify } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashed } from '../crypto/hashed.js'
import { toBase64url } from '../encoding.js'
import { chopmarkFastify } from '../http/fastify.js'
import { requestInput } from '../portal.test-support.js'
import { hkicHash } from './iam-smart/hkic-hash.js'
import { iamSmartSigner } from './iam-smart/iam-smart-signer.js'
import { listen, type ListeningPortal, session, sessionHeader } from './remote.test-support.js'
import { remoteSigningFastify } from './remote-handler.js'
import { createRemoteSigning } from './remote-signing.js'

let at: ListeningPortal
let service: SandboxIamSmart

beforeAll(async () => {
  at = await listen()
  const certificate = await at.signer()
  const person = {
    openId: 'open-id',
    accessToken: 'access-token',
    hkicHash: hkicHash('A123456(3)'),
  }
  const client = { clientId: 'portal', clientSecret: 'secret' }
  service = await serveSandboxIamSmart({ people: [{ ...person, certificate }], ...client })
  at.offer([
    iamSmartSigner({
      baseUrl: service.url,
      fetch: { allowAddresses: [new URL(service.url).host] },
      ...client,
      person: async () => Promise.resolve({ kind: 'account', ...person }),
      department: 'Department',
      issuers: certificate.chain,
      openUrl: (ticket) => service.openUrl(ticket),
      clock: at.portal.now,
    }),
  ])
}, 30_000)
afterAll(async () => {
  await service.close()
  await at.close()
})

const url = (requestId: string, handle = ''): string =>
  `${at.origin}/chopmark/requests/${requestId}/remote${handle === '' ? '' : `/${handle}`}`

async function ask(): Promise<string> {
  return (await at.chopmark.createRequest(requestInput({ session }))).id
}

function send(
  method: string,
  address: string,
  { body, headers }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Response> {
  return fetch(address, {
    method,
    headers: {
      [sessionHeader]: session,
      ...(method !== 'GET' && { origin: at.origin, 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}

const codeOf = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { code?: unknown }).code

describe('the routes of remote signing', () => {
  it('lead a page from start to the verdict', async () => {
    const requestId = await ask()
    const started = await send('POST', url(requestId), { body: { signer: 'iam-smart' } })
    expect(started.status).toBe(200)
    expect(started.headers.get('cache-control')).toBe('no-store')
    const first = (await started.json()) as Record<string, string>
    expect(first['handle']).toMatch(/^[\w-]{43}$/)
    expect(first).toMatchObject({ outcome: 'waiting' })
    expect(Object.keys(first).sort()).toEqual([
      'expiresAt',
      'handle',
      'identificationCode',
      'outcome',
      'redirectUrl',
    ])
    await service.approve()
    await service.approve()
    const verdict = await send('GET', url(requestId, first['handle']))
    expect(verdict.status).toBe(200)
    expect(await verdict.json()).toMatchObject({ outcome: 'accepted', reports: [{}] })
    // An answer that was lost on the way is given again.
    expect((await send('GET', url(requestId, first['handle']))).status).toBe(200)
  })

  it('take what was shown, and begin nothing when it is not what the request asks for', async () => {
    const { id } = await at.chopmark.createRequest(requestInput({ session, shown: 'whole' }))
    const none = toBase64url(shownAttribute({ extent: 'none', locale: 'en' }))
    for (const shown of [{}, { [id]: none }]) {
      const response = await send('POST', url(id), { body: { signer: 'iam-smart', shown } })
      expect(await codeOf(response)).toBe('REQUEST_BINDING_MISMATCH')
    }
    const { mediaType, content } = requestInput().document
    const text = presentDocument(mediaType, content as Uint8Array, 'en')
    if (text === undefined) throw new Error('it cannot be shown')
    const { extent, locale, renderer, version } = text
    const sha256 = hashed('SHA-256', presentationOctets(text))
    const attribute = shownAttribute({ extent, locale, renderer, version, sha256 })
    const shown = { [id]: toBase64url(attribute) }
    const response = await send('POST', url(id), { body: { signer: 'iam-smart', shown } })
    expect(await response.json()).toMatchObject({ outcome: 'waiting' })
  })

  it('let the person give up', async () => {
    const requestId = await ask()
    const started = await send('POST', url(requestId), { body: { signer: 'iam-smart' } })
    const { handle = '' } = (await started.json()) as { handle?: string }
    const ended = await send('DELETE', url(requestId, handle))
    expect([ended.status, await codeOf(ended)]).toEqual([409, 'REMOTE_CANCELLED'])
  })

  it('begin and end runs for pages of the portal alone', async () => {
    const requestId = await ask()
    const body = { signer: 'iam-smart' }
    const foreign = [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'content-type': 'text/plain' },
      { [sessionHeader]: 'another session' },
    ]
    const waiting = service.pending().length
    const statuses = []
    for (const headers of foreign) {
      statuses.push((await send('POST', url(requestId), { body, headers })).status)
    }
    expect(statuses).toEqual([403, 403, 415, 403])
    expect(service.pending()).toHaveLength(waiting)
  })

  it.each([
    ['another method', 'PUT', '', {}, 405, 'METHOD_NOT_ALLOWED'],
    ['no such service', 'POST', '', { signer: 'other' }, 404, 'REMOTE_SIGNER_UNKNOWN'],
    ['no service named', 'POST', '', {}, 404, 'REMOTE_SIGNER_UNKNOWN'],
    [
      'others that are no ids',
      'POST',
      '',
      { signer: 'iam-smart', also: [1] },
      404,
      'REQUEST_UNKNOWN',
    ],
    [
      'something shown that is no such attribute',
      'POST',
      '',
      { signer: 'iam-smart', shown: { x: 'MAA' } },
      422,
      'REQUEST_BINDING_MISMATCH',
    ],
    [
      'something shown that is no list',
      'POST',
      '',
      { signer: 'iam-smart', shown: [] },
      422,
      'REQUEST_BINDING_MISMATCH',
    ],
    ['no such run', 'GET', 'x'.repeat(43), undefined, 404, 'REMOTE_STATE_UNKNOWN'],
  ] as const)('answer %s by a problem', async (_, method, handle, body, status, code) => {
    const response = await send(method, url(await ask(), handle), { body })
    expect([response.status, await codeOf(response)]).toEqual([status, code])
  })

  it('refuse several documents where the service signs one', async () => {
    const body = { signer: 'iam-smart', also: [await ask()] }
    const response = await send('POST', url(await ask()), { body })
    expect([response.status, await codeOf(response)]).toEqual([422, 'REMOTE_NOT_SUITABLE'])
  })

  it('leave every other path to the portal', async () => {
    expect((await fetch(`${at.origin}/elsewhere`)).status).toBe(404)
    const known = await send('GET', `${at.origin}/chopmark/requests/${await ask()}`)
    expect(known.status).toBe(200)
  })
})

describe('remoteSigningFastify', () => {
  it('serves the same routes beside those of the portal', async () => {
    const app = fastify()
    const common = { prefix: '/chopmark', session: () => session }
    await app.register(remoteSigningFastify, { ...common, remote: at.remote() })
    await app.register(chopmarkFastify, { ...common, chopmark: at.chopmark })
    const base = `${await app.listen({ port: 0, host: '127.0.0.1' })}/chopmark`
    const path = `${base}/requests/${await ask()}`
    const started = await send('POST', `${path}/remote`, { body: { signer: 'iam-smart' } })
    const { outcome, handle = '' } = (await started.json()) as Record<string, string>
    expect([started.status, outcome]).toEqual([200, 'waiting'])
    const run = `${path}/remote/${handle}`
    expect(await (await send('GET', run)).json()).toMatchObject({ handle })
    expect((await send('DELETE', run)).status).toBe(409)
    const callback = `${base}/remote/iam-smart/callback?state=guessed`
    expect((await send('GET', callback)).status).toBe(404)
    // A person's window is told where to go on, in the three languages.
    const page = await send('GET', callback, { headers: { accept: 'text/html,*/*;q=0.8' } })
    expect([page.status, page.headers.get('content-type')]).toEqual([
      404,
      'text/html; charset=utf-8',
    ])
    const text = await page.text()
    expect(text).toMatch(/lang="zh-Hant-HK">簽署未能[^]*lang="en">Signing cannot go on/)
    expect(text).toContain('<code>REMOTE_STATE_UNKNOWN</code>')
    expect((await send('GET', path)).status).toBe(200)
    await app.close()
  })
})

describe('createRemoteSigning', () => {
  it('refuses settings that cannot be', () => {
    const { chopmark } = at
    const signers = [{ ...at.remote(), id: 'one', maxDocuments: 1 }] as never[]
    const callbackBaseUrl = `${at.origin}/chopmark`
    const wrong = [
      { signers: [], callbackBaseUrl },
      { signers: [...signers, ...signers], callbackBaseUrl },
      { signers, callbackBaseUrl: 'https://elsewhere.example/chopmark' },
      { signers, callbackBaseUrl, expiresInMs: 0 },
    ]
    for (const settings of wrong) {
      expect(() => createRemoteSigning({ chopmark, ...settings })).toThrow(
        expect.objectContaining({ code: 'INVALID_REMOTE_SIGNING' }),
      )
    }
  })
})
