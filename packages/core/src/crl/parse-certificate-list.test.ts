import * as pki from '@chopmark/test-pki'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { der, hexOf } from '../der/der.test-support.js'
import { instant } from '../instant.js'
import type { ParseReason } from '../result.js'
import { commonName, extensionOf } from '../x509/certificate.test-support.js'
import type { CertificateList } from './crl.js'
import { parseCertificateList } from './parse-certificate-list.js'

const parse = (bytes: Uint8Array): CertificateList => {
  const parsed = parseCertificateList(bytes)
  if (!parsed.ok) throw new Error(`${parsed.reason} at ${parsed.offset}`)
  return parsed.value
}

const ed25519 = '30{ 06{2b6570} }'
const date = '17{"260101000000Z"}'

/** A certificate list in the notation of `der`, some parts replaced. */
function list(parts: {
  version?: string
  next?: string
  entries?: string
  extensions?: string
  behind?: string
}): Uint8Array {
  const { version = '020101', next = date, entries = '', extensions = '', behind = '' } = parts
  return der(
    `30{ 30{ ${version} ${ed25519} ${commonName('CA')} ${date} ${next} ${entries} ${extensions} }
      ${ed25519} 03{ 00 ${'22'.repeat(64)} } ${behind} }`,
  )
}

const entry = (serial: string, extensions = ''): string =>
  `30{ 02{${serial}} ${date} ${extensions === '' ? '' : `30{ ${extensions} }`} }`
const reason = (code: string): string => extensionOf('551d15', `0a{${code}}`)
const certificateIssuer = (text: string): string =>
  extensionOf('551d1d', `30{ a4{ ${commonName(text)} } }`, true)

describe('parseCertificateList', () => {
  it('gives every field', () => {
    const crl = parse(
      list({
        entries: `30{ ${entry('05')} ${entry('06', `${reason('01')} ${extensionOf('551d18', '18{"20251231000000Z"}')}`)} }`,
        extensions: `a0{ 30{ ${extensionOf('551d14', '02{0a}')} ${extensionOf('551d1c', '30{ a0{ a0{ 86{"http://c.hk"} } } 8101ff 8401ff }', true)}
          ${extensionOf('551d23', '30{ 80{ 01 } }')} ${extensionOf('551d3c', '18{"20200101000000Z"}')} } }`,
      }),
    )
    expect(crl).toMatchObject({
      version: 2,
      issuer: { rdns: [[{ text: 'CA' }]] },
      thisUpdate: instant('2026-01-01T00:00:00Z'),
      nextUpdate: instant('2026-01-01T00:00:00Z'),
      entryCount: 2,
      extension: {
        issuingDistributionPoint: {
          distributionPoint: { kind: 'fullName', names: [{ text: 'http://c.hk' }] },
          onlyContainsUserCerts: true,
          onlyContainsCACerts: false,
          indirectCRL: true,
          onlyContainsAttributeCerts: false,
        },
        expiredCertsOnCRL: instant('2020-01-01T00:00:00Z'),
      },
      unknownCriticalEntryExtensions: [],
    })
    expect(hexOf(crl.extension.cRLNumber ?? new Uint8Array())).toBe('0a')
    expect(crl.find(Uint8Array.of(6))).toMatchObject([
      { reason: 'keyCompromise', invalidityDate: instant('2025-12-31T00:00:00Z') },
    ])
    expect(crl.find(Uint8Array.of(5))).toMatchObject([{ extensions: [] }])
    expect(crl.find(Uint8Array.of(7))).toEqual([])
    expect(crl.find(Uint8Array.of(0, 5))).toEqual([])
    expect([...crl.entries()].map(({ serialNumber }) => hexOf(serialNumber))).toEqual(['05', '06'])
  })

  it('takes version 1, no nextUpdate, no entries and an empty list of them', () => {
    const old = parse(list({ version: '', next: '', entries: `30{ ${entry('05')} }` }))
    expect(old.version).toBe(1)
    expect(old).not.toHaveProperty('nextUpdate')
    expect(old.find(Uint8Array.of(5))).toHaveLength(1)
    for (const entries of ['', '30{}']) {
      const crl = parse(list({ entries }))
      expect([crl.entryCount, crl.find(Uint8Array.of(5)), [...crl.entries()]]).toEqual([0, [], []])
    }
  })

  it('carries a certificateIssuer over to the entries behind it (RFC 5280 §5.3.3)', () => {
    const crl = parse(
      list({
        entries: `30{ ${entry('01')} ${entry('02', certificateIssuer('A'))} ${entry('03', reason('01'))} ${entry('03')} ${entry('03', certificateIssuer('B'))} ${entry('04')} }`,
      }),
    )
    const issuers = (serial: number): unknown =>
      crl.find(Uint8Array.of(serial)).map(({ certificateIssuer: names }) => {
        const [name] = names ?? []
        return name?.kind === 'directoryName' ? name.name.rdns[0]?.[0]?.text : undefined
      })
    expect([1, 2, 3, 4].map(issuers)).toEqual([[undefined], ['A'], ['A', 'A', 'B'], ['B']])
    expect([...crl.entries()].map(({ serialNumber }) => serialNumber[0])).toEqual([
      1, 2, 3, 3, 3, 4,
    ])
  })

  it('names unknown critical entry extensions once, and extensions met twice', () => {
    const crl = parse(
      list({
        entries: `30{ ${entry('01', extensionOf('2a03', '0500', true))} ${entry('02', extensionOf('2a03', '0500', true))} ${entry('03', extensionOf('2a04', '0500'))} ${entry('04', reason('01') + reason('01'))} }`,
      }),
    )
    expect(crl.unknownCriticalEntryExtensions).toEqual(['1.2.3'])
    expect(crl.duplicateExtension).toBe('2.5.29.21')
  })

  it('finds entries longer than 127 octets', () => {
    const serial = `40${'ab'.repeat(140)}`
    const crl = parse(
      list({
        entries: `30{ ${entry(serial)} ${entry('05', extensionOf('2a03', `04{ ${'00'.repeat(300)} }`))} }`,
      }),
    )
    expect(crl.find(der(serial))).toHaveLength(1)
    expect(crl.find(Uint8Array.of(5))).toMatchObject([{ extensions: [{ oid: '1.2.3' }] }])
  })

  it.each<readonly [string, ParseReason, Parameters<typeof list>[0]]>([
    ['version 1 written out', 'BAD_VERSION', { version: '020100' }],
    ['version 3', 'BAD_VERSION', { version: '020102' }],
    [
      'extensions in version 1',
      'BAD_VERSION',
      { version: '', extensions: `a0{ 30{ ${extensionOf('551d14', '02{0a}')} } }` },
    ],
    [
      'entry extensions in version 1',
      'BAD_VERSION',
      { version: '', entries: `30{ ${entry('05', reason('01'))} }` },
    ],
    [
      'long entry extensions in version 1',
      'BAD_VERSION',
      {
        version: '',
        entries: `30{ ${entry('05', extensionOf('2a03', `04{ ${'00'.repeat(300)} }`))} }`,
      },
    ],
    ['no extensions in extensions', 'MISSING_FIELD', { extensions: 'a0{ 30{} }' }],
    [
      'no extensions in an entry',
      'MISSING_FIELD',
      { entries: '30{ 30{ 02{05} 17{"260101000000Z"} 30{} } }' },
    ],
    [
      'a negative CRL number',
      'BAD_VALUE',
      { extensions: `a0{ 30{ ${extensionOf('551d14', '02{ff}')} } }` },
    ],
    ['reason 7', 'BAD_VALUE', { entries: `30{ ${entry('05', reason('07'))} }` }],
    ['reason 11', 'BAD_VALUE', { entries: `30{ ${entry('05', reason('0b'))} }` }],
    [
      'a reason that is an INTEGER',
      'UNEXPECTED_TAG',
      { entries: `30{ ${entry('05', extensionOf('551d15', '02{01}'))} }` },
    ],
    [
      'an empty certificateIssuer',
      'MISSING_FIELD',
      { entries: `30{ ${entry('05', extensionOf('551d1d', '30{}', true))} }` },
    ],
    ['a padded serial number', 'BAD_INTEGER', { entries: `30{ ${entry('0005')} }` }],
    ['an empty serial number', 'BAD_INTEGER', { entries: `30{ ${entry('')} }` }],
    ['a date that is none', 'BAD_TIME', { entries: '30{ 30{ 02{05} 17{"260230000000Z"} } }' }],
    ['a date of another form', 'BAD_TIME', { entries: '30{ 30{ 02{05} 17{"2601010000Z"} } }' }],
    ['no date', 'MISSING_FIELD', { entries: '30{ 30{ 02{05} } }' }],
    ['no serial number', 'UNEXPECTED_TAG', { entries: `30{ 30{ ${date} 02{05} } }` }],
    [
      'something behind the extensions of an entry',
      'TRAILING_BYTES',
      { entries: `30{ 30{ 02{05} ${date} 30{ ${extensionOf('2a03', '0500')} } 0500 } }` },
    ],
    ['an entry that is no SEQUENCE', 'UNEXPECTED_TAG', { entries: '30{ 31{ 02{05} } }' }],
    ['an entry that ends outside the list', 'TRUNCATED', { entries: '30 04 30 05 02 01' }],
    [
      'an entry of indefinite length',
      'INDEFINITE_LENGTH',
      { entries: `30{ 30 80 02{05} ${date} 00 00 }` },
    ],
    [
      'an entry with a long form of a short length',
      'NON_MINIMAL_LENGTH',
      { entries: `30{ 30 81 12 02{05} ${date} }` },
    ],
    ['a nextUpdate that is no time', 'TRAILING_BYTES', { next: '0c{"x"}' }],
    ['something behind the signature', 'TRAILING_BYTES', { behind: '0500' }],
    ['a certificate', 'UNEXPECTED_TAG', { version: 'a0{020102}' }],
  ])('refuses %s: %s', (_what, why, parts) => {
    expect(parseCertificateList(list(parts))).toMatchObject({ ok: false, reason: why })
  })
})

describe('parseCertificateList beside test-pki', () => {
  const entries = Array.from({ length: 300 }, (_, i): pki.RevokedEntry => ({
    serialNumber: BigInt(i) * 0x1_0000_0001n,
    date: new Date(Date.UTC(2020, 0, 1 + i)),
    ...(i % 2 === 0 && { reason: 'superseded' }),
    ...(i % 3 === 0 && { invalidityDate: new Date(Date.UTC(2019, 0, 1 + i)) }),
  }))
  let bytes: Uint8Array

  beforeAll(async () => {
    const key = await pki.generateTestKey('P-256')
    bytes = pki.signCrl(
      {
        issuer: pki.distinguishedName(['C', 'HK'], ['CN', 'CA']),
        thisUpdate: new Date('2026-01-01T00:00:00Z'),
        nextUpdate: null,
        entries,
        extensions: [pki.crlNumber(7)],
      },
      key,
    )
  })

  it('finds every entry, and in order', () => {
    const crl = parse(bytes)
    expect(crl.entryCount).toBe(300)
    const all = [...crl.entries()]
    for (const [i, wanted] of entries.entries()) {
      const found = all[i]
      expect(found).toMatchObject({ revocationDate: wanted.date.getTime() })
      expect(found?.reason).toBe(wanted.reason)
      expect(found?.invalidityDate).toBe(wanted.invalidityDate?.getTime())
      expect(crl.find(found?.serialNumber ?? new Uint8Array())).toEqual([found])
    }
  })

  it('answers the first question, which walks the list, as all later ones', () => {
    const indexed = parse(bytes)
    expect(indexed.find(Uint8Array.of(1, 2, 3))).toEqual([])
    for (const wanted of [...indexed.entries()].slice(0, 50)) {
      const { serialNumber } = wanted
      expect(parse(bytes).find(serialNumber)).toEqual([wanted])
      expect(indexed.find(serialNumber)).toEqual([wanted])
      expect([...parse(bytes).matching(serialNumber)]).toEqual([wanted])
      expect([...indexed.matching(serialNumber)]).toEqual([wanted])
    }
  })

  it('gives a value or a problem for any changed octet; what it takes it can list', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, octet) => {
        const changed = bytes.slice()
        changed[at] = octet
        const parsed = parseCertificateList(changed)
        if (parsed.ok) expect([...parsed.value.entries()]).toHaveLength(parsed.value.entryCount)
        else expect(parsed.offset).toBeLessThanOrEqual(changed.length)
      }),
      { numRuns: 300 },
    )
  })

  it('takes equal serial numbers without slowing down', () => {
    const same = Buffer.concat(Array.from({ length: 50_000 }, () => Buffer.from(der(entry('05')))))
    const crl = parse(list({ entries: `30{ ${same.toString('hex')} }` }))
    // The first time walked, then from the index.
    for (let turn = 0; turn < 2; turn++) {
      expect(crl.find(Uint8Array.of(6))).toEqual([])
      expect(crl.find(Uint8Array.of(5))).toHaveLength(1024)
      expect([...crl.matching(Uint8Array.of(5))]).toHaveLength(50_000)
    }
  })
})
