import {
  type IamSmartFault,
  type IssuedCertificate,
  type SandboxIamSmart,
  type SandboxIamSmartOptions,
  serveSandboxIamSmart,
} from '@chopmark/test-pki'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { requestInput } from '../../portal.test-support.js'
import { browse, listen, type ListeningPortal, session } from '../remote.test-support.js'
import { hkicHash } from './hkic-hash.js'
import { type IamSmartPerson, type IamSmartSettings, iamSmartSigner } from './iam-smart-signer.js'
import { knownCertificatesInMemory } from './known-certificates.js'

const clientId = 'portal'
const clientSecret = 'secret-of-the-portal'
const account: IamSmartPerson = {
  kind: 'account',
  openId: 'open-id-of-chan',
  accessToken: 'token-of-chan',
  hkicHash: hkicHash('A123456(3)'),
}

let at: ListeningPortal
let chan: IssuedCertificate
let wong: IssuedCertificate
let services: SandboxIamSmart[] = []

beforeAll(async () => {
  at = await listen()
  chan = await at.signer()
  wong = await at.signer('WONG SIU MING')
}, 30_000)
afterEach(async () => {
  await Promise.all(services.map((service) => service.close()))
  services = []
})
afterAll(() => at.close())

async function open(
  options: Partial<SandboxIamSmartOptions> = {},
  settings: Partial<IamSmartSettings> = {},
): Promise<SandboxIamSmart> {
  const person = {
    openId: 'open-id-of-chan',
    accessToken: 'token-of-chan',
    hkicHash: hkicHash('A123456(3)'),
    certificate: chan,
  }
  const service = await serveSandboxIamSmart({
    people: [person],
    stranger: wong,
    issue: () => at.signer(),
    ...{ clientId, clientSecret },
    ...options,
  })
  services.push(service)
  at.offer([
    iamSmartSigner({
      baseUrl: service.url,
      fetch: {
        allowAddresses: [new URL(service.url).host],
        connectTimeoutMs: 400,
        totalTimeoutMs: 400,
      },
      ...{ clientId, clientSecret },
      person: async () => Promise.resolve(account),
      department: '牌照事務處',
      issuers: chan.chain,
      clock: at.portal.now,
      ...settings,
    }),
  ])
  return service
}

async function ask(input: Parameters<typeof requestInput>[0] = {}): Promise<string> {
  return (await at.chopmark.createRequest(requestInput({ session, ...input }))).id
}

async function start(requestId: string, userAgent = '') {
  const input = { session, signer: 'iam-smart', userAgent }
  const view = await at.remote().start({ requestIds: [requestId], ...input })
  if (view.kind !== 'waiting') throw new Error(JSON.stringify(view))
  return view.handle
}

const poll = (handle: string) => at.remote().poll({ handle, session })

/** Portal that knows the certificate: one approval does. */
function known(certificate = chan) {
  const certificates = knownCertificatesInMemory()
  return { knownCertificates: { ...certificates, get: () => certificate.certificate } }
}

describe('iamSmartSigner', () => {
  it('learns the certificate first, then signs; the next time one approval does', async () => {
    const service = await open()
    const handle = await start(await ask())
    const [first] = service.pending()
    expect(await poll(handle)).toMatchObject({ identificationCode: first?.identificationCode })
    await service.approve()
    const [second] = service.pending()
    expect(second?.businessId).not.toBe(first?.businessId)
    expect(await poll(handle)).toMatchObject({
      kind: 'waiting',
      identificationCode: second?.identificationCode,
    })
    await service.approve()
    expect(await poll(handle)).toMatchObject({
      kind: 'decided',
      decided: [{ acceptance: { outcome: 'accepted', reports: [{ indication: 'TOTAL-PASSED' }] } }],
    })
    const again = await start(await ask())
    await service.approve()
    expect(await poll(again)).toMatchObject({ decided: [{ acceptance: { outcome: 'accepted' } }] })
    expect(service.requests.filter((line) => line.endsWith('initiateRequest'))).toHaveLength(3)
  })

  it('shows the app who asks for what, and from which browser', async () => {
    const service = await open({}, known())
    await start(await ask(), 'Mozilla/5.0 (iPhone) AppleWebKit/605 CriOS/120 Mobile Safari/604')
    expect(service.pending()).toMatchObject([
      { documentName: 'form.txt', serviceName: '測試', source: 'iOS_Chrome' },
    ])
    expect(service.pending()[0]?.identificationCode).toMatch(/^\d{4}$/)
    expect(service.pending()[0]?.hashCode).toHaveLength(32)
  })

  it.each([
    ['reject', 'REMOTE_REJECTED'],
    ['cancel', 'REMOTE_CANCELLED'],
    ['expire', 'REMOTE_TIMEOUT'],
  ] as const)('says what the person did: %s', async (what, code) => {
    const service = await open({}, known())
    const requestId = await ask()
    const handle = await start(requestId)
    await service[what]()
    expect(await poll(handle)).toEqual({ kind: 'refused', code })
    expect(await at.chopmark.request({ requestId, session })).toMatchObject({ outcome: 'open' })
  })

  it.each<[IamSmartFault, string]>([
    ['wrong-hash', 'REMOTE_SIGNATURE_BROKEN'],
    ['says-other-hash', 'REMOTE_HASH_MISMATCH'],
    ['wrong-certificate', 'REMOTE_SIGNATURE_BROKEN'],
    ['other-business', 'REMOTE_ANSWER_MALFORMED'],
    ['other-hkic', 'REMOTE_CERTIFICATE_MISMATCH'],
    ['not-base64', 'REMOTE_ANSWER_MALFORMED'],
  ])('trusts nothing because the service returned it: %s', async (fault, code) => {
    const service = await open({}, known())
    const requestId = await ask()
    const handle = await start(requestId)
    service.setFault(fault)
    await service.approve()
    expect(await poll(handle)).toEqual({ kind: 'refused', code })
    expect(await at.chopmark.request({ requestId, session })).toMatchObject({ outcome: 'open' })
  })

  it.each<[IamSmartFault, string]>([
    ['http-500', 'REMOTE_UNAVAILABLE'],
    ['timeout', 'REMOTE_UNAVAILABLE'],
    ['html', 'REMOTE_ANSWER_MALFORMED'],
  ])('says when the service is out of order: %s', async (fault, code) => {
    const service = await open()
    service.setFault(fault)
    const input = { session, signer: 'iam-smart' }
    const view = await at.remote().start({ requestIds: [await ask()], ...input })
    expect(view).toEqual({ kind: 'refused', code })
  })

  it('refuses another person by full validation', async () => {
    const service = await open()
    const handle = await start(await ask({ signer: { subject: { '2.5.4.3': 'CHAN TAI MAN' } } }))
    service.setFault('other-person')
    await service.approve()
    await service.approve()
    expect(await poll(handle)).toMatchObject({
      decided: [{ acceptance: { outcome: 'refused', code: 'SIGNER_WRONG_PERSON' } }],
    })
  })

  it('asks once more after a renewal, and never a third time', async () => {
    const service = await open({}, known(wong))
    const handle = await start(await ask())
    await service.approve()
    expect(await poll(handle)).toMatchObject({ kind: 'waiting' })
    await service.approve()
    expect(await poll(handle)).toMatchObject({ decided: [{ acceptance: { outcome: 'accepted' } }] })

    const other = await start(await ask())
    service.setFault('changing-certificate')
    await service.approve()
    await service.approve()
    expect(await poll(other)).toEqual({ kind: 'refused', code: 'REMOTE_CERTIFICATE_MISMATCH' })
  }, 30_000)

  describe('when nobody knows whether the hash is hashed again', () => {
    it('signs with a service that does, told so', async () => {
      const hashing = 'hashed-again'
      const service = await open({ hashing }, { hashing, ...known() })
      const handle = await start(await ask())
      await service.approve()
      expect(await poll(handle)).toMatchObject({
        decided: [{ acceptance: { outcome: 'accepted' } }],
      })
    })

    it('names the mistake when the service does and the portal was not told', async () => {
      const service = await open({ hashing: 'hashed-again' }, known())
      const handle = await start(await ask())
      await service.approve()
      expect(await poll(handle)).toEqual({ kind: 'refused', code: 'REMOTE_DOUBLE_HASHED' })
    })

    it('is refused by a service that takes digests alone, when the portal sends more', async () => {
      await open({}, { hashing: 'hashed-again', ...known() })
      const input = { session, signer: 'iam-smart' }
      const view = await at.remote().start({ requestIds: [await ask()], ...input })
      expect(view).toEqual({ kind: 'refused', code: 'REMOTE_AUTHORISATION_FAILED' })
    })
  })

  it('signs without a login: the browser comes back, the portal fetches the result', async () => {
    const hash = hkicHash('A123456(3)')
    const service = await open(
      {},
      {
        ...known(),
        person: async () => Promise.resolve({ kind: 'anonymous', hkicHash: hash }),
        openUrl: (ticket) => service.openUrl(ticket),
      },
    )
    const handle = await start(await ask())
    const view = await poll(handle)
    const [waiting] = service.pending()
    expect(view).toMatchObject({ identificationCode: waiting?.identificationCode })
    const url = service.openUrl({ ticketId: waiting?.ticketId ?? '' })
    await browse(`${url}&decision=D00000`)
    expect(await poll(handle)).toMatchObject({ decided: [{ acceptance: { outcome: 'accepted' } }] })
    expect(JSON.stringify(view)).not.toContain(hash)
  })

  it('takes a result once, and only for a run that waits', async () => {
    const service = await open({}, known())
    const handle = await start(await ask())
    const url = at.callbackUrl('iam-smart')
    const post = (body: string) =>
      fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    expect((await post(JSON.stringify({ code: 'D40001', state: 'guessed' }))).status).toBe(404)
    expect((await post('not json')).status).toBe(404)
    expect((await post('x'.repeat(70_000))).status).toBe(413)
    expect(await poll(handle)).toMatchObject({ kind: 'waiting' })
    await service.approve()
    expect(await poll(handle)).toMatchObject({ kind: 'decided' })
  })

  it('says when the person has no account that the portal knows', async () => {
    await open({}, { person: async () => Promise.resolve(undefined) })
    const input = { session, signer: 'iam-smart' }
    const view = await at.remote().start({ requestIds: [await ask()], ...input })
    expect(view).toEqual({ kind: 'refused', code: 'REMOTE_NOT_LOGGED_IN' })
  })

  it('ends by the page, by time, and by a new start', async () => {
    const service = await open({}, known())
    const requestId = await ask()
    const first = await start(requestId)
    const second = await start(requestId)
    expect(await poll(first)).toEqual({ kind: 'refused', code: 'REMOTE_STATE_UNKNOWN' })
    const cancelled = { kind: 'refused', code: 'REMOTE_CANCELLED' }
    expect(await at.remote().cancel({ handle: second, session })).toEqual(cancelled)
    // What the person approves after that comes to nothing.
    await service.approve()
    expect(await poll(second)).toEqual(cancelled)
    expect(await at.chopmark.request({ requestId, session })).toMatchObject({ outcome: 'open' })

    const third = await start(requestId)
    at.portal.wait(10 * 60 * 1000)
    expect(await poll(third)).toEqual({ kind: 'refused', code: 'REMOTE_TIMEOUT' })
  })
})

describe('hkicHash', () => {
  it('leaves the check digit out', () => {
    // printf A123456 | openssl dgst -sha256 -binary | base64
    expect(hkicHash('A123456(3)')).toBe('rDcExehSzsiEp2laLaJqrtaX2ua9sdaugwaY5ONmYwk=')
  })

  it.each(['A123456', 'A12345(3)', 'ABC123456(3)', 'a123456(3)', 'A123456(B)', ''])(
    'refuses %s without repeating it',
    (hkid) => {
      const thrown = (() => {
        try {
          return hkicHash(hkid)
        } catch (error) {
          return error as Error & { code: string }
        }
      })()
      expect(thrown).toMatchObject({ code: 'INVALID_HKID' })
      if (hkid !== '') expect(String(thrown)).not.toContain(`${hkid} `)
    },
  )
})
