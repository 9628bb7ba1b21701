import * as pki from '@chopmark/test-pki'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { der, hexOf } from '../der/der.test-support.js'
import type { ParseReason } from '../result.js'
import { certificateBytes, extensionOf } from '../x509/certificate.test-support.js'
import { parseCertificate } from '../x509/parse-certificate.js'
import { certIdInputs } from './cert-id-inputs.js'
import { parseBasicOcspResponse, parseOcspResponse } from './parse-ocsp-response.js'
import { writeOcspRequest } from './write-ocsp-request.js'

const time = '18{"20260101000000Z"}'
const certId = `30{ 30{ 06{2b0e03021a} 0500 } 04{ ${'aa'.repeat(20)} } 04{ ${'bb'.repeat(20)} } 02{05} }`

/** An OCSPResponse in the notation of `der`, some parts replaced. */
function response(parts: {
  status?: string
  type?: string
  version?: string
  responder?: string
  single?: string
  rest?: string
  behind?: string
  certificates?: string
}): Uint8Array {
  const {
    status = '0a{00}',
    type = '06{2b0601050507300101}',
    version = '',
    responder = `a2{ 04{ ${'cc'.repeat(20)} } }`,
  } = parts
  const {
    single = `30{ ${certId} 80{} ${time} }`,
    rest = '',
    behind = '',
    certificates = '',
  } = parts
  return der(
    `30{ ${status} a0{ 30{ ${type} 04{ 30{ 30{ ${version} ${responder} ${time} 30{ ${single} } ${rest} }
      30{ 06{2b6570} } 03{ 00 22 } ${certificates} } } } } ${behind} }`,
  )
}

describe('parseOcspResponse (RFC 6960 §4.2.1)', () => {
  it.each([
    [1, 'malformedRequest'],
    [2, 'internalError'],
    [3, 'tryLater'],
    [5, 'sigRequired'],
    [6, 'unauthorized'],
  ] as const)('reads the error %i as %s', (number, status) => {
    expect(parseOcspResponse(pki.ocspError(number))).toEqual({ ok: true, value: { status } })
  })

  it.each<readonly [string, ParseReason, Parameters<typeof response>[0]]>([
    ['status 4', 'BAD_VALUE', { status: '0a{04}' }],
    ['status 7', 'BAD_VALUE', { status: '0a{07}' }],
    ['an error with an answer', 'TRAILING_BYTES', { status: '0a{03}' }],
    ['another response type', 'BAD_VALUE', { type: '06{2a03}' }],
    ['version 1 written out', 'DEFAULT_ENCODED', { version: 'a0{020100}' }],
    ['version 2', 'BAD_VERSION', { version: 'a0{020101}' }],
    ['a responder of neither kind', 'UNEXPECTED_TAG', { responder: 'a3{ 0500 }' }],
    ['a status of neither kind', 'UNEXPECTED_TAG', { single: `30{ ${certId} 83{} ${time} }` }],
    ['a "good" with contents', 'BAD_VALUE', { single: `30{ ${certId} 80{00} ${time} }` }],
    ['a UTCTime', 'UNEXPECTED_TAG', { single: `30{ ${certId} 80{} 17{"260101000000Z"} }` }],
    [
      'a time with a fraction',
      'BAD_TIME',
      { single: `30{ ${certId} 80{} 18{"20260101000000.5Z"} }` },
    ],
    [
      'an extension twice',
      'DUPLICATE_FIELD',
      { rest: `a1{ 30{ ${extensionOf('2a03', '')} ${extensionOf('2a03', '')} } }` },
    ],
    ['no extension in extensions', 'MISSING_FIELD', { rest: 'a1{ 30{} }' }],
    ['something behind', 'TRAILING_BYTES', { behind: '0500' }],
    ['a certificate that is none', 'UNEXPECTED_TAG', { certificates: 'a0{ 30{ 04{} } }' }],
    ['too many certificates', 'TOO_MANY', { certificates: `a0{ 30{ ${'30{}'.repeat(101)} } }` }],
    ['too many answers', 'TOO_MANY', { single: `30{ ${certId} 80{} ${time} }`.repeat(10_001) }],
  ])('refuses %s: %s', (_what, reason, parts) => {
    expect(parseOcspResponse(response(parts))).toMatchObject({ ok: false, reason })
  })

  it('refuses a successful response without an answer, and an endless one', () => {
    expect(parseOcspResponse(der('30{ 0a{00} }'))).toMatchObject({ reason: 'MISSING_FIELD' })
    expect(parseOcspResponse(new Uint8Array(0x40_0001))).toMatchObject({ reason: 'TOO_LARGE' })
  })

  it('keeps a nonce that is bare octets, and reads the archive cutoff', () => {
    const parsed = parseOcspResponse(
      response({
        single: `30{ ${certId} a1{ ${time} a0{ 0a{09} } } ${time} a0{ ${time} } a1{ 30{ ${extensionOf('2b0601050507300106', time)} } } }`,
        rest: `a1{ 30{ ${extensionOf('2b0601050507300102', '99 98')} } }`,
      }),
    )
    if (!parsed.ok) throw new Error(parsed.reason)
    const { basic } = parsed.value
    expect(hexOf(basic?.nonce ?? new Uint8Array())).toBe('9998')
    expect(basic?.responses).toMatchObject([
      {
        status: { kind: 'revoked', reason: 'privilegeWithdrawn' },
        nextUpdate: Date.UTC(2026, 0, 1),
        archiveCutoff: Date.UTC(2026, 0, 1),
      },
    ])
  })
})

describe('OCSP beside test-pki', () => {
  let spki: Uint8Array
  let bytes: Uint8Array
  const name = pki.distinguishedName(['C', 'HK'], ['CN', 'CA'])

  beforeAll(async () => {
    const key = await pki.generateTestKey('P-256')
    spki = key.spki
    const id = (serial: bigint): Uint8Array => pki.ocspCertId({ name, spki }, serial, 'SHA-256')
    const thisUpdate = new Date('2026-03-31T00:00:00Z')
    bytes = pki.signOcspResponse(
      {
        responderId: { byName: name },
        producedAt: thisUpdate,
        nonce: Uint8Array.of(1, 2, 3),
        responses: [
          {
            certId: id(1n),
            status: 'good',
            thisUpdate,
            nextUpdate: new Date('2026-04-01T00:00:00Z'),
          },
          {
            certId: id(2n),
            status: 'revoked',
            date: thisUpdate,
            reason: 'certificateHold',
            thisUpdate,
            nextUpdate: null,
          },
          { certId: id(3n), status: 'unknown', thisUpdate, nextUpdate: null },
        ],
        certificates: [certificateBytes()],
      },
      key,
    )
  })

  it('reads what it signed', () => {
    const parsed = parseOcspResponse(bytes)
    if (!parsed.ok || parsed.value.basic === undefined) throw new Error('no basic response')
    const { basic } = parsed.value
    expect(basic).toMatchObject({
      responderId: { kind: 'byName' },
      producedAt: Date.UTC(2026, 2, 31),
      nonce: Uint8Array.of(1, 2, 3),
      responses: [
        { status: { kind: 'good' }, nextUpdate: Date.UTC(2026, 3, 1) },
        { status: { kind: 'revoked', reason: 'certificateHold' } },
        { status: { kind: 'unknown' } },
      ],
      certificates: [certificateBytes()],
    })
    expect(parseBasicOcspResponse(basic.raw)).toEqual({ ok: true, value: basic })
  })

  it('writes the request that test-pki writes', () => {
    const serialNumber = Uint8Array.of(0, 0x80)
    for (const nonce of [undefined, new Uint8Array(32).fill(7)]) {
      for (const hashAlgorithm of ['SHA-1', 'SHA-256'] as const) {
        const id = pki.ocspCertId({ name, spki }, 0x80n, hashAlgorithm)
        const issuerKey = spki.subarray(spki.length - 65)
        const own = writeOcspRequest(
          {
            hashAlgorithm,
            issuerNameHash: pki.digestOf(hashAlgorithm, name),
            issuerKeyHash: pki.digestOf(hashAlgorithm, issuerKey),
            serialNumber,
          },
          nonce,
        )
        expect(hexOf(own)).toBe(hexOf(ocspRequest(id, nonce)))
      }
    }
  })

  it('names what a CertID is made from', () => {
    const parsed = parseCertificate(certificateBytes())
    if (!parsed.ok) throw new Error(parsed.reason)
    const inputs = certIdInputs(parsed.value, parsed.value)
    expect(inputs.issuerName).toBe(parsed.value.issuer.raw)
    expect(hexOf(inputs.issuerKey)).toBe('11'.repeat(32))
    expect(hexOf(inputs.serialNumber)).toBe('4a01')
  })

  it('gives a value or a problem for any changed octet', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, octet) => {
        const changed = bytes.slice()
        changed[at] = octet
        const parsed = parseOcspResponse(changed)
        if (!parsed.ok) expect(parsed.offset).toBeLessThanOrEqual(changed.length)
      }),
      { numRuns: 500 },
    )
  })
})

const ocspRequest = (id: Uint8Array, nonce: Uint8Array | undefined): Uint8Array =>
  nonce === undefined ? pki.ocspRequest([id]) : pki.ocspRequest([id], nonce)
