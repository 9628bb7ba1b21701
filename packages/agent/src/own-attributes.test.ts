import { createHash } from 'node:crypto'
import {
  algorithmProtection,
  attributeOids,
  contentIdentifier,
  contentType,
  type Digest,
  digestAlgorithm,
  essCertIdV2,
  messageDigest,
  shown,
  type SignedAttribute,
  signingCertificateV2,
  signingTime,
  virtualSigner,
  type VirtualSigner,
} from '@chopmark/test-pki'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkOwnAttributes } from './own-attributes.js'

const sha256 = (octets: Uint8Array | string): Uint8Array =>
  Uint8Array.from(createHash('sha256').update(octets).digest())
const origin = sha256('https://portal.example')
const idData = '1.2.840.113549.1.7.1'
/** AlgorithmIdentifier of sha256WithRSAEncryption. */
const rsaWithSha256 = Uint8Array.from(Buffer.from('300d06092a864886f70d01010b0500', 'hex'))

let signer: VirtualSigner
let other: VirtualSigner

beforeAll(async () => {
  signer = await virtualSigner()
  other = await virtualSigner({ pki: signer.pki })
})

function tlv(tag: number, content: Uint8Array): Buffer {
  const { length } = content
  const head =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Uint8Array.of(tag, ...head), content])
}

function encode({ oid, values }: SignedAttribute): Buffer {
  const type = contentType(oid).values[0] ?? new Uint8Array()
  return tlv(0x30, Buffer.concat([type, tlv(0x31, Buffer.concat([...values]))]))
}

function setOf(attributes: readonly SignedAttribute[], sorted = true): Uint8Array {
  const encoded = attributes.map(encode)
  if (sorted) encoded.sort((a, b) => Buffer.compare(a, b))
  return Uint8Array.from(tlv(0x31, Buffer.concat(encoded)))
}

function identifier(originSha256 = origin, version = 1): SignedAttribute {
  const octets = Buffer.concat([Uint8Array.of(version), new Uint8Array(32).fill(7), originSha256])
  return contentIdentifier(octets)
}

/** What Chopmark signs, by name, so that a test can take away or put in its place. */
function own(): Record<string, SignedAttribute> {
  const digest: Digest = 'SHA-256'
  return {
    contentType: contentType(idData),
    messageDigest: messageDigest(new Uint8Array(32).fill(9)),
    signingTime: signingTime(new Date('2026-11-24T06:00:00Z')),
    signingCertificate: signingCertificateV2([essCertIdV2(signer.certificate)]),
    protection: algorithmProtection(digestAlgorithm(digest), rsaWithSha256),
    identifier: identifier(),
    shown: shown('zh-Hant-HK'),
  }
}

const check = (octets: Uint8Array): ReturnType<typeof checkOwnAttributes> =>
  checkOwnAttributes(octets, sha256(signer.certificate), origin)
const problemOf = (octets: Uint8Array): string => {
  const checked = check(octets)
  return checked.ok ? 'ok' : checked.problem
}
const withInstead = (name: string, attribute: SignedAttribute): Uint8Array =>
  setOf(Object.values({ ...own(), [name]: attribute }))

describe('checkOwnAttributes (attacks 29 and 33)', () => {
  it('reads what will be signed from the very octets', () => {
    expect(check(setOf(Object.values(own())))).toEqual({
      ok: true,
      value: {
        contentType: idData,
        messageDigest: new Uint8Array(32).fill(9),
        hash: 'SHA-256',
      },
    })
  })

  it('lets further attributes through', () => {
    const further = { oid: '1.3.6.1.4.1.99999.1', values: [Uint8Array.of(5, 0)] }
    expect(problemOf(setOf([...Object.values(own()), further]))).toBe('ok')
  })

  it('takes a counter-signature, which has no content type (RFC 5652 §11.4)', () => {
    const { contentType: none, ...counter } = own()
    expect(none?.oid).toBeTruthy()
    const checked = check(setOf(Object.values(counter)))
    expect(checked).toEqual({
      ok: true,
      value: { messageDigest: new Uint8Array(32).fill(9), hash: 'SHA-256' },
    })
  })

  it('refuses a content type that is none', () => {
    const broken = { oid: contentType(idData).oid, values: [Uint8Array.of(5, 0)] }
    expect(problemOf(withInstead('contentType', broken))).toBe('NOT_OWN_ATTRIBUTES')
  })

  it.each(['messageDigest', 'signingCertificate', 'protection', 'identifier'])(
    'refuses attributes without %s',
    (missing) => {
      const kept = Object.entries(own()).filter(([name]) => name !== missing)
      expect(problemOf(setOf(kept.map(([, attribute]) => attribute)))).toBe('NOT_OWN_ATTRIBUTES')
    },
  )

  it.each([
    ['another origin', () => withInstead('identifier', identifier(sha256('https://evil.example')))],
    [
      'an origin that differs by a slash',
      () => withInstead('identifier', identifier(sha256('https://portal.example/'))),
    ],
  ])('refuses %s', (_, octets) => {
    expect(problemOf(octets())).toBe('WRONG_ORIGIN')
  })

  it.each([
    [
      'another certificate',
      () =>
        withInstead('signingCertificate', signingCertificateV2([essCertIdV2(other.certificate)])),
    ],
    [
      'its own certificate in second place',
      () =>
        withInstead(
          'signingCertificate',
          signingCertificateV2([essCertIdV2(other.certificate), essCertIdV2(signer.certificate)]),
        ),
    ],
    [
      'another hash of its certificate',
      () =>
        withInstead(
          'signingCertificate',
          signingCertificateV2([essCertIdV2(signer.certificate, 'SHA-512')]),
        ),
    ],
    [
      'a content-identifier of another version',
      () => withInstead('identifier', identifier(origin, 2)),
    ],
    [
      'a content-identifier of another length',
      () => withInstead('identifier', contentIdentifier(new Uint8Array(64))),
    ],
    [
      'a digest of another length',
      () => withInstead('messageDigest', messageDigest(new Uint8Array(20))),
    ],
    [
      'SHA-1',
      () => withInstead('protection', algorithmProtection(digestAlgorithm('SHA-1'), rsaWithSha256)),
    ],
    [
      'an attribute twice',
      () => setOf([...Object.values(own()), messageDigest(new Uint8Array(32).fill(8))]),
    ],
    [
      'an attribute with two values',
      () =>
        withInstead('messageDigest', {
          oid: attributeOids.messageDigest,
          values: [8, 9].map(
            (fill) => messageDigest(new Uint8Array(32).fill(fill)).values[0] ?? new Uint8Array(),
          ),
        }),
    ],
    [
      'an attribute without a value',
      () => withInstead('signingTime', { oid: attributeOids.signingTime, values: [] }),
    ],
    ['a SET that is out of order', () => setOf(Object.values(own()).reverse(), false)],
    [
      'a SEQUENCE',
      () => {
        const octets = setOf(Object.values(own()))
        octets[0] = 0x30
        return octets
      },
    ],
    ['an octet more', () => Uint8Array.from([...setOf(Object.values(own())), 0])],
    ['an empty SET', () => Uint8Array.of(0x31, 0)],
    [
      'a TLS CertificateVerify',
      () =>
        new TextEncoder().encode('\u0020'.repeat(64) + 'TLS 1.3, client CertificateVerify\u0000'),
    ],
    [
      'more attributes than anyone needs',
      () =>
        setOf([
          ...Object.values(own()),
          ...Array.from({ length: 30 }, (__, i) => ({
            oid: `1.3.6.1.4.1.99999.${i}`,
            values: [Uint8Array.of(5, 0)],
          })),
        ]),
    ],
  ])('refuses %s', (_, octets) => {
    expect(problemOf(octets())).toBe('NOT_OWN_ATTRIBUTES')
  })

  it('refuses every cut and every flipped bit of the structure, and never throws', () => {
    const octets = setOf(Object.values(own()))
    fc.assert(
      fc.property(
        fc.nat(octets.length - 1),
        (length) => problemOf(octets.subarray(0, length)) !== 'ok',
      ),
    )
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => problemOf(noise) !== 'ok'))
  })
})
