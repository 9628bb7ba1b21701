import { X509Certificate } from 'node:crypto'
import * as pki from '@chopmark/test-pki'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { hexOf } from '../der/der.test-support.js'
import { instant } from '../instant.js'
import type { ParseReason } from '../result.js'
import type { Certificate } from './certificate.js'
import {
  type CertificateParts,
  certificateBytes,
  commonName,
  extensionOf,
  extensionsOf,
} from './certificate.test-support.js'
import { parseCertificate } from './parse-certificate.js'

const parse = (bytes: Uint8Array): Certificate => {
  const parsed = parseCertificate(bytes)
  if (!parsed.ok) throw new Error(`${parsed.reason} at ${parsed.offset}`)
  return parsed.value
}

const withExtension = (oid: string, value: string): Partial<CertificateParts> => ({
  rest: extensionsOf(extensionOf(oid, value)),
})

describe('parseCertificate', () => {
  it('gives every field', () => {
    const bytes = certificateBytes({
      rest: extensionsOf(extensionOf('551d13', '30{ 0101ff 020100 }', true)),
    })
    const certificate = parse(bytes)
    expect(certificate).toMatchObject({
      version: 3,
      notBefore: instant('2026-01-01T00:00:00Z'),
      notAfter: instant('2029-01-01T00:00:00Z'),
      tbsSignatureAlgorithm: { oid: '1.3.101.112' },
      signatureAlgorithm: { oid: '1.3.101.112' },
      issuer: { rdns: [[{ oid: '2.5.4.3', valueTag: 12, text: 'Test CA' }]] },
      subject: { rdns: [[{ text: 'CHAN Tai Man' }]] },
      extensions: [{ oid: '2.5.29.19', critical: true }],
      extension: { basicConstraints: { cA: true, pathLenConstraint: 0 } },
    })
    expect(hexOf(certificate.serialNumber)).toBe('4a01')
    expect(hexOf(certificate.subjectPublicKeyInfo.publicKey)).toBe('11'.repeat(32))
    expect(hexOf(certificate.signatureValue)).toBe('22'.repeat(64))
    expect(certificate.raw).toEqual(bytes)
    expect(certificate.tbsRaw.buffer).toBe(bytes.buffer)
    expect(certificate).not.toHaveProperty('duplicateExtension')
  })

  it('takes versions 1 and 2, unique ids, negative and zero serial numbers, an empty subject', () => {
    expect(parse(certificateBytes({ version: '' })).version).toBe(1)
    expect(
      parse(certificateBytes({ version: 'a0{020101}', rest: '81{0001}82{0002}' })).version,
    ).toBe(2)
    expect(hexOf(parse(certificateBytes({ serialNumber: '02{ff}' })).serialNumber)).toBe('ff')
    expect(hexOf(parse(certificateBytes({ serialNumber: '02{00}' })).serialNumber)).toBe('00')
    expect(parse(certificateBytes({ subject: '30{}' })).subject.rdns).toEqual([])
  })

  it('takes a GeneralizedTime before 2050, and an algorithm inside that differs from the one outside', () => {
    const certificate = parse(
      certificateBytes({ notBefore: '18{"20260101000000Z"}', tbsAlgorithm: '30{ 06{2b656e} }' }),
    )
    expect(certificate.notBefore).toBe(instant('2026-01-01T00:00:00Z'))
    expect(certificate.tbsSignatureAlgorithm.oid).toBe('1.3.101.110')
  })

  it('names an extension that is met twice, and reads the first', () => {
    const keyUsage = (value: string): string => extensionOf('551d0f', value)
    const certificate = parse(
      certificateBytes({ rest: extensionsOf(keyUsage('03020780'), keyUsage('03020106')) }),
    )
    expect(certificate.duplicateExtension).toBe('2.5.29.15')
    expect(certificate.extension.keyUsage).toEqual(['digitalSignature'])
    expect(certificate.extensions).toHaveLength(2)
  })

  it('takes FALSE written out as critical and as cA, which CAs have always done', () => {
    const critical = parse(certificateBytes({ rest: 'a3{ 30{ 30{ 06{2a} 010100 04{} } } }' }))
    expect(critical.extensions).toMatchObject([{ oid: '1.2', critical: false }])
    const authority = parse(certificateBytes(withExtension('551d13', '30{ 010100 }')))
    expect(authority.extension.basicConstraints).toEqual({ cA: false })
  })

  it('keeps unknown extensions as they are, well-formed or not', () => {
    const certificate = parse(certificateBytes(withExtension('2a0304', 'ff ff')))
    expect(
      certificate.extensions.map(({ oid, critical, value }) => [oid, critical, hexOf(value)]),
    ).toEqual([['1.2.3.4', false, 'ffff']])
    expect(certificate.extension).toEqual({})
  })

  it.each<readonly [string, ParseReason, Partial<CertificateParts>]>([
    ['version 1 written out', 'DEFAULT_ENCODED', { version: 'a0{ 020100 }' }],
    ['version 4', 'BAD_VERSION', { version: 'a0{ 020103 }' }],
    ['version 257', 'BAD_VERSION', { version: 'a0{ 02020101 }' }],
    [
      'extensions in version 1',
      'BAD_VERSION',
      { version: '', ...withExtension('551d0f', '03020780') },
    ],
    [
      'extensions in version 2',
      'BAD_VERSION',
      { version: 'a0{020101}', ...withExtension('551d0f', '03020780') },
    ],
    ['a unique id in version 1', 'BAD_VERSION', { version: '', rest: '81{0001}' }],
    ['no extension in extensions', 'MISSING_FIELD', { rest: 'a3{ 30{} }' }],
    [
      'something behind the extensions',
      'TRAILING_BYTES',
      { rest: `${extensionsOf(extensionOf('2a', ''))} 0500` },
    ],
    ['something behind the signature', 'TRAILING_BYTES', { behind: '0500' }],
    ['a padded serial number', 'BAD_INTEGER', { serialNumber: '02{ 00 01 }' }],
    ['a bad date', 'BAD_TIME', { notBefore: '17{"260230000000Z"}' }],
    ['no date', 'UNEXPECTED_TAG', { notAfter: '0c{"x"}' }],
    ['one date', 'MISSING_FIELD', { notAfter: '' }],
    ['an empty RDN', 'MISSING_FIELD', { subject: '30{ 31{} }' }],
    [
      'an RDN out of order',
      'BAD_SET_ORDER',
      { subject: '30{ 31{ 30{ 06{550404} 0c{"a"} } 30{ 06{550403} 0c{"a"} } } }' },
    ],
    [
      'an RDN with a double',
      'BAD_SET_ORDER',
      { subject: '30{ 31{ 30{ 06{550403} 0c{"a"} } 30{ 06{550403} 0c{"a"} } } }' },
    ],
    ['broken UTF-8 in a name', 'BAD_STRING', { subject: '30{ 31{ 30{ 06{550403} 0c{ff} } } }' }],
    [
      'a name in pieces',
      'CONSTRUCTED_STRING',
      { subject: '30{ 31{ 30{ 06{550403} 2c{ 0c{"a"} } } } }' },
    ],
    ['BER parameters', 'BAD_INTEGER', { algorithm: '30{ 06{2b6570} 30{ 02{ 00 01 } } }' }],
    ['two parameters', 'TRAILING_BYTES', { algorithm: '30{ 06{2b6570} 0500 0500 }' }],
    ['a signature of 7 bits', 'BAD_BIT_STRING', { signature: '03{ 01 80 }' }],
    ['critical 1', 'BAD_BOOLEAN', { rest: 'a3{ 30{ 30{ 06{2a} 010101 04{} } } }' }],
    ['a negative path length', 'BAD_VALUE', withExtension('551d13', '30{ 0101ff 0201ff }')],
    ['key usage with a zero too many', 'BAD_BIT_STRING', withExtension('551d0f', '03 03 07 80 00')],
    ['key usage of ten bits', 'TOO_LARGE', withExtension('551d0f', '03 03 06 00 40')],
    ['something behind a key usage', 'TRAILING_BYTES', withExtension('551d0f', '03020780 0500')],
    ['no policy', 'MISSING_FIELD', withExtension('551d20', '30{}')],
    [
      'a policy twice',
      'DUPLICATE_FIELD',
      withExtension('551d20', '30{ 30{06{2a03}} 30{06{2a03}} }'),
    ],
    ['no qualifier', 'MISSING_FIELD', withExtension('551d20', '30{ 30{ 06{2a03} 30{} } }')],
    ['no policy mapping', 'MISSING_FIELD', withExtension('551d21', '30{}')],
    ['no alternative name', 'MISSING_FIELD', withExtension('551d11', '30{}')],
    [
      'an address of five octets',
      'BAD_VALUE',
      withExtension('551d11', '30{ 87{ 01 02 03 04 05 } }'),
    ],
    ['a DNS name beyond ASCII', 'BAD_STRING', withExtension('551d11', '30{ 82{ c3 a1 } }')],
    ['a general name of tag 9', 'UNEXPECTED_TAG', withExtension('551d11', '30{ 89{ 01 } }')],
    ['no purpose', 'MISSING_FIELD', withExtension('551d25', '30{}')],
    ['empty name constraints', 'MISSING_FIELD', withExtension('551d1e', '30{}')],
    ['no subtree', 'MISSING_FIELD', withExtension('551d1e', '30{ a0{} }')],
    [
      'minimum 0 written out',
      'DEFAULT_ENCODED',
      withExtension('551d1e', '30{ a0{ 30{ 82{"a.hk"} 80{00} } } }'),
    ],
    [
      'an address without mask in a constraint',
      'BAD_VALUE',
      withExtension('551d1e', '30{ a0{ 30{ 87{ 01020304 } } } }'),
    ],
    ['empty policy constraints', 'MISSING_FIELD', withExtension('551d24', '30{}')],
    ['no distribution point', 'MISSING_FIELD', withExtension('551d1f', '30{}')],
    ['no access description', 'MISSING_FIELD', withExtension('2b06010505070101', '30{}')],
    ['a nocheck that is no NULL', 'UNEXPECTED_TAG', withExtension('2b0601050507300105', '30{}')],
  ])('refuses %s: %s', (_what, reason, parts) => {
    expect(parseCertificate(certificateBytes(parts))).toMatchObject({ ok: false, reason })
  })

  it('refuses a certificate of more than a mebibyte unread', () => {
    expect(parseCertificate(new Uint8Array(0x10_0001))).toMatchObject({
      reason: 'TOO_LARGE',
      offset: 0,
    })
  })

  it('says where: in the bytes given, wherever they lie in their buffer', () => {
    const bytes = certificateBytes(withExtension('551d13', '30{ 010101 }'))
    const offset = Buffer.from(bytes).indexOf('30030101', 'hex') + 2
    const shifted = new Uint8Array(bytes.length + 7)
    shifted.set(bytes, 7)
    expect(parseCertificate(bytes)).toMatchObject({ reason: 'BAD_BOOLEAN', offset })
    expect(parseCertificate(shifted.subarray(7))).toMatchObject({
      reason: 'BAD_BOOLEAN',
      offset,
    })
  })

  it('reads every known extension', () => {
    const { extension } = parse(
      certificateBytes({
        rest: extensionsOf(
          extensionOf('551d0e', '04{ 0102 }'),
          extensionOf('551d0f', '03020106'),
          extensionOf(
            '551d11',
            `30{ 81{"a@b.hk"} 82{"b.hk"} a4{ ${commonName('X')} } 86{"https://b.hk"} 87{7f000001} 88{2a03} a0{ 06{2a04} a0{ 0c{"o"} } } }`,
          ),
          extensionOf('551d12', '30{ 82{"ca.hk"} }'),
          extensionOf('551d13', '30{}'),
          extensionOf(
            '551d1e',
            '30{ a0{ 30{ 82{".hk"} } } a1{ 30{ 87{ 0a000000 ff000000 } 81{05} } } }',
          ),
          extensionOf(
            '551d1f',
            '30{ 30{ a0{ a0{ 86{"http://c.hk/1.crl"} } } 81{ 05 60 } } 30{ a0{ a1{ 30{ 06{550403} 0c{"p"} } } } a2{ 82{"i.hk"} } } }',
          ),
          extensionOf(
            '551d20',
            '30{ 30{ 06{551d2000} } 30{ 06{2a05} 30{ 30{ 06{2b06010505070201} 16{"not a URI"} } } } }',
          ),
          extensionOf('551d21', '30{ 30{ 06{2a05} 06{2a06} } }'),
          extensionOf('551d23', '30{ 80{ 0a } a1{ 82{"r.hk"} } 82{ 07 } }'),
          extensionOf('551d24', '30{ 80{00} 81{02} }'),
          extensionOf('551d25', '30{ 06{2b06010505070304} }'),
          extensionOf('551d2e', '30{ 30{ a0{ a0{ 86{"http://d.hk"} } } } }'),
          extensionOf('551d36', '02{03}'),
          extensionOf('2b06010505070101', '30{ 30{ 06{2b06010505073001} 86{"http://o.hk"} } }'),
          extensionOf('2b0601050507010b', '30{ 30{ 06{2b06010505073005} 86{"http://s.hk"} } }'),
          extensionOf('2b0601050507300105', '0500'),
          extensionOf('2b06010505070103', '30{}'),
        ),
      }),
    )
    expect(extension).toMatchObject({
      keyUsage: ['keyCertSign', 'cRLSign'],
      subjectAltName: [
        { kind: 'rfc822Name', text: 'a@b.hk' },
        { kind: 'dNSName', text: 'b.hk' },
        { kind: 'directoryName', name: { rdns: [[{ text: 'X' }]] } },
        { kind: 'uniformResourceIdentifier', text: 'https://b.hk' },
        { kind: 'iPAddress', octets: Uint8Array.of(127, 0, 0, 1) },
        { kind: 'registeredID', oid: '1.2.3' },
        { kind: 'otherName', oid: '1.2.4' },
      ],
      issuerAltName: [{ kind: 'dNSName', text: 'ca.hk' }],
      basicConstraints: { cA: false },
      nameConstraints: {
        permittedSubtrees: [{ base: { kind: 'dNSName', text: '.hk' }, minimum: 0 }],
        excludedSubtrees: [{ base: { kind: 'iPAddress' }, minimum: 0, maximum: 5 }],
      },
      cRLDistributionPoints: [
        {
          distributionPoint: { kind: 'fullName', names: [{ text: 'http://c.hk/1.crl' }] },
          reasons: ['keyCompromise', 'cACompromise'],
        },
        {
          distributionPoint: { kind: 'nameRelativeToCRLIssuer', rdn: [{ text: 'p' }] },
          cRLIssuer: [{ text: 'i.hk' }],
        },
      ],
      certificatePolicies: [
        { oid: '2.5.29.32.0', qualifiers: [] },
        { oid: '1.2.5', qualifiers: [{ oid: '1.3.6.1.5.5.7.2.1' }] },
      ],
      policyMappings: [{ issuerDomainPolicy: '1.2.5', subjectDomainPolicy: '1.2.6' }],
      authorityKeyIdentifier: { authorityCertIssuer: [{ text: 'r.hk' }] },
      policyConstraints: { requireExplicitPolicy: 0, inhibitPolicyMapping: 2 },
      extKeyUsage: ['1.3.6.1.5.5.7.3.4'],
      freshestCRL: [{ distributionPoint: { kind: 'fullName' } }],
      inhibitAnyPolicy: 3,
      authorityInfoAccess: [
        { accessMethod: '1.3.6.1.5.5.7.48.1', accessLocation: { text: 'http://o.hk' } },
      ],
      subjectInfoAccess: [{ accessMethod: '1.3.6.1.5.5.7.48.5' }],
      ocspNoCheck: true,
    })
    expect(hexOf(extension.subjectKeyIdentifier ?? new Uint8Array())).toBe('0102')
    expect(hexOf(extension.qcStatements ?? new Uint8Array())).toBe('3000')
    expect(Object.keys(extension)).toHaveLength(18)
  })
})

describe('parseCertificate beside node:crypto', () => {
  let bytes: Uint8Array

  beforeAll(async () => {
    const key = await pki.generateTestKey('P-256')
    bytes = pki.signCertificate(
      {
        serialNumber: 0x80_00_00_01n,
        issuer: pki.distinguishedName(['C', 'HK'], ['CN', '測試 CA']),
        subject: pki.distinguishedName(
          ['C', 'HK'],
          ['CN', '陳大文', 'bmp'],
          ['E', 'chan@example.hk'],
        ),
        notBefore: new Date('2049-12-31T23:59:59Z'),
        notAfter: new Date('2050-01-01T00:00:00Z'),
        spki: key.spki,
        extensions: [
          pki.basicConstraints(true, 1),
          pki.keyUsage(['keyCertSign']),
          pki.subjectKeyIdentifier(key.spki),
          pki.extKeyUsage([pki.extKeyUsageOids.emailProtection]),
        ],
      },
      key,
    )
  })

  it('says the same of a certificate', () => {
    const own = parse(bytes)
    const witness = new X509Certificate(bytes)
    expect(hexOf(own.serialNumber)).toBe(`00${witness.serialNumber.toLowerCase()}`)
    expect(own.notBefore).toBe(Date.parse(witness.validFrom))
    expect(own.notAfter).toBe(Date.parse(witness.validTo))
    expect(own.extension.basicConstraints?.cA).toBe(witness.ca)
    expect(own.extension.extKeyUsage).toEqual(witness.keyUsage)
    expect(hexOf(own.subjectPublicKeyInfo.raw)).toBe(
      witness.publicKey.export({ type: 'spki', format: 'der' }).toString('hex'),
    )
    expect(own.subject.rdns.map(([attribute]) => attribute?.text)).toEqual([
      'HK',
      '陳大文',
      'chan@example.hk',
    ])
    expect(witness.subject).toContain('chan@example.hk')
  })

  it('gives a value or a problem for any one changed octet, and for any cut', () => {
    const length = bytes.length
    fc.assert(
      fc.property(fc.nat(length - 1), fc.nat(255), fc.option(fc.nat(length)), (at, octet, cut) => {
        const changed = bytes.slice(0, cut ?? length)
        if (at < changed.length) changed[at] = octet
        const parsed = parseCertificate(changed)
        if (cut !== null && cut < length) expect(parsed.ok).toBe(false)
        if (!parsed.ok) expect(parsed.offset).toBeLessThanOrEqual(changed.length)
      }),
      { numRuns: 1000 },
    )
  })
})
