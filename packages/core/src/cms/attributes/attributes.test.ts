import {
  algorithmProtection,
  commitmentType,
  contentHint,
  contentIdentifier,
  contentType,
  digestAlgorithm,
  distinguishedName,
  essCertId,
  essCertIdV2,
  generateTestKey,
  messageDigest,
  signatureAlgorithm,
  signCertificate,
  signingCertificate,
  signingCertificateV2,
  signingTime,
  type SignedAttribute,
} from '@chopmark/test-pki'
import * as asn1js from 'asn1js'
import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { fromHex, hex } from '../../encoding.js'
import { instant } from '../../instant.js'
import type { Result } from '../../result.js'
import { parseAlgorithmProtection } from './algorithm-protection.js'
import { parseCertificateValues, parseRevocationValues } from './archived-values.js'
import { attributeOids } from './attribute-oids.js'
import { commitmentTypeOids, parseCommitmentType } from './commitment-type.js'
import { parseContentHints, parseContentReference } from './content-attributes.js'
import { parseCounterSignature } from './counter-signature.js'
import { parseSignaturePolicy } from './signature-policy.js'
import { parseSignerAttributes, parseSignerAttributesV2 } from './signer-attributes.js'
import { parseSignerLocation } from './signer-location.js'
import { parseSigningCertificate, parseSigningCertificateV2 } from './signing-certificate.js'
import {
  parseContentIdentifier,
  parseContentType,
  parseMessageDigest,
  parseMimeType,
  parseSigningTime,
} from './simple-attributes.js'

const only = ({ values }: SignedAttribute): Uint8Array => {
  const [value] = values
  if (value === undefined || values.length > 1) throw new Error('not one value')
  return value
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.reason} at ${result.offset}`)
  return result.value
}

/** Values that test-pki does not make are written by asn1js. */
const ber = (block: asn1js.BaseBlock): Uint8Array => new Uint8Array(block.toBER())
const oid = (value: string): asn1js.BaseBlock => new asn1js.ObjectIdentifier({ value })
const seq = (...value: asn1js.BaseBlock[]): asn1js.BaseBlock => new asn1js.Sequence({ value })
const utf8 = (value: string): asn1js.BaseBlock => new asn1js.Utf8String({ value })
const octets = (text: string): asn1js.BaseBlock =>
  new asn1js.OctetString({ valueHex: fromHex(text).slice().buffer })
const tagged = (tagNumber: number, ...value: asn1js.BaseBlock[]): asn1js.BaseBlock =>
  new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber }, value })

let certificate: Uint8Array
let digest: string

beforeAll(async () => {
  const key = await generateTestKey('P-256')
  const name = distinguishedName(['CN', 'Alice'])
  certificate = signCertificate(
    {
      serialNumber: 77n,
      issuer: name,
      subject: name,
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: new Date('2027-01-01T00:00:00Z'),
      spki: key.spki,
      extensions: [],
    },
    key,
  )
  digest = createHash('sha256').update(certificate).digest('hex')
})

describe('attribute values', () => {
  it('reads the ones every signature has', () => {
    expect(parseContentType(only(contentType('1.2.3')))).toEqual({ ok: true, value: '1.2.3' })
    const octet = Uint8Array.of(1, 2, 3)
    expect(parseMessageDigest(only(messageDigest(octet)))).toEqual({ ok: true, value: octet })
    expect(parseContentIdentifier(only(contentIdentifier(octet)))).toEqual({
      ok: true,
      value: octet,
    })
    for (const time of ['1950-01-01T00:00:00Z', '2049-12-31T23:59:59Z', '2050-01-01T00:00:00Z']) {
      const value = only(signingTime(new Date(time)))
      expect(parseSigningTime(value)).toEqual({ ok: true, value: instant(time) })
    }
    expect(parseMimeType(ber(utf8('application/pdf')))).toEqual({
      ok: true,
      value: 'application/pdf',
    })
  })

  it('reads which certificate signed, by both versions', () => {
    const v2 = valueOf(
      parseSigningCertificateV2(only(signingCertificateV2([essCertIdV2(certificate)]))),
    )
    expect(v2.version).toBe(2)
    expect(v2.certs[0]).toMatchObject({ issuerSerial: { serialNumber: Uint8Array.of(77) } })
    expect(v2.certs[0].issuerSerial?.issuer[0]).toMatchObject({ kind: 'directoryName' })
    expect(v2.certs[0]).not.toHaveProperty('hashAlgorithm')
    expect(hex(v2.certs[0].certHash)).toBe(digest)
    const v1 = valueOf(parseSigningCertificate(only(signingCertificate([essCertId(certificate)]))))
    expect(v1.certs[0].certHash).toHaveLength(20)
    expect(v1).not.toHaveProperty('policies')
  })

  it('reads a hash spelt out, several certificates and policies', () => {
    const named = seq(seq(oid('2.16.840.1.101.3.4.2.1'), new asn1js.Null()), octets(digest))
    const value = seq(seq(named, seq(octets('00'))), seq(seq(oid('1.2.3'))))
    const read = valueOf(parseSigningCertificateV2(ber(value)))
    expect(read.certs[0].hashAlgorithm?.oid).toBe('2.16.840.1.101.3.4.2.1')
    expect(read.certs).toHaveLength(2)
    expect(read.policies).toEqual(['1.2.3'])
    expect(parseSigningCertificateV2(ber(seq(seq())))).toMatchObject({ reason: 'MISSING_FIELD' })
    const many = Array.from({ length: 102 }, () => seq(octets('00')))
    expect(parseSigningCertificate(ber(seq(seq(...many))))).toMatchObject({ reason: 'TOO_MANY' })
  })

  it('reads algorithm protection ready to be compared', async () => {
    const key = await generateTestKey('P-256')
    const algorithm = signatureAlgorithm(key)
    const value = only(algorithmProtection(digestAlgorithm('SHA-256'), algorithm))
    const read = valueOf(parseAlgorithmProtection(value))
    expect(read.digestAlgorithm.raw).toEqual(digestAlgorithm('SHA-256'))
    expect(read.signatureAlgorithm?.raw).toEqual(algorithm)
    expect(read).not.toHaveProperty('macAlgorithm')
    const mac = seq(seq(oid('1.2.3')), tagged(2, oid('1.2.4')))
    expect(valueOf(parseAlgorithmProtection(ber(mac)))).toMatchObject({
      macAlgorithm: { oid: '1.2.4' },
    })
  })

  it('reads what the signature commits to', () => {
    expect(parseCommitmentType(only(commitmentType(5)))).toEqual({
      ok: true,
      value: { commitmentTypeId: commitmentTypeOids.proofOfApproval, qualifiers: [] },
    })
    const qualified = seq(oid('1.2.3'), seq(seq(oid('1.2.4'), utf8('why')), seq(oid('1.2.5'))))
    expect(valueOf(parseCommitmentType(ber(qualified))).qualifiers).toEqual([
      { oid: '1.2.4', value: ber(utf8('why')) },
      { oid: '1.2.5' },
    ])
  })

  it('reads signature policies, implied and explicit', () => {
    expect(parseSignaturePolicy(ber(new asn1js.Null()))).toEqual({
      ok: true,
      value: { kind: 'implied' },
    })
    const hash = seq(seq(oid('2.16.840.1.101.3.4.2.1')), octets('abcd'))
    const uri = seq(oid('1.2.840.113549.1.9.16.5.1'), new asn1js.IA5String({ value: 'https://p' }))
    const read = valueOf(parseSignaturePolicy(ber(seq(oid('1.2.3'), hash, seq(uri)))))
    expect(read).toMatchObject({
      kind: 'explicit',
      policyId: '1.2.3',
      policyHash: { value: Uint8Array.of(0xab, 0xcd) },
      qualifiers: [{ oid: '1.2.840.113549.1.9.16.5.1' }],
    })
    expect(valueOf(parseSignaturePolicy(ber(seq(oid('1.2.3')))))).toEqual({
      kind: 'explicit',
      policyId: '1.2.3',
      qualifiers: [],
    })
  })

  it('reads hints, references and where the signer was', () => {
    expect(parseContentHints(only(contentHint('A form', '1.2.3')))).toEqual({
      ok: true,
      value: { contentDescription: 'A form', contentType: '1.2.3' },
    })
    expect(
      valueOf(parseContentReference(ber(seq(oid('1.2.3'), octets('01'), octets('02'))))),
    ).toEqual({
      contentType: '1.2.3',
      signedContentIdentifier: Uint8Array.of(1),
      originatorSignatureValue: Uint8Array.of(2),
    })
    const place = seq(tagged(0, utf8('HK')), tagged(2, utf8('1 Queen’s Road'), utf8('Central')))
    expect(valueOf(parseSignerLocation(ber(place)))).toEqual({
      countryName: 'HK',
      postalAddress: ['1 Queen’s Road', 'Central'],
    })
  })

  it('reads claimed and certified attributes of the signer', () => {
    const role = seq(oid('2.5.4.72'), new asn1js.Set({ value: [utf8('clerk')] }))
    const v1 = valueOf(
      parseSignerAttributes(ber(seq(tagged(0, seq(role)), tagged(1, seq(oid('1.2')))))),
    )
    expect(v1.claimed[0]).toMatchObject({ oid: '2.5.4.72', values: [ber(utf8('clerk'))] })
    expect(v1.certified).toEqual([ber(seq(oid('1.2')))])
    for (const list of [tagged(0, seq(role)), tagged(0, role)]) {
      expect(valueOf(parseSignerAttributesV2(ber(seq(list)))).claimed).toHaveLength(1)
    }
  })

  it('reads archived certificates and revocation data', () => {
    expect(
      valueOf(parseCertificateValues(ber(seq(seq(oid('1.2')), seq(oid('1.3')))))),
    ).toHaveLength(2)
    const values = seq(tagged(0, seq(seq(oid('1.2')))), tagged(1, seq(seq(oid('1.3')))))
    expect(valueOf(parseRevocationValues(ber(values)))).toEqual({
      crls: [ber(seq(oid('1.2')))],
      basicOcspResponses: [ber(seq(oid('1.3')))],
    })
  })

  it('gives a value or a problem for any bytes', () => {
    const parsers: readonly ((value: Uint8Array) => Result<unknown>)[] = [
      ...[parseAlgorithmProtection, parseCertificateValues, parseCommitmentType, parseContentHints],
      ...[parseContentIdentifier, parseContentReference, parseContentType, parseCounterSignature],
      ...[parseMessageDigest, parseMimeType, parseRevocationValues, parseSignaturePolicy],
      ...[parseSignerAttributes, parseSignerAttributesV2, parseSignerLocation, parseSigningTime],
      ...[parseSigningCertificate, parseSigningCertificateV2],
    ]
    const seeds = [
      only(signingCertificateV2([essCertIdV2(certificate)])),
      only(commitmentType(1)),
      ber(seq(tagged(0, utf8('HK')), tagged(1, utf8('Central')))),
    ]
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc
        .tuple(fc.constantFrom(...seeds), fc.nat(), fc.nat(255))
        .map(([seed, at, octet]) => seed.map((old, i) => (i === at % seed.length ? octet : old))),
    )
    fc.assert(
      fc.property(bytes, fc.constantFrom(...parsers), (value, parse) => {
        const result = parse(value)
        if (!result.ok) expect(result.offset).toBeLessThanOrEqual(value.length)
      }),
      { numRuns: 3000 },
    )
  }, 60_000)

  it('names every type once', () => {
    const all = Object.values(attributeOids)
    expect(new Set(all).size).toBe(all.length)
  })
})
