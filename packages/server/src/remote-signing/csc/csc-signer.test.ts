import { serveSandboxCsc, type CscFault, type SandboxCscOptions } from '@chopmark/test-pki'
import type { IssuedCertificate, SandboxCsc } from '@chopmark/test-pki'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { requestInput } from '../../portal.test-support.js'
import { browse, listen, type ListeningPortal, session } from '../remote.test-support.js'
import type { RemoteView } from '../remote-signing.js'
import { cscSigner, type CscSettings } from './csc-signer.js'

const clientId = 'portal'
const clientSecret = 'secret-of-the-portal'

let at: ListeningPortal
let chan: IssuedCertificate
let services: SandboxCsc[] = []

beforeAll(async () => {
  at = await listen()
  chan = await at.signer()
}, 30_000)
afterEach(async () => {
  await Promise.all(services.map((service) => service.close()))
  services = []
})
afterAll(() => at.close())

async function open(
  options: Partial<SandboxCscOptions> = {},
  settings: Partial<CscSettings> = {},
): Promise<SandboxCsc> {
  const service = await serveSandboxCsc({
    credentials: [chan],
    ...{ clientId, clientSecret, person: 'approve' },
    redirectUri: at.callbackUrl('csc'),
    ...options,
  })
  services.push(service)
  const { baseUrl, url: oauthUrl } = service
  const fetch = {
    allowAddresses: [new URL(service.url).host],
    connectTimeoutMs: 400,
    totalTimeoutMs: 400,
  }
  at.offer([cscSigner({ baseUrl, oauthUrl, clientId, clientSecret, fetch, ...settings })])
  return service
}

async function ask(input: Parameters<typeof requestInput>[0] = {}): Promise<string> {
  return (await at.chopmark.createRequest(requestInput({ session, ...input }))).id
}

async function start(...requestIds: [string, ...string[]]) {
  const view = await at.remote().start({ requestIds, session, signer: 'csc' })
  if (view.kind !== 'waiting') throw new Error(JSON.stringify(view))
  return view
}

/** What comes of a whole way through the service. */
async function through(requestId: string): Promise<RemoteView> {
  const { handle, redirectUrl = '' } = await start(requestId)
  await browse(redirectUrl)
  return at.remote().poll({ handle, session })
}

describe('cscSigner with oauth2code', () => {
  it('signs, and the portal accepts by full validation', async () => {
    const service = await open()
    const requestId = await ask({ signer: { subject: { '2.5.4.3': 'CHAN TAI MAN' } } })
    const view = await through(requestId)
    expect(view).toMatchObject({
      kind: 'decided',
      decided: [
        {
          requestId,
          acceptance: { outcome: 'accepted', reports: [{ indication: 'TOTAL-PASSED' }] },
        },
      ],
    })
    expect(service.requests).toEqual([
      'GET /oauth2/authorize',
      'POST /oauth2/token',
      'POST /csc/v2/credentials/list',
      'POST /csc/v2/credentials/info',
      'GET /oauth2/authorize',
      'POST /oauth2/token',
      'POST /csc/v2/signatures/signHash',
    ])
  })

  it.each([
    ['RSASSA-PSS', ['1.2.840.113549.1.1.10'], 'SHA-256', 'REMOTE_SIGNATURE_BROKEN'],
    ['RSA with a hash of its own', ['1.2.840.113549.1.1.1'], 'SHA-512', 'accepted'],
    ['RSA that names SHA-384', ['1.2.840.113549.1.1.12'], 'SHA-384', 'accepted'],
    ['a hash that nobody offers', ['1.2.840.113549.1.1.12'], 'SHA-256', 'REMOTE_NO_CREDENTIAL'],
  ] as const)('asks for %s', async (_, algorithms, digestAlgorithm, expected) => {
    // The sandbox knows PKCS #1 v1.5 alone: what it signs under the name of PSS must not pass.
    await open({ algorithms })
    const view = await through(await ask({ digestAlgorithm }))
    const found =
      view.kind === 'decided' ? view.decided[0]?.acceptance.outcome : 'code' in view && view.code
    expect(found).toBe(expected)
  })

  it('keeps the service’s page to be opened for as long as the person has not been there', async () => {
    await open()
    const { handle, redirectUrl } = await start(await ask())
    for (let polls = 0; polls < 2; polls++) {
      expect(await at.remote().poll({ handle, session })).toMatchObject({ redirectUrl })
    }
  })

  it('signs attached', async () => {
    await open()
    const view = await through(await ask({ packaging: 'attached' }))
    expect(view).toMatchObject({ decided: [{ acceptance: { outcome: 'accepted' } }] })
  })

  it('signs a batch under one authorisation, each document its own signature', async () => {
    const service = await open()
    const ids: [string, string, string] = [await ask(), await ask(), await ask()]
    const { handle, redirectUrl = '' } = await start(...ids)
    await browse(redirectUrl)
    const view = await at.remote().poll({ handle, session })
    expect(view).toMatchObject({
      kind: 'decided',
      decided: ids.map((requestId) => ({ requestId, acceptance: { outcome: 'accepted' } })),
    })
    expect(service.requests.filter((line) => line.endsWith('signHash'))).toHaveLength(1)
  })

  it.each([
    ['swapped', 'REMOTE_SIGNATURE_BROKEN'],
    ['too-few', 'REMOTE_ANSWER_MALFORMED'],
  ] as const)('accepts nothing of a batch that comes back %s', async (fault, code) => {
    const service = await open()
    service.setFault(fault)
    const ids: [string, string] = [await ask(), await ask()]
    const { handle, redirectUrl = '' } = await start(...ids)
    await browse(redirectUrl)
    expect(await at.remote().poll({ handle, session })).toEqual({ kind: 'refused', code })
    for (const requestId of ids) {
      expect(await at.chopmark.request({ requestId, session })).toMatchObject({ outcome: 'open' })
    }
  })

  it('offers no batch beyond what the credential takes', async () => {
    await open({ multisign: 1 })
    const { handle, redirectUrl = '' } = await start(await ask(), await ask())
    await browse(redirectUrl)
    const view = await at.remote().poll({ handle, session })
    expect(view).toEqual({ kind: 'refused', code: 'REMOTE_NO_CREDENTIAL' })
  })

  it.each<[CscFault, string]>([
    ['wrong-hash', 'REMOTE_SIGNATURE_BROKEN'],
    ['wrong-certificate', 'REMOTE_SIGNATURE_BROKEN'],
    ['sad-refused', 'REMOTE_AUTHORISATION_FAILED'],
    ['token-refused', 'REMOTE_AUTHORISATION_FAILED'],
    ['disabled', 'REMOTE_NO_CREDENTIAL'],
    ['no-credentials', 'REMOTE_NO_CREDENTIAL'],
    ['not-base64', 'REMOTE_ANSWER_MALFORMED'],
  ])('refuses when the service is at fault: %s', async (fault, code) => {
    const other = await at.signer('WONG SIU MING')
    const service = await open({ credentials: [chan, other] })
    service.setFault(fault)
    const requestId = await ask()
    expect(await through(requestId)).toEqual({ kind: 'refused', code })
    // No try is spent on the service's fault: the person can go on with another way of signing.
    expect(await at.chopmark.request({ requestId, session })).toMatchObject({ outcome: 'open' })
  })

  it.each<[CscFault, string]>([
    ['timeout', 'REMOTE_UNAVAILABLE'],
    ['http-500', 'REMOTE_UNAVAILABLE'],
    ['html', 'REMOTE_ANSWER_MALFORMED'],
  ])('refuses when the token endpoint gives %s', async (fault, code) => {
    const service = await open()
    const { handle, redirectUrl = '' } = await start(await ask())
    const state = new URL(redirectUrl).searchParams.get('state') ?? ''
    service.setFault(fault)
    await browse(`${at.callbackUrl('csc')}?code=x&state=${state}`)
    expect(await at.remote().poll({ handle, session })).toEqual({ kind: 'refused', code })
  })

  it('tells a person who refuses from one who never came', async () => {
    await open({ person: 'reject' })
    expect(await through(await ask())).toEqual({ kind: 'refused', code: 'REMOTE_CANCELLED' })
  })

  it('asks nobody to sign with a certificate of somebody else', async () => {
    await open({ credentials: [await at.signer('WONG SIU MING')] })
    const requestId = await ask({ signer: { subject: { '2.5.4.3': 'CHAN TAI MAN' } } })
    expect(await through(requestId)).toEqual({ kind: 'refused', code: 'SIGNER_WRONG_PERSON' })
  })

  it('leaves the verdict about the certificate to full validation', async () => {
    const revoked = await at.signer()
    at.portal.pki.ca.revoke(revoked.serialNumber)
    await open({ credentials: [revoked] })
    expect(await through(await ask())).toMatchObject({
      kind: 'decided',
      decided: [{ acceptance: { outcome: 'refused', code: 'SIGNER_REVOKED' } }],
    })
  })

  it('takes a redirect once, from the session that began alone', async () => {
    await open({ person: 'page' })
    const { handle, redirectUrl = '' } = await start(await ask())
    const state = new URL(redirectUrl).searchParams.get('state') ?? ''
    const back = `${at.callbackUrl('csc')}?error=access_denied&state=${state}`
    expect((await browse(back, 'another session')).status).toBe(404)
    expect((await browse(`${back}&state=${state}`)).status).toBe(404)
    expect((await browse(`${at.callbackUrl('csc')}?code=x&state=guessed`)).status).toBe(404)
    expect(await at.remote().poll({ handle, session })).toMatchObject({ kind: 'waiting' })
    expect((await browse(back)).status).toBe(200)
    expect((await browse(back)).status).toBe(404)
    const view = await at.remote().poll({ handle, session })
    expect(view).toEqual({ kind: 'refused', code: 'REMOTE_CANCELLED' })
    const other = await at.remote().poll({ handle, session: 'another session' })
    expect(other).toEqual({ kind: 'refused', code: 'REMOTE_STATE_UNKNOWN' })
  })

  it('sends no secret through the browser, and a challenge that the code needs', async () => {
    await open()
    const { redirectUrl = '' } = await start(await ask())
    const { searchParams } = new URL(redirectUrl)
    expect(redirectUrl).not.toContain(clientSecret)
    expect(searchParams.get('code_challenge_method')).toBe('S256')
    expect(searchParams.get('code_challenge')).toMatch(/^[\w-]{43}$/)
    expect(searchParams.get('redirect_uri')).toBe(at.callbackUrl('csc'))
  })
})

describe('cscSigner in explicit mode', () => {
  it('waits while the service asks the person by its own means', async () => {
    const service = await open({ mode: 'explicit' })
    const { handle, redirectUrl = '' } = await start(await ask())
    await browse(redirectUrl)
    expect(await at.remote().poll({ handle, session })).toMatchObject({ kind: 'waiting' })
    service.approve()
    expect(await at.remote().poll({ handle, session })).toMatchObject({
      decided: [{ acceptance: { outcome: 'accepted' } }],
    })
  })

  it('says when the person refused', async () => {
    const service = await open({ mode: 'explicit' })
    const { handle, redirectUrl = '' } = await start(await ask())
    await browse(redirectUrl)
    service.reject()
    const view = await at.remote().poll({ handle, session })
    expect(view).toEqual({ kind: 'refused', code: 'REMOTE_REJECTED' })
  })

  it.each([
    ['482915', 'accepted'],
    ['000000', 'REMOTE_AUTHORISATION_FAILED'],
  ])('gives the PIN of a seal: %s', async (value, expected) => {
    await open(
      { mode: 'explicit', pin: '482915' },
      { authData: async () => Promise.resolve([{ id: 'PIN', value }]) },
    )
    const view = await through(await ask())
    const found = view.kind === 'decided' ? view.decided[0]?.acceptance.outcome : view
    expect(found).toEqual(expected === 'accepted' ? expected : { kind: 'refused', code: expected })
  })

  it('uses no credential whose PIN it does not have', async () => {
    await open({ mode: 'explicit', pin: '482915' })
    expect(await through(await ask())).toEqual({ kind: 'refused', code: 'REMOTE_NO_CREDENTIAL' })
  })

  it('says that a locked credential authorises nothing', async () => {
    const service = await open({ mode: 'explicit' })
    service.setFault('locked')
    const view = await through(await ask())
    expect(view).toEqual({ kind: 'refused', code: 'REMOTE_AUTHORISATION_FAILED' })
  })
})

it('takes no service over plain http, unless its address is listed', () => {
  const settings = { clientId, oauthUrl: 'https://signing.example' }
  for (const baseUrl of ['http://signing.example/csc/v2', 'https://signing.example/', 'ftp://a']) {
    expect(() => cscSigner({ ...settings, baseUrl })).toThrow(
      expect.objectContaining({ code: 'INVALID_SERVICE_URL' }),
    )
  }
})
