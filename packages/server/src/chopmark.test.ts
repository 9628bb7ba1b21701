import { createHash } from 'node:crypto'
import { type Instant, trustAnchors } from '@chopmark/core'
import {
  createSandboxPki,
  type IssuedCertificate,
  sandboxTrust,
  shown,
  type SignedAttribute,
} from '@chopmark/test-pki'
import { definePolicy } from '@chopmark/verify'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { AcceptSignatureInput } from './chopmark.js'
import { createChopmark } from './chopmark.js'
import { sha256Hex } from './evidence/evidence-record.js'
import {
  answerTo,
  content,
  openPortal,
  origin,
  requestInput,
  session,
  type TestPortal,
} from './portal.test-support.js'
import type { CreateRequestInput } from './requests/create-request.js'
import type { RefusalCode } from './requests/refusal-code.js'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

let portal: TestPortal
let signer: IssuedCertificate
beforeAll(async () => {
  portal = await openPortal()
  signer = await portal.pki.issue('e-cert-personal', { keyAlgorithm: 'P-256' })
})
afterEach(() => {
  portal.sandbox.setFault('crl', null)
  portal.sandbox.setFault('ocsp', null)
})
afterAll(() => portal.close())

const issue = (request: Parameters<TestPortal['pki']['issue']>[1]) =>
  portal.pki.issue('e-cert-personal', { keyAlgorithm: 'P-256', ...request })

/** Asks, answers, and gives what became of it. */
async function answered(
  answer: {
    readonly request?: Partial<CreateRequestInput>
    readonly by?: IssuedCertificate
    readonly changes?: Parameters<typeof answerTo>[2]
    readonly sent?: Partial<AcceptSignatureInput>
  } = {},
  chopmark = portal.chopmark,
) {
  const request = await chopmark.createRequest(requestInput(answer.request))
  const signature = answerTo(request, answer.by ?? signer, answer.changes)
  const input = { requestId: request.id, session, origin, signature, ...answer.sent }
  return { input, request, acceptance: await chopmark.acceptSignature(input) }
}

const flipped = (bytes: Uint8Array, index: number): Uint8Array =>
  bytes.map((octet, at) => (at === (index + bytes.length) % bytes.length ? octet ^ 1 : octet))

describe('createRequest', () => {
  it('gives a single-use nonce, an expiry and the digest of the document', async () => {
    const first = await portal.chopmark.createRequest(requestInput())
    const second = await portal.chopmark.createRequest(requestInput())
    expect(first.id).toMatch(/^[\w-]{22}$/)
    expect(first.nonce).toMatch(/^[\w-]{43}$/)
    expect(second.nonce).not.toBe(first.nonce)
    expect(second.id).not.toBe(first.id)
    expect(Date.parse(first.expiresAt) - Date.parse(first.createdAt)).toBe(15 * minuteMs)
    expect(first).toMatchObject({
      ...{ version: 1, origin, packaging: 'detached', commitmentType: 'proofOfApproval' },
      ...{ sandbox: true, signer: {} },
      document: { name: 'form.txt', sizeBytes: content.length, digestAlgorithm: 'SHA-256' },
    })
  })

  it('stores no session id', async () => {
    const request = await portal.chopmark.createRequest(requestInput())
    const stored = await portal.store.request(request.id)
    expect(stored?.sessionSha256).toHaveLength(32)
    expect(JSON.stringify(stored)).not.toContain(session)
  })

  it.each<[string, Partial<CreateRequestInput>]>([
    ['session', { session: '' }],
    ['requester', { requester: { en: 'x', 'zh-Hant-HK': '', 'zh-Hans-HK': 'x' } }],
    ['document.name', { document: { name: '../x', mediaType: 'text/plain', content } }],
    ['document.name', { document: { name: 'a\u202efdp.exe', mediaType: 'text/plain', content } }],
    ['document.mediaType', { document: { name: 'x', mediaType: 'text/html\r\nx: y', content } }],
    ['expiresInMs', { expiresInMs: dayMs + 1 }],
    ['expiresInMs', { expiresInMs: 0 }],
    ['maxTries', { maxTries: 0 }],
    ['signer.profiles', { signer: { profiles: ['hk/no-such-thing'] } }],
    ['signer.profiles', { signer: { profiles: [] } }],
    ['signer.subject', { signer: { subject: { CN: 'CHAN TAI MAN' } } }],
    [
      'document.content',
      {
        document: { name: 'x', mediaType: 'text/plain', content: { sizeBytes: 1, digests: [] } },
      },
    ],
    [
      'packaging',
      {
        packaging: 'attached',
        document: { name: 'x', mediaType: 'text/plain', content: { sizeBytes: 1, digests: [] } },
      },
    ],
  ])('says that %s cannot be', async (field, changes) => {
    await expect(portal.chopmark.createRequest(requestInput(changes))).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      message: expect.stringContaining(field) as string,
    })
  })
})

describe('createChopmark', () => {
  it.each(['https://portal.example/', 'http://portal.example', 'portal.example', 'null'])(
    'refuses the origin %s',
    (bad) => {
      const { store, policy } = portal
      expect(() => createChopmark({ store, policy, origin: bad })).toThrow(
        expect.objectContaining({ code: 'INVALID_ORIGIN' }),
      )
    },
  )
})

describe('acceptSignature', () => {
  it('takes what was asked to be shown only when the signature says it was', async () => {
    const request = { shown: 'whole' } as const
    const refused = await answered({ request })
    expect(refused.acceptance).toMatchObject({
      outcome: 'refused',
      reports: [{ decidedBy: 'request.shown' }],
    })
    const body = `{"kind":"text","text":${JSON.stringify(new TextDecoder().decode(content))}}`
    const text = `{"body":${body},"extent":"whole","locale":"en","renderer":"chopmark/text","version":"1"}`
    const sha256 = createHash('sha256').update(text).digest()
    const attribute = shown('en', { extent: 0, renderer: 'chopmark/text', version: '1', sha256 })
    const changes = {
      attributes: (standard: readonly SignedAttribute[]) => [...standard, attribute],
    }
    const { acceptance } = await answered({ request, changes })
    expect(acceptance.outcome).toBe('accepted')
  })

  it.each(['detached', 'attached'] as const)('accepts an answer (%s)', async (packaging) => {
    const { acceptance, request } = await answered({ request: { packaging } })
    expect(acceptance).toMatchObject({
      outcome: 'accepted',
      reports: [{ indication: 'TOTAL-PASSED', signer: { commonName: 'CHAN TAI MAN' } }],
    })
    const stored = await portal.store.request(request.id)
    expect(stored).toMatchObject({ state: 'accepted', tries: 0 })
  })

  it('accepts an answer about a document that it never had', async () => {
    const { digestStream } = await import('./collector/digest-stream.js')
    const digests = await digestStream([content], ['SHA-256'])
    const document = { name: 'large.pdf', mediaType: 'application/pdf', content: digests }
    const { acceptance } = await answered({ request: { document } })
    expect(acceptance).toMatchObject({ outcome: 'accepted' })
  })

  it('keeps nothing of the caller’s buffer', async () => {
    const { chopmark } = portal
    const request = await chopmark.createRequest(requestInput())
    const signature = answerTo(request, signer)
    const input = { requestId: request.id, session, origin, signature }
    const accepting = chopmark.acceptSignature(input)
    setImmediate(() => signature.fill(0))
    expect(await accepting).toMatchObject({ outcome: 'accepted' })
  })

  const refusals: [
    RefusalCode,
    string,
    () => Parameters<typeof answered>[0] | Promise<Parameters<typeof answered>[0]>,
  ][] = [
    ['DOCUMENT_CHANGED', 'another document', () => ({ changes: { content: flipped(content, 3) } })],
    [
      'DOCUMENT_CHANGED',
      'another document, attached',
      () => ({ request: { packaging: 'attached' }, changes: { content: flipped(content, 3) } }),
    ],
    ['SIGNATURE_MALFORMED', 'no signature', () => ({ sent: { signature: new Uint8Array([1]) } })],
    ['SIGNATURE_MALFORMED', 'nothing', () => ({ sent: { signature: new Uint8Array() } })],
    [
      'REQUEST_BINDING_MISMATCH',
      'no nonce',
      () => ({ changes: { contentIdentifier: new Uint8Array(65) } }),
    ],
    [
      'REQUEST_BINDING_MISMATCH',
      'the document inside where it was asked beside',
      () => ({ changes: { detached: false } }),
    ],
    [
      'REQUEST_BINDING_MISMATCH',
      'the document missing where it was asked inside',
      () => ({ request: { packaging: 'attached' }, changes: { detached: true } }),
    ],
    ['REQUEST_BINDING_MISMATCH', 'another commitment', () => ({ changes: { commitment: 1 } })],
    [
      'REQUEST_BINDING_MISMATCH',
      'two signers',
      async () => ({ changes: { coSigners: [{ signer: await issue({}) }] } }),
    ],
    [
      'SIGNER_EXPIRED',
      'an expired certificate',
      async () => ({ by: await issue({ notAfter: new Date(portal.now() - 1000) }) }),
    ],
    [
      'SIGNER_NOT_YET_VALID',
      'a certificate of tomorrow',
      async () => ({ by: await issue({ notBefore: new Date(portal.now() + dayMs) }) }),
    ],
    [
      'SIGNER_REVOKED',
      'a revoked certificate',
      async () => {
        const by = await issue({})
        portal.pki.ca.revoke(by.serialNumber, 'keyCompromise')
        return { by }
      },
    ],
    [
      'SIGNER_NOT_RECOGNISED',
      'a certificate of another CA',
      async () => {
        const foreign = await createSandboxPki({ keyAlgorithm: 'P-256' })
        return { by: await foreign.issue('e-cert-personal', { keyAlgorithm: 'P-256' }) }
      },
    ],
    [
      'SIGNER_WRONG_PERSON',
      'somebody else',
      () => ({ request: { signer: { subject: { '2.5.4.3': 'WONG SIU MING' } } } }),
    ],
    [
      'SIGNER_WRONG_PROFILE',
      'another kind of certificate',
      () => ({ request: { signer: { profiles: ['sandbox/e-cert-organisational'] } } }),
    ],
    [
      'SIGNER_WRONG_KEY_USAGE',
      'a certificate for encipherment',
      async () => ({ by: await issue({ keyUsage: ['keyEncipherment'] }) }),
    ],
    [
      'ALGORITHM_REFUSED',
      'a short key',
      async () => ({ by: await issue({ keyAlgorithm: 'RSA-1024' }) }),
    ],
  ]
  it.each(refusals)('%s: %s', async (code, _what, answer) => {
    const { acceptance, input, request } = await answered(await answer())
    expect(acceptance).toMatchObject({ outcome: 'refused', code, triesLeft: 4 })
    expect(acceptance).toHaveProperty('decidedBy')
    expect(await portal.store.request(request.id)).toMatchObject({ state: 'open', tries: 1 })
    // The answer is kept as an attempt, with what was decided about it.
    const [attempt] = await portal.store.signatures(request.id)
    expect(attempt).toMatchObject({ state: 'refused', code, signature: input.signature })
    expect(await portal.store.verdict(attempt?.id ?? '')).toBeDefined()
  })

  it('SIGNATURE_BROKEN: a flipped bit in the signature value', async () => {
    const request = await portal.chopmark.createRequest(requestInput())
    const signature = flipped(answerTo(request, signer), -1)
    const input = { requestId: request.id, session, origin, signature }
    expect(await portal.chopmark.acceptSignature(input)).toMatchObject({ code: 'SIGNATURE_BROKEN' })
  })

  it.each<[RefusalCode, Partial<AcceptSignatureInput>]>([
    ['REQUEST_UNKNOWN', { requestId: 'x'.repeat(22) }],
    ['SESSION_MISMATCH', { session: 'another' }],
    ['ORIGIN_MISMATCH', { origin: 'https://evil.example' }],
    ['SIGNATURE_MALFORMED', { signature: new Uint8Array(1024 * 1024 + 1) }],
  ])('%s costs no try', async (code, sent) => {
    const { acceptance, request } = await answered({ sent })
    expect(acceptance).toMatchObject({ outcome: 'refused', code })
    expect(await portal.store.request(request.id)).toMatchObject({ state: 'open', tries: 0 })
  })

  it('REQUEST_BINDING_MISMATCH: the answer to another request', async () => {
    const { chopmark } = portal
    const [asked, other] = await Promise.all([
      chopmark.createRequest(requestInput()),
      chopmark.createRequest(requestInput()),
    ])
    const signature = answerTo(other, signer)
    const input = { requestId: asked.id, session, origin, signature }
    expect(await chopmark.acceptSignature(input)).toMatchObject({
      code: 'REQUEST_BINDING_MISMATCH',
    })
  })

  it('REQUEST_ALREADY_USED: names the earlier answer when the very same bytes come again', async () => {
    const { acceptance, input, request } = await answered()
    if (acceptance.outcome !== 'accepted') throw new Error('expected to be accepted')
    expect(await portal.chopmark.acceptSignature(input)).toEqual({
      ...{ outcome: 'refused', code: 'REQUEST_ALREADY_USED' },
      signatureId: acceptance.signatureId,
    })
    const signature = answerTo(request, signer)
    expect(await portal.chopmark.acceptSignature({ ...input, signature })).toEqual({
      ...{ outcome: 'refused', code: 'REQUEST_ALREADY_USED' },
    })
  })

  it('lets one of many answers at once win', async () => {
    const { chopmark } = portal
    const request = await chopmark.createRequest(requestInput())
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => {
        const signature = answerTo(request, signer)
        return chopmark.acceptSignature({ requestId: request.id, session, origin, signature })
      }),
    )
    expect(answers.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1)
    expect(answers.filter((a) => 'code' in a && a.code === 'REQUEST_ALREADY_USED')).toHaveLength(5)
  })

  it('REQUEST_EXPIRED: at the moment of expiry', async () => {
    const { chopmark } = portal
    const request = await chopmark.createRequest(requestInput({ expiresInMs: minuteMs }))
    const signature = answerTo(request, signer)
    portal.wait(minuteMs)
    const input = { requestId: request.id, session, origin, signature }
    expect(await chopmark.acceptSignature(input)).toMatchObject({ code: 'REQUEST_EXPIRED' })
  })

  it('TOO_MANY_TRIES: after the last refused answer', async () => {
    const { chopmark } = portal
    const request = await chopmark.createRequest(requestInput({ maxTries: 2 }))
    const input = { requestId: request.id, session, origin, signature: new Uint8Array([1]) }
    expect(await chopmark.acceptSignature(input)).toMatchObject({ triesLeft: 1 })
    expect(await chopmark.acceptSignature(input)).toMatchObject({ triesLeft: 0 })
    const good = { ...input, signature: answerTo(request, signer) }
    expect(await chopmark.acceptSignature(good)).toEqual({
      ...{ outcome: 'refused', code: 'TOO_MANY_TRIES', triesLeft: 0 },
    })
  })

  it('gives another try after a refused answer', async () => {
    const { acceptance, input, request } = await answered({ changes: { commitment: 1 } })
    expect(acceptance).toMatchObject({ outcome: 'refused' })
    const again = { ...input, signature: answerTo(request, signer) }
    expect(await portal.chopmark.acceptSignature(again)).toMatchObject({ outcome: 'accepted' })
  })
})

describe('what is kept', () => {
  it('can be forgotten, by request or by age, once nobody waits for it', async () => {
    const fresh = await openPortal()
    const by = await fresh.pki.issue('e-cert-personal', { keyAlgorithm: 'P-256' })
    const first = await answered({ by }, fresh.chopmark)
    if (first.acceptance.outcome !== 'accepted') throw new Error('expected to be accepted')
    const { signatureId } = first.acceptance
    const { requestId } = first.input
    expect(await fresh.chopmark.evidenceFile(signatureId)).toBeDefined()
    expect(await fresh.chopmark.erase(requestId)).toBe('erased')
    expect(await fresh.chopmark.erase(requestId)).toBe('unknown')
    expect(await fresh.chopmark.evidenceFile(signatureId)).toBeUndefined()
    expect(await fresh.chopmark.signature({ signatureId, session })).toMatchObject({
      code: 'REQUEST_UNKNOWN',
    })

    const old = await answered({ by }, fresh.chopmark)
    fresh.wait(2 * dayMs)
    const open = await fresh.chopmark.createRequest(requestInput())
    await answered({ by }, fresh.chopmark)
    const olderThanMs = dayMs
    expect(await fresh.chopmark.eraseOld({ olderThanMs })).toEqual({
      erased: [old.input.requestId],
    })
    expect(await fresh.chopmark.eraseOld({ olderThanMs })).toEqual({ erased: [] })
    expect(await fresh.chopmark.request({ requestId: open.id, session })).toMatchObject({
      outcome: 'open',
    })
    for (const wrong of [0, -1, 1.5, Number.NaN]) {
      await expect(fresh.chopmark.eraseOld({ olderThanMs: wrong })).rejects.toMatchObject({
        code: 'INVALID_RETENTION',
      })
    }
    await fresh.close()
  })
})

describe('undecided answers', () => {
  it('wait while no revocation evidence can be had, and are accepted once it can', async () => {
    portal.sandbox.setFault('crl', 'http-500')
    portal.sandbox.setFault('ocsp', 'http-500')
    const fresh = await openPortal()
    fresh.sandbox.setFault('crl', 'http-500')
    fresh.sandbox.setFault('ocsp', 'http-500')
    const by = await fresh.pki.issue('e-cert-personal', { keyAlgorithm: 'P-256' })
    const { acceptance, input } = await answered({ by }, fresh.chopmark)
    if (acceptance.outcome !== 'pending') throw new Error('expected to be pending')
    expect(acceptance).toMatchObject({ code: 'REVOCATION_UNAVAILABLE' })
    expect(acceptance.missing.map(({ kind }) => kind)).toContain('crl')
    expect(acceptance.retryAt - fresh.now()).toBeGreaterThan(minuteMs / 2)
    const { signatureId } = acceptance

    // The same bytes again, another answer, a look before its time: all see that it is pending.
    expect(await fresh.chopmark.acceptSignature(input)).toEqual({
      ...{ outcome: 'refused', code: 'REQUEST_ALREADY_USED', signatureId },
    })
    expect(await fresh.chopmark.resume()).toEqual({ decided: [], failed: [] })
    expect(await fresh.chopmark.recheck(signatureId)).toMatchObject({ outcome: 'pending' })

    fresh.sandbox.setFault('crl', null)
    fresh.sandbox.setFault('ocsp', null)
    fresh.wait(30 * minuteMs) // past the expiry of the request as well
    expect(await fresh.chopmark.resume()).toEqual({
      decided: [{ signatureId, outcome: 'accepted' }],
      failed: [],
    })
    expect(await fresh.chopmark.recheck(signatureId)).toMatchObject({ outcome: 'accepted' })
    expect(await fresh.store.signature(signatureId)).toMatchObject({ state: 'accepted' })
    await fresh.close()
  })

  it('wait for an issuer’s certificate that cannot be fetched', async () => {
    const host = new URL(portal.pki.baseUrl).host
    const chopmark = portal.another({ collector: { issuerHosts: [host] } })
    portal.sandbox.setFault('ca', 'http-500')
    const { acceptance } = await answered(
      { changes: { certificates: [signer.certificate] } },
      chopmark,
    )
    expect(acceptance).toMatchObject({ outcome: 'pending', code: 'ISSUER_UNAVAILABLE' })
    portal.sandbox.setFault('ca', null)
    portal.wait(minuteMs)
    expect((await chopmark.resume()).decided).toContainEqual(
      expect.objectContaining({ outcome: 'accepted' }),
    )
  })

  describe('count from the moment of receipt', () => {
    /** A signature that waits since now because no evidence can be had; then the CA answers again. */
    async function waiting(before: (by: IssuedCertificate, fresh: TestPortal) => void) {
      const fresh = await openPortal()
      const notAfter = new Date(fresh.now() + 10 * minuteMs)
      const by = await fresh.pki.issue('e-cert-personal', { keyAlgorithm: 'P-256', notAfter })
      fresh.sandbox.setFault('crl', 'http-500')
      fresh.sandbox.setFault('ocsp', 'http-500')
      before(by, fresh)
      fresh.wait(1000)
      const { acceptance } = await answered({ by }, fresh.chopmark)
      if (acceptance.outcome !== 'pending') throw new Error('expected to be pending')
      fresh.sandbox.clearFaults()
      const { signatureId } = acceptance
      return { fresh, by, recheck: () => fresh.chopmark.recheck(signatureId) }
    }

    it('a later revocation takes nothing back, and stands in the report', async () => {
      const { fresh, by, recheck } = await waiting(() => undefined)
      fresh.wait(minuteMs)
      fresh.pki.ca.revoke(by.serialNumber, 'superseded')
      fresh.wait(minuteMs)
      const acceptance = await recheck()
      expect(acceptance).toMatchObject({ outcome: 'accepted' })
      const [report] = (acceptance?.outcome === 'accepted' && acceptance.reports) || []
      expect(report?.revocation.map(({ revokedAt }) => revokedAt)).toContainEqual(
        expect.stringMatching(/Z$/),
      )
      await fresh.close()
    })

    it('an earlier revocation refuses', async () => {
      const { fresh, recheck } = await waiting(({ serialNumber }, { pki }) => {
        pki.ca.revoke(serialNumber, 'keyCompromise')
      })
      fresh.wait(minuteMs)
      expect(await recheck()).toMatchObject({ outcome: 'refused', code: 'SIGNER_REVOKED' })
      await fresh.close()
    })

    it('a certificate that expired meanwhile is not called expired', async () => {
      const { fresh, recheck } = await waiting(() => undefined)
      fresh.wait(30 * minuteMs)
      // This CA drops expired certificates from its lists, so nobody can say any more.
      expect(await recheck()).toMatchObject({ outcome: 'refused', code: 'REVOCATION_UNAVAILABLE' })
      await fresh.close()
    })

    it('the last look is due before the certificate expires', async () => {
      const { fresh, by, recheck } = await waiting(() => undefined)
      fresh.pki.ca.hold(by.serialNumber)
      for (let look = 0; look < 5; look++) {
        const acceptance = await recheck()
        if (acceptance?.outcome !== 'pending') break
        expect(acceptance.retryAt).toBeLessThan(
          Date.parse(acceptance.reports[0].signer?.notAfter ?? ''),
        )
        fresh.wait(minuteMs)
      }
      await fresh.close()
    })
  })

  it('wait while a certificate is suspended', async () => {
    const by = await issue({})
    portal.pki.ca.hold(by.serialNumber)
    const { acceptance } = await answered({ by })
    expect(acceptance).toMatchObject({ outcome: 'pending', code: 'SIGNER_SUSPENDED' })
  })

  it('are refused where the portal does not wait', async () => {
    const impatient = portal.another({ undecided: 'refuse' })
    const by = await issue({})
    portal.pki.ca.hold(by.serialNumber)
    const { acceptance } = await answered({ by }, impatient)
    expect(acceptance).toMatchObject({ outcome: 'refused', code: 'SIGNER_SUSPENDED' })
  })

  it('are refused when nobody waits any longer', async () => {
    const chopmark = portal.another({ keepPendingMs: 10 * minuteMs })
    const by = await issue({})
    portal.pki.ca.hold(by.serialNumber)
    const { acceptance } = await answered({ by }, chopmark)
    if (acceptance.outcome !== 'pending') throw new Error('expected to be pending')
    portal.wait(10 * minuteMs)
    expect(await chopmark.recheck(acceptance.signatureId)).toMatchObject({
      ...{ outcome: 'refused', code: 'SIGNER_SUSPENDED' },
    })
  })

  it('are nobody’s when nobody knows them', async () => {
    expect(await portal.chopmark.recheck('x'.repeat(22))).toBeUndefined()
  })
})

describe('importCertificate', () => {
  it('makes a pinned trust anchor usable by its own certificate', async () => {
    const { rootCertificate, anchors, certificateProfiles } = sandboxTrust(portal.pki)
    const [facts] = anchors
    const policy = definePolicy({
      ...{ id: 'pinned', certificateProfiles },
      trustAnchors: trustAnchors([
        {
          ...{ ...facts, kind: 'pinned', certificateSha256: sha256Hex(rootCertificate) },
          subject: 'CN=Chopmark SANDBOX Root CA,O=Chopmark Sandbox - not for real use,C=HK',
          notBefore: (portal.now() - dayMs) as Instant,
          notAfter: (portal.now() + dayMs) as Instant,
          publishedAt: 'https://ca.example/root.crt',
        },
      ]),
    })
    const chopmark = portal.another({ policy })
    const { acceptance, input, request } = await answered({}, chopmark)
    expect(acceptance).toMatchObject({ outcome: 'refused', code: 'SIGNER_NOT_RECOGNISED' })
    expect(JSON.stringify(acceptance)).toContain('https://ca.example/root.crt')
    await expect(chopmark.importCertificate(content, 'no certificate')).rejects.toMatchObject({
      code: 'NOT_A_CERTIFICATE',
    })
    await chopmark.importCertificate(rootCertificate, 'from the CA’s own page')
    const again = { ...input, signature: answerTo(request, signer) }
    expect(await chopmark.acceptSignature(again)).toMatchObject({ outcome: 'accepted' })
  })
})

describe('broken plumbing', () => {
  it('keeps the answer, which the same answer sent again takes up', async () => {
    const crypto = {
      form: 'node' as const,
      digest: () => {
        throw new Error('no crypto')
      },
      verify: () => {
        throw new Error('no crypto')
      },
    }
    const broken = portal.another({ crypto })
    const request = await portal.chopmark.createRequest(requestInput())
    const signature = answerTo(request, signer)
    const input = { requestId: request.id, session, origin, signature }
    await expect(broken.acceptSignature(input)).rejects.toThrow()
    expect(await portal.store.signatures(request.id)).toMatchObject([{ state: 'deciding' }])
    expect(await portal.chopmark.acceptSignature(input)).toMatchObject({ outcome: 'accepted' })
  })

  it('keeps no other answer waiting', async () => {
    let fails = true
    const chopmark = portal.another({
      onStep: (step) => {
        if (step === 'claimed' && fails) throw new Error('died')
      },
    })
    await expect(answered({}, chopmark)).rejects.toThrow('died')
    fails = false
    portal.wait(2 * minuteMs)
    const { decided, failed } = await chopmark.resume()
    expect(failed.map(({ error }) => error)).toEqual([])
    expect(decided).toContainEqual(expect.objectContaining({ outcome: 'accepted' }))
  })
})

describe('what a session may see', () => {
  it('is its own request, document and signature', async () => {
    const { chopmark } = portal
    const request = await chopmark.createRequest(requestInput())
    const requestId = request.id
    expect(await chopmark.request({ requestId, session })).toEqual({ outcome: 'open', request })
    expect(await chopmark.content({ requestId, session })).toEqual({
      ...{ outcome: 'found', request, bytes: content },
    })
    const stranger = { requestId, session: 'x' }
    expect(await chopmark.request(stranger)).toMatchObject({ code: 'SESSION_MISMATCH' })
    expect(await chopmark.content(stranger)).toMatchObject({ code: 'SESSION_MISMATCH' })
    const signature = answerTo(request, signer)
    const accepted = await chopmark.acceptSignature({ requestId, session, origin, signature })
    if (accepted.outcome !== 'accepted') throw new Error('expected to be accepted')
    const { signatureId } = accepted
    expect(await chopmark.signature({ signatureId, session })).toMatchObject({
      ...{ outcome: 'found', requestId, state: 'accepted', reports: accepted.reports },
    })
    expect(await chopmark.signature({ signatureId, session: 'x' })).toMatchObject({
      code: 'SESSION_MISMATCH',
    })
    expect(await chopmark.request({ requestId, session })).toEqual({
      ...{ outcome: 'refused', code: 'REQUEST_ALREADY_USED', signatureId },
    })
  })
})
