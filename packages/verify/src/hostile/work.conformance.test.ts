import {
  canonicalise,
  displayText,
  fromHex,
  nameKey,
  parseCertificate,
  parseCertificateList,
  parseSignedData,
  readEncodedObjects,
  textWarnings,
} from '@chopmark/core'
import {
  certificatePolicies,
  crlNumber,
  type Extension,
  generalName,
  ladder,
  nameConstraints,
  nameOfRdns,
  policyMappings,
  type RevokedEntry,
  signCades,
  signCrl,
  subjectAltName,
} from '@chopmark/test-pki'
import { instant, trustAnchors } from '@chopmark/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { budgetLimits, maxDocumentSignatures } from '../budget.js'
import { anyAlgorithms } from '../default-algorithms.js'
import { definePolicy } from '../define-policy.js'
import { type Issued, issue, issueCa, keyNamed, midday } from '../path/issue.fixture.js'
import { anchorFrom } from '../path/path.fixture.js'
import { readCms } from '../read-cms.js'
import { maxReportedText } from '../reported-name.js'
import { entryFor } from '../revocation/crl-entry.js'
import { type CertificateReport, validateCertificate } from '../validate-certificate.js'
import { validateDocument } from '../validate-document.js'
import { countingCrypto } from './counting-crypto.fixture.js'

/** A multiple of what an idle machine takes: a slow machine passes, something quadratic does not. */
const generousMs = 15_000

function quickly<T>(run: () => T): T {
  const began = performance.now()
  const value = run()
  expect(performance.now() - began).toBeLessThan(generousMs)
  return value
}

/** A TLV of any length. */
function tlv(tag: number, content: Uint8Array): Uint8Array {
  const { length } = content
  const head =
    length < 0x80
      ? [tag, length]
      : [tag, 0x84, length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255]
  const all = new Uint8Array(head.length + length)
  all.set(head)
  all.set(content, head.length)
  return all
}

function repeated(piece: Uint8Array, count: number): Uint8Array {
  const all = new Uint8Array(piece.length * count)
  for (let i = 0; i < count; i++) all.set(piece, i * piece.length)
  return all
}

const policyOf = (root: Issued) =>
  definePolicy({
    id: 'work',
    trustAnchors: trustAnchors([anchorFrom(root.der)]),
    algorithms: anyAlgorithms(),
    requireRecognition: false,
  })

let root: Issued
beforeAll(async () => {
  root = await issueCa('Work Root')
})

async function validate(
  target: Issued,
  others: readonly Issued[],
): Promise<{ readonly report: CertificateReport; readonly verifications: number }> {
  const crypto = countingCrypto()
  const items = others.map(({ der }) => ({ kind: 'certificate' as const, bytes: der }))
  const began = performance.now()
  const report = await validateCertificate(
    { certificate: target.der, items },
    policyOf(root),
    midday,
    { revocation: 'skip', crypto },
  )
  expect(performance.now() - began).toBeLessThan(generousMs)
  expect(crypto.verifications).toBeLessThanOrEqual(budgetLimits.signatures)
  return { report, verifications: crypto.verifications }
}

describe('row 22: hostile CRLs', () => {
  const entries = 500_000
  let crl: Uint8Array
  beforeAll(async () => {
    const key = await keyNamed('Work Root')
    const date = new Date('2026-05-01T00:00:00Z')
    const entry: RevokedEntry = { serialNumber: 7n, date }
    const held: RevokedEntry = { ...entry, reason: 'certificateHold' }
    crl = signCrl(
      {
        issuer: root.name,
        thisUpdate: new Date('2026-06-01T00:00:00Z'),
        nextUpdate: new Date('2026-06-02T00:00:00Z'),
        entries: [...new Array<RevokedEntry>(entries - 1).fill(held), entry],
        extensions: [crlNumber(1)],
      },
      key,
    )
  }, 60_000)

  it('one serial number 500,000 times: few entries are materialised, and none is overlooked', async () => {
    const parsed = quickly(() => parseCertificateList(crl))
    if (!parsed.ok) throw new Error(parsed.reason)
    const list = parsed.value
    expect(list.entryCount).toBe(entries)
    expect(quickly(() => list.find(Uint8Array.of(7)))).toHaveLength(1024)
    const signer = await issue('Revoked', { by: root, serialNumber: 7n })
    // The revocation for good stands behind 499,999 holds.
    expect(quickly(() => entryFor(list, signer.certificate))?.reason).toBe('unspecified')
  })

  it('asks a list of issuers once, however many entries carry it over', async () => {
    const signer = await issue('Indirect', { by: root, serialNumber: 7n })
    const real = parseCertificateList(crl)
    if (!real.ok) throw new Error(real.reason)
    let asked = 0
    const name = root.certificate.subject
    const named = [{ kind: 'directoryName' as const, raw: name.raw, name }]
    const certificateIssuer = new Proxy(named, {
      get(target, property, receiver) {
        if (property === 'some') asked += 1
        return Reflect.get(target, property, receiver) as unknown
      },
    })
    const list = {
      ...real.value,
      *matching(serial: Uint8Array) {
        let count = 0
        for (const entry of real.value.matching(serial)) {
          if ((count += 1) > 20_000) return
          yield { ...entry, certificateIssuer }
        }
      },
    }
    expect(quickly(() => entryFor(list, signer.certificate))?.reason).toBe('certificateHold')
    expect(asked).toBe(1)
  })
})

describe('row 16: paths', () => {
  it.each([50, 200])(
    'a ladder of %i cross-certificates is left within the budget',
    async (count) => {
      const { anchor, certificate, intermediates, validationTime } = await ladder({
        certificates: count,
      })
      const crypto = countingCrypto()
      const report = await validateCertificate(
        { certificate, items: intermediates.map((bytes) => ({ kind: 'certificate', bytes })) },
        definePolicy({
          id: 'ladder',
          trustAnchors: trustAnchors([anchorFrom(anchor)]),
          requireRecognition: false,
        }),
        instant(validationTime.toISOString()),
        { crypto, revocation: 'skip' },
      )
      expect(report).toMatchObject({ valid: false })
      expect(crypto.verifications).toBeLessThanOrEqual(budgetLimits.signatures)
    },
  )
})

describe('row 16: many hostile signatures in one document', () => {
  it('spend the allowance of the document together, not each its own', async () => {
    const crowd = await Promise.all(
      Array.from({ length: 130 }, (_, i) => issueCa('Crowd', { by: root, key: `crowd ${i}` })),
    )
    const stranger = await issueCa('Crowd', { key: 'crowd stranger' })
    const signers = await Promise.all(
      Array.from({ length: 60 }, (_, i) => issue(`Signer ${i}`, { by: stranger })),
    )
    const all = signers.map(({ der, key }) => ({
      signer: { certificate: der, key, chain: [] },
      signingTime: new Date(midday),
    }))
    const [first, ...coSigners] = all
    if (first === undefined) throw new RangeError('no signer')
    const signature = signCades({
      ...{ ...first, coSigners, content: new Uint8Array(10) },
      certificates: [...signers, ...crowd].map(({ der }) => der),
    })
    const crypto = countingCrypto()
    const evidence = { document: readCms(signature), items: [] }
    const { reports } = await validateDocument(evidence, policyOf(root), midday, { crypto })
    expect(reports).toHaveLength(60)
    for (const { indication } of reports) expect(indication).toBe('INDETERMINATE')
    expect(crypto.verifications).toBeLessThanOrEqual(maxDocumentSignatures + 2 * reports.length)
  })
})

describe('row 17: name constraints', () => {
  it('thousands of names under thousands of subtrees are given up on, not compared', async () => {
    const names = (count: number, host: string) =>
      Array.from({ length: count }, (_, i) => generalName.dns(`a${i}.${host}`))
    const ca = await issueCa('Constrained', {
      by: root,
      extensions: [nameConstraints({ excluded: names(10_000, 'example.com') })],
    })
    const signer = await issue('Named', {
      by: ca,
      extensions: [subjectAltName(names(10_000, 'example.hk'))],
    })
    const { report } = await validate(signer, [ca])
    expect(report).toMatchObject({ valid: false })
    expect(report.failures[0]).toMatchObject({ check: 'path.name-constraints' })
  })

  it('a name of 20,000 RDNs under one of 20,000 is bounded too', async () => {
    const rdns = Array.from({ length: 20_000 }, (_, i) => [['OU', `u${i}`] as const])
    const long = nameOfRdns(...rdns)
    const ca = await issueCa('Long', {
      by: root,
      extensions: [
        nameConstraints({ permitted: [generalName.directory(long)] }),
        subjectAltName([generalName.directory(long)]),
      ],
    })
    const { report } = await validate(await issue('Under Long', { by: ca }), [ca])
    expect(report.valid).toBe(false)
  })
})

describe('row 18: policies', () => {
  const policies = (count: number, arc: number) =>
    Array.from({ length: count }, (_, i) => `2.999.${arc}.${i}`)

  it('a megabyte of mappings at each CA costs its size, not its product', async () => {
    const width = 8_000
    const mapped = (from: number): readonly Extension[] => [
      certificatePolicies(policies(width, from)),
      // Each policy to one of the next and to the first: one node has thousands of parents.
      policyMappings([
        ...policies(width, from).map((p, i) => [p, `2.999.${from + 1}.${i}`] as const),
        ...policies(width, from).map((p) => [p, `2.999.${from + 1}.0`] as const),
      ]),
    ]
    const certificates: Issued[] = []
    let by = root
    for (let i = 1; i <= 4; i++) {
      by = await issueCa(`Mapping ${i}`, { by, extensions: mapped(i) })
      certificates.push(by)
    }
    const signer = await issue('Mapped', {
      by,
      extensions: [certificatePolicies(policies(10, 5))],
    })
    const { report, verifications } = await validate(signer, certificates)
    expect(report.valid).toBe(true)
    // Policies of the first CA that lead down: all of them, over the shared one.
    expect(report.authorityConstrainedPolicies).toHaveLength(width)
    expect(verifications).toBe(5)
  }, 30_000)
})

describe('row 24: ASN.1 bombs', () => {
  const parsers = [parseCertificate, parseCertificateList, parseSignedData, canonicalise] as const

  it.each([
    ['a million layers', repeated(Uint8Array.of(0x30, 0x80), 1_000_000)],
    ['a megabyte of empty values', tlv(0x30, repeated(Uint8Array.of(0x05, 0x00), 500_000))],
    ['an INTEGER of a megabyte', tlv(0x30, tlv(0x02, new Uint8Array(1_000_000).fill(0x7f)))],
    ['an OID of a megabyte', tlv(0x30, tlv(0x06, new Uint8Array(1_000_000).fill(0x81)))],
    ['an OID of half a million arcs', tlv(0x30, tlv(0x06, new Uint8Array(500_000).fill(0x01)))],
    ['strings in pieces of pieces', repeated(Uint8Array.of(0x24, 0x80), 500_000)],
    ['a length of 127 octets', Uint8Array.of(0x30, 0xff, ...new Array<number>(127).fill(0xff))],
  ])('%s', (_, bytes) => {
    for (const parse of parsers) quickly(() => parse(bytes))
  })

  it('a name that is one RDN of 10,000 values', async () => {
    const values = Array.from({ length: 10_000 }, (_, i) => ['CN', `v${i}`] as const)
    const wide = await issue('Wide', { by: root, subject: nameOfRdns(values) })
    quickly(() => nameKey(wide.certificate.subject))
    const { report } = await validate(wide, [])
    expect(report.path?.certificates[0]?.subject.length).toBeLessThanOrEqual(maxReportedText + 1)
  })

  it('10,000 certificates in one message are refused unread', async () => {
    const set = tlv(0xa0, repeated(root.der, 10_000))
    const oid = (hex: string) => tlv(0x06, fromHex(hex))
    const join = (...parts: Uint8Array[]) => Uint8Array.from(Buffer.concat(parts))
    const signedData = tlv(
      0x30,
      join(
        Uint8Array.of(0x02, 0x01, 0x01),
        tlv(0x31, new Uint8Array(0)),
        tlv(0x30, oid('2a864886f70d010701')),
        set,
        tlv(0x31, new Uint8Array(0)),
      ),
    )
    const message = tlv(0x30, join(oid('2a864886f70d010702'), tlv(0xa0, signedData)))
    const document = quickly(() => readCms(message))
    expect(document).toMatchObject({ ok: false, reason: 'TOO_MANY' })
    const crypto = countingCrypto()
    const { reports } = await validateDocument({ document, items: [] }, policyOf(root), midday, {
      crypto,
    })
    expect(reports).toMatchObject([{ subIndication: 'FORMAT_FAILURE' }])
    expect(crypto.verifications).toBe(0)
  })
})

describe('row 40: text of a megabyte', () => {
  it.each([
    ['letters', 'a'],
    ['spaces', ' '],
    ['controls', '\u0000'],
    ['surrogates', '\ud800'],
    ['combining marks', '\u0301'],
    ['the widest character under NFKC', '\ufdfa'],
    ['a word and a space', 'a '],
    ['commas and brackets', ',('],
    ['dashes', '-'],
  ])('%s: shown, warned of and read in linear time', (_, piece) => {
    const text = piece.repeat(1_000_000 / piece.length)
    quickly(() => displayText(text, { maxLength: 100 }))
    quickly(() => displayText(text))
    quickly(() => textWarnings(text))
    quickly(() => readEncodedObjects(new TextEncoder().encode(text)))
  })

  it('a subject of a megabyte is compared in linear time, and cut in the report', async () => {
    for (const piece of ['a', ' ', '\u0301', '\ufdfa', '\u0000']) {
      const octets = new TextEncoder().encode(piece).length
      const text = piece.repeat(Math.floor(600_000 / octets))
      const signer = await issue('Endless', { by: root, subject: nameOfRdns([['CN', text]]) })
      const { report } = await validate(signer, [])
      expect(report.valid).toBe(true)
      expect(JSON.stringify(report).length).toBeLessThan(40_000)
    }
  }, 30_000)
})
