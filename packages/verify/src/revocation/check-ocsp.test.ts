import { type CryptoForm, webCrypto } from '@chopmark/core'
import type { Digest, OcspSingle } from '@chopmark/test-pki'
import {
  authorityInfoAccess,
  basicConstraints,
  digestOf,
  extKeyUsage,
  extKeyUsageOids,
  keyUsage,
  ocspCertId,
  ocspError,
  ocspNocheck,
  unknownExtension,
} from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import type { RevocationAnswer } from './revocation-input.js'
import {
  ask,
  askIn,
  caOfOcsp,
  contextFor,
  date,
  keys,
  makeCertificate,
  makeCrl,
  makeOcsp,
  makeSingle,
  names,
  sha256,
  summary,
  tlv,
} from './revocation.test-support.js'

const revokedOn = (iso: string, reason?: 'keyCompromise' | 'certificateHold'): OcspSingle =>
  makeSingle({
    status: 'revoked',
    date: date(iso),
    ...(reason !== undefined && { reason }),
  })

const nonce = Uint8Array.from({ length: 32 }, (_, index) => index)

async function say(
  template: Parameters<typeof makeOcsp>[0],
  signer = keys.ca,
  choice?: Parameters<typeof makeOcsp>[2],
): Promise<string> {
  return summary(await ask({ ocsp: [makeOcsp(template, signer, choice)] }))
}

describe('an answer of the CA itself', () => {
  it('says good', async () => {
    const ocsp = makeOcsp()
    const answer = await ask({ ocsp: [ocsp] })
    expect(answer.fact).toMatchObject({
      status: 'good',
      source: 'ocsp',
      evidence: sha256(ocsp),
      thisUpdate: '2026-06-15T11:59:00Z',
      nextUpdate: '2026-06-15T13:00:00Z',
      notUsed: [],
    })
    expect(answer.checks.map(({ id, status }) => [id, status])).toEqual([
      ['revocation.ocsp-certificate', 'PASSED'],
      ['revocation.ocsp-extensions', 'PASSED'],
      ['revocation.ocsp-status', 'PASSED'],
      ['revocation.ocsp-nonce', 'NOT-APPLICABLE'],
      ['revocation.ocsp-current', 'PASSED'],
      ['revocation.ocsp-fresh', 'PASSED'],
      ['revocation.expired-covered', 'PASSED'],
      ['revocation.ocsp-responder-authorised', 'PASSED'],
      ['revocation.ocsp-signature', 'PASSED'],
      ['revocation.evidence-present', 'PASSED'],
      ['revocation.not-revoked', 'PASSED'],
    ])
  })

  it.each(['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] as const)(
    'is found by a CertID made with %s',
    async (digest) => {
      const certId = ocspCertId(caOfOcsp, 7n, digest)
      expect(await say({ responses: [makeSingle({ certId })] })).toBe('good')
    },
  )

  it('is found by key, and among answers for others', async () => {
    expect(await say({ responderId: { byKey: keys.ca.spki } })).toBe('good')
    const others = [5n, 6n, 8n].map((serial) =>
      makeSingle({ certId: ocspCertId(caOfOcsp, serial) }),
    )
    expect(await say({ responses: [...others, makeSingle()] })).toBe('good')
    expect(await say({ responses: others })).toBe('unknown (OTHER_CERTIFICATE)')
  })

  it('says revoked, with time and reason', async () => {
    const response = makeOcsp({ responses: [revokedOn('2026-05-01T00:00:00Z', 'keyCompromise')] })
    const { fact } = await ask({ ocsp: [response] })
    expect(fact).toMatchObject({
      status: 'revoked',
      revokedAt: '2026-05-01T00:00:00Z',
      reason: 'keyCompromise',
    })
    expect(await say({ responses: [revokedOn('2026-05-01T00:00:00Z')] })).toBe(
      'revoked unspecified',
    )
    const held = await ask({
      ocsp: [makeOcsp({ responses: [revokedOn('2026-05-01T00:00:00Z', 'certificateHold')] })],
    })
    expect(held.checks.at(-1)).toMatchObject({ subIndication: 'TRY_LATER' })
  })
})

describe('an answer that is not used', () => {
  const refusals: readonly [string, Parameters<typeof makeOcsp>[0], string][] = [
    [
      'for another issuer key under the same name',
      {
        responses: [
          makeSingle({ certId: ocspCertId({ name: names.ca, spki: keys.other.spki }, 7n) }),
        ],
      },
      'WRONG_ISSUER',
    ],
    [
      'for another issuer name with the same key',
      {
        responses: [
          makeSingle({ certId: ocspCertId({ name: names.other, spki: keys.ca.spki }, 7n) }),
        ],
      },
      'WRONG_ISSUER',
    ],
    [
      'with a CertID made with MD5',
      { responses: [makeSingle({ certId: ocspCertId(caOfOcsp, 7n, 'MD5') })] },
      'ALGORITHM_UNSUPPORTED',
    ],
    [
      'of a responder id that the CA is not',
      { responderId: { byName: names.other } },
      'RESPONDER_NOT_AUTHORISED',
    ],
    [
      'of a key hash that is not the CA’s',
      { responderId: { byKey: keys.other.spki } },
      'RESPONDER_NOT_AUTHORISED',
    ],
    [
      'of a responder that does not know the certificate',
      { responses: [makeSingle({ status: 'unknown' })] },
      'UNKNOWN_STATUS',
    ],
    [
      'that says good and revoked at once',
      { responses: [makeSingle(), revokedOn('2026-05-01T00:00:00Z')] },
      'CONTRADICTORY',
    ],
    [
      'that says revoked and good at once',
      { responses: [revokedOn('2026-05-01T00:00:00Z'), makeSingle()] },
      'CONTRADICTORY',
    ],
    [
      'with an unknown critical extension of the response',
      { extensions: [unknownExtension(true)] },
      'UNKNOWN_CRITICAL_EXTENSION',
    ],
    [
      'with an unknown critical extension of the answer',
      { responses: [makeSingle({ extensions: [unknownExtension(true)] })] },
      'UNKNOWN_CRITICAL_EXTENSION',
    ],
    [
      'valid only later',
      { responses: [makeSingle({ thisUpdate: date('2026-06-15T12:05:01Z') })] },
      'NOT_YET_VALID',
    ],
    ['produced later', { producedAt: date('2026-06-15T12:05:01Z') }, 'NOT_YET_VALID'],
    [
      'past its nextUpdate',
      { responses: [makeSingle({ nextUpdate: date('2026-06-15T11:59:59Z') })] },
      'EXPIRED',
    ],
    [
      'older than the policy accepts, however freshly signed',
      { responses: [makeSingle({ thisUpdate: date('2026-06-14T12:00:00Z'), nextUpdate: null })] },
      'STALE',
    ],
  ]
  it.each(refusals)('%s', async (_, template, reason) => {
    const answer = await ask({ ocsp: [makeOcsp(template)] })
    expect(summary(answer)).toBe(`unknown (${reason})`)
  })

  it('signed by another key, or with a weak algorithm', async () => {
    expect(await say({}, keys.other)).toBe('unknown (BAD_SIGNATURE)')
    expect(await say({}, keys.ca, { digest: 'SHA-1' })).toBe('unknown (ALGORITHM_NOT_ACCEPTED)')
  })

  it('is accepted at the edges of its windows', async () => {
    const skewed = date('2026-06-15T12:05:00Z')
    const responses = [makeSingle({ thisUpdate: skewed })]
    expect(await say({ producedAt: skewed, responses })).toBe('good')
    const last = makeSingle({ nextUpdate: date('2026-06-15T12:00:00Z') })
    expect(await say({ responses: [last] })).toBe('good')
    const oldest = makeSingle({ thisUpdate: date('2026-06-14T12:00:01Z'), nextUpdate: null })
    expect(await say({ responses: [oldest] })).toBe('good')
  })

  it('about an expired certificate, unless the archive reaches back', async () => {
    const certificate = makeCertificate({ notAfter: date('2026-06-01T00:00:00Z') }, keys.ca)
    const bare = await ask({ ocsp: [makeOcsp()], certificate })
    expect(summary(bare)).toBe('unknown (EXPIRED_CERTIFICATE)')
    const cutoff = (text: string): Uint8Array => {
      const value = tlv(0x18, new TextEncoder().encode(text))
      const extension = { oid: '1.3.6.1.5.5.7.48.1.6', critical: false, value }
      return makeOcsp({ responses: [makeSingle({ extensions: [extension] })] })
    }
    const reaching = await ask({ ocsp: [cutoff('20260601000000Z')], certificate })
    expect(summary(reaching)).toBe('good')
    const short = await ask({ ocsp: [cutoff('20260601000001Z')], certificate })
    expect(summary(short)).toBe('unknown (EXPIRED_CERTIFICATE)')
  })
})

describe('a response without an answer', () => {
  it('is named with its reason, and so are bytes that are none', async () => {
    expect(summary(await ask({ ocsp: [ocspError(3)] }))).toBe('unknown (NOT_SUCCESSFUL)')
    const broken = makeOcsp().slice(0, -1)
    const answer = await ask({ ocsp: [broken], crls: [makeCrl()] })
    expect(summary(answer)).toBe('good (UNPARSABLE)')
    expect(answer.fact.notUsed[0]).toMatchObject({
      source: 'ocsp',
      evidence: sha256(broken),
      facts: { problem: 'TRUNCATED' },
    })
    expect(summary(await ask({ crls: [Uint8Array.of(0x30, 0x00)] }))).toBe('unknown (UNPARSABLE)')
  })
})

describe('the nonce', () => {
  const nonceStatus = (answer: RevocationAnswer): unknown =>
    answer.checks.find(({ id }) => id === 'revocation.ocsp-nonce')?.facts?.['nonce']

  it('must be the one that was sent', async () => {
    const same = await ask({ ocsp: [{ bytes: makeOcsp({ nonce }), nonce }] })
    expect([summary(same), nonceStatus(same)]).toEqual(['good', 'same'])
    const other = makeOcsp({ nonce: nonce.toReversed() })
    const refused = await ask({ ocsp: [{ bytes: other, nonce }] })
    expect(summary(refused)).toBe('unknown (NONCE_MISMATCH)')
  })

  it('may be left out, and the report says so', async () => {
    const answer = await ask({ ocsp: [{ bytes: makeOcsp(), nonce }] })
    expect([summary(answer), nonceStatus(answer)]).toEqual(['good', 'absent'])
  })
})

describe('a delegated responder', () => {
  const usual = [
    keyUsage(['digitalSignature']),
    extKeyUsage([extKeyUsageOids.ocspSigning]),
    ocspNocheck(),
  ]
  const certified = (
    template: Parameters<typeof makeCertificate>[0],
    signer = keys.ca,
  ): Uint8Array =>
    makeCertificate(
      {
        serialNumber: 20n,
        subject: names.other,
        spki: keys.other.spki,
        extensions: usual,
        ...template,
      },
      signer,
    )
  const answerOf = (certificate: Uint8Array, more: readonly Uint8Array[] = []): Uint8Array =>
    makeOcsp(
      { responderId: { byName: names.other }, certificates: [...more, certificate] },
      keys.other,
    )

  it('answers when the CA certified it for that', async () => {
    const certificate = certified({})
    const answer = await ask({ ocsp: [answerOf(certificate)] })
    expect(summary(answer)).toBe('good')
    const check = answer.checks.find(({ id }) => id === 'revocation.ocsp-responder-authorised')
    expect(check?.facts).toEqual({
      responder: 'delegated',
      certificate: sha256(certificate),
      noCheck: true,
    })
    const byKey = makeOcsp(
      { responderId: { byKey: keys.other.spki }, certificates: [certificate] },
      keys.other,
    )
    expect(summary(await ask({ ocsp: [byKey] }))).toBe('good')
    const notEnclosed = makeOcsp({ responderId: { byKey: keys.other.spki } }, keys.other)
    const found = await ask({ ocsp: [notEnclosed], certificates: [certificate] })
    expect(summary(found)).toBe('good')
    expect(summary(await ask({ ocsp: [notEnclosed] }))).toBe('unknown (RESPONDER_NOT_AUTHORISED)')
  })

  const refusals: readonly [string, Uint8Array, string, string][] = [
    [
      'without id-kp-OCSPSigning',
      certified({ extensions: [keyUsage(['digitalSignature']), ocspNocheck()] }),
      'NO_OCSP_SIGNING',
      'RESPONDER_NOT_AUTHORISED',
    ],
    [
      'with anyExtendedKeyUsage instead',
      certified({ extensions: [extKeyUsage(['2.5.29.37.0']), ocspNocheck()] }),
      'NO_OCSP_SIGNING',
      'RESPONDER_NOT_AUTHORISED',
    ],
    [
      'for servers',
      certified({ extensions: [extKeyUsage([extKeyUsageOids.serverAuth]), ocspNocheck()] }),
      'NO_OCSP_SIGNING',
      'RESPONDER_NOT_AUTHORISED',
    ],
    [
      'that may only encipher keys',
      certified({
        extensions: [
          keyUsage(['keyEncipherment']),
          extKeyUsage([extKeyUsageOids.ocspSigning]),
          ocspNocheck(),
        ],
      }),
      'KEY_USAGE',
      'RESPONDER_NOT_AUTHORISED',
    ],
    [
      'of a namesake CA',
      certified({}, keys.another),
      'NOT_ISSUED_BY_CA',
      'RESPONDER_NOT_AUTHORISED',
    ],
    [
      'of the CA above',
      certified({ issuer: names.root }, keys.root),
      'NOT_ISSUED_BY_CA',
      'RESPONDER_NOT_AUTHORISED',
    ],
    [
      'with a critical extension nobody knows',
      certified({ extensions: [...usual, unknownExtension(true)] }),
      'CRITICAL_EXTENSION',
      'RESPONDER_NOT_AUTHORISED',
    ],
    [
      'expired when it answered',
      certified({ notAfter: date('2026-06-15T11:58:59Z') }),
      'OUT_OF_VALIDITY',
      'RESPONDER_OUT_OF_VALIDITY',
    ],
    [
      'expired since it answered',
      certified({ notAfter: date('2026-06-15T11:59:59Z') }),
      'OUT_OF_VALIDITY',
      'RESPONDER_OUT_OF_VALIDITY',
    ],
    [
      'not yet valid when it answered',
      certified({ notBefore: date('2026-06-15T11:59:01Z') }),
      'OUT_OF_VALIDITY',
      'RESPONDER_OUT_OF_VALIDITY',
    ],
  ]
  it.each(refusals)('is refused: %s', async (_, certificate, because, reason) => {
    const answer = await ask({ ocsp: [answerOf(certificate)] })
    expect(summary(answer)).toBe(`unknown (${reason})`)
    expect(answer.fact.notUsed[0]?.facts).toMatchObject({
      because,
      certificate: sha256(certificate),
    })
  })

  it('is found behind certificates that do not fit', async () => {
    const junk = [certified({ notAfter: date('2026-02-01T00:00:00Z') }), Uint8Array.of(0x30, 0x00)]
    expect(summary(await ask({ ocsp: [answerOf(certified({}), junk)] }))).toBe('good')
  })

  it('without nocheck must not be revoked, by another word than its own', async () => {
    const certificate = certified({ extensions: usual.slice(0, 2) })
    const ocsp = [answerOf(certificate)]
    expect(summary(await ask({ ocsp }))).toBe('unknown (RESPONDER_NOT_AUTHORISED)')
    const aboutOther = (entries: Parameters<typeof makeCrl>[0]): Promise<RevocationAnswer> =>
      ask({ ocsp, crls: [makeCrl(entries)] })
    const good = await aboutOther({})
    expect(good.fact.status).toBe('good')
    expect(good.fact.notUsed.map(({ reason }) => reason)).toEqual(['NOT_NEEDED'])
    const revoked = await aboutOther({
      entries: [{ serialNumber: 20n, date: date('2026-03-01T00:00:00Z') }],
      // The CRL must not answer for the person, or nobody would ask the responder.
    })
    expect(revoked.fact.notUsed.map(({ reason }) => reason)).toContain('RESPONDER_REVOKED')
    const own = makeOcsp(
      {
        responderId: { byName: names.other },
        responses: [makeSingle(), makeSingle({ certId: ocspCertId(caOfOcsp, 20n) })],
        certificates: [certificate],
      },
      keys.other,
    )
    expect(summary(await ask({ ocsp: [own] }))).toBe('unknown (RESPONDER_NOT_AUTHORISED)')
    const lenient = { required: 'if-published' } as const
    const published = makeCertificate(
      { extensions: [authorityInfoAccess({ ocsp: 'http://ocsp.example/' })] },
      keys.ca,
    )
    const let_ = await ask({ ocsp, certificate: published, revocation: lenient })
    expect(summary(let_)).toBe('good')
  })
})

describe('the CA’s certificate', () => {
  it('must allow it to sign anything at all', async () => {
    const issuer = makeCertificate(
      {
        issuer: names.root,
        subject: names.ca,
        spki: keys.ca.spki,
        extensions: [basicConstraints(true), keyUsage(['keyEncipherment'])],
      },
      keys.root,
    )
    const answer = await ask({ ocsp: [makeOcsp()], issuer })
    expect(summary(answer)).toBe('unknown (RESPONDER_NOT_AUTHORISED)')
  })
})

describe('the crypto form', () => {
  it('that answers at once gets an answer at once', async () => {
    const at = { crls: [makeCrl()], ocsp: [makeOcsp()] }
    const context = await contextFor(at)
    const crypto: CryptoForm = {
      form: 'node',
      digest: (algorithm, data) => digestOf(algorithm as Digest, data),
      verify: () => true,
    }
    const answer = askIn(at, { ...context, crypto })
    expect(answer instanceof Promise).toBe(false)
    expect((await answer).fact.status).toBe('good')
  })

  it('is asked once for each source and key', async () => {
    let verifications = 0
    const web = webCrypto()
    const crypto: CryptoForm = {
      ...web,
      verify: (...question) => {
        verifications += 1
        return web.verify(...question)
      },
    }
    const at = { crls: [makeCrl()], ocsp: [makeOcsp()], crypto }
    const context = await contextFor(at)
    await askIn(at, context)
    await askIn(at, context)
    expect(verifications).toBe(2)
  })
})
