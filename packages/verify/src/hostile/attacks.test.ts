import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { trustAnchors } from '@chopmark/core'
import {
  certificatePolicies,
  crlNumber,
  distinguishedName,
  extKeyUsage,
  generalName,
  keyUsage,
  nameConstraints,
  policyConstraints,
  signCades,
  signCrl,
  subjectAltName,
} from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { definePolicy } from '../define-policy.js'
import type { EvidenceItem } from '../evidence.js'
import { explain } from '../explain.js'
import { type Issued, type IssueOptions, issue, issueCa, midday } from '../path/issue.fixture.js'
import { anchorFrom } from '../path/path.fixture.js'
import type { PolicySettings } from '../policy.js'
import { readCms } from '../read-cms.js'
import { serialiseReport } from '../serialise-report.js'
import { type CertificateReport, validateCertificate } from '../validate-certificate.js'
import { validateDocument } from '../validate-document.js'
import { countingCrypto } from './counting-crypto.fixture.js'

// Rows of the table of attacks that the three lists of forgeries do not show. The others: `forgeries.conformance.test.ts`,
// `path-forgeries.test.ts`, `revocation-forgeries.test.ts`, `work.conformance.test.ts`.

const root = await issueCa('Attack Root')

function policy(settings: Partial<PolicySettings> = {}) {
  return definePolicy({
    id: 'attacks',
    trustAnchors: trustAnchors([anchorFrom(root.der)]),
    requireRecognition: false,
    ...settings,
  })
}

async function validate(
  target: Issued,
  cas: readonly Issued[],
  settings: Partial<PolicySettings> = {},
  crls: readonly Uint8Array[] = [],
): Promise<CertificateReport> {
  const items: EvidenceItem[] = [
    ...cas.map(({ der }) => ({ kind: 'certificate' as const, bytes: der })),
    ...crls.map((bytes) => ({ kind: 'crl' as const, bytes })),
  ]
  return validateCertificate({ certificate: target.der, items }, policy(settings), midday, {
    crypto: countingCrypto(),
    purpose: 'signing',
    revocation: crls.length > 0 ? 'check' : 'skip',
  })
}

describe('row 14', () => {
  it('a CRL with an extension twice, and one critical and unknown, proves nothing', async () => {
    const signer = await issue('Fourteen', { by: root })
    const crl = (...extra: Parameters<typeof signCrl>[0]['extensions']) =>
      signCrl(
        {
          issuer: root.name,
          thisUpdate: new Date('2026-06-01T11:00:00Z'),
          nextUpdate: new Date('2026-06-02T00:00:00Z'),
          entries: [],
          extensions: [crlNumber(1), ...extra],
        },
        root.key,
      )
    const unknown = { oid: '2.999.1.1', critical: true, value: Uint8Array.of(5, 0) }
    expect((await validate(signer, [], {}, [crl()])).valid).toBe(true)
    expect((await validate(signer, [], {}, [crl(crlNumber(2))])).valid).toBe(false)
    expect((await validate(signer, [], {}, [crl(unknown)])).valid).toBe(false)
  })
})

describe('row 17: traps of name constraints', () => {
  const dns = generalName.dns
  const email = generalName.email
  it.each<[string, boolean, Parameters<typeof nameConstraints>[0], IssueOptions]>([
    [
      'a wildcard that reaches into an excluded domain',
      false,
      { excluded: [dns('secret.example.com')] },
      { extensions: [subjectAltName([dns('*.example.com')])] },
    ],
    [
      'case in the local part of an address',
      false,
      { permitted: [email('chan@example.hk')] },
      { extensions: [subjectAltName([email('CHAN@example.hk')])] },
    ],
    [
      'case in the host of an address',
      true,
      { permitted: [email('chan@example.hk')] },
      { extensions: [subjectAltName([email('chan@EXAMPLE.hk')])] },
    ],
    [
      'two signs in an address',
      false,
      { permitted: [email('example.hk')] },
      { extensions: [subjectAltName([email('chan@evil.com@example.hk')])] },
    ],
    [
      'a directory name that begins alike as text, not as RDNs',
      false,
      { permitted: [generalName.directory(distinguishedName(['O', 'Chop']))] },
      { subject: distinguishedName(['O', 'Chopmark'], ['CN', 'x']) },
    ],
    [
      'the same prefix in another string type and case',
      true,
      { permitted: [generalName.directory(distinguishedName(['O', 'Chop', 'utf8']))] },
      { subject: distinguishedName(['O', 'CHOP', 'printable'], ['CN', 'x']) },
    ],
    [
      'an excluded directory name in another string type and case',
      false,
      { excluded: [generalName.directory(distinguishedName(['O', 'Chop', 'bmp']))] },
      { subject: distinguishedName(['O', 'CHOP', 'printable'], ['CN', 'x']) },
    ],
    [
      'an address of IPv4 under a subtree of IPv6',
      false,
      { permitted: [generalName.ip(new Uint8Array(32))] },
      { extensions: [subjectAltName([generalName.ip(Uint8Array.of(10, 0, 0, 1))])] },
    ],
    [
      'NUL in a host',
      false,
      { permitted: [dns('example.hk')] },
      { extensions: [subjectAltName([dns('evil.com\u0000.example.hk')])] },
    ],
    [
      'a URI without a host',
      false,
      { permitted: [generalName.uri('example.hk')] },
      { extensions: [subjectAltName([generalName.uri('urn:example')])] },
    ],
    [
      'a URI whose user looks like the host',
      false,
      { permitted: [generalName.uri('example.hk')] },
      { extensions: [subjectAltName([generalName.uri('https://example.hk@evil.com/')])] },
    ],
  ])('%s', async (_, valid, constraints, leaf) => {
    const ca = await issueCa('Seventeen CA', {
      by: root,
      extensions: [nameConstraints(constraints)],
    })
    const report = await validate(await issue('Seventeen', { by: ca, ...leaf }), [ca])
    expect(report.valid, JSON.stringify(report.failures)).toBe(valid)
  })

  it('a subtree of 17 octets for addresses is refused by the parser', async () => {
    const extensions = [nameConstraints({ excluded: [generalName.ip(new Uint8Array(17))] })]
    await expect(issueCa('IP 17', { by: root, extensions })).rejects.toThrow('BAD_VALUE')
  })

  it('constraints in a certificate that is no CA are refused', async () => {
    const extensions = [nameConstraints({ excluded: [dns('example.com')] })]
    expect((await validate(await issue('Leaf NC', { by: root, extensions }), [])).valid).toBe(false)
  })
})

describe('row 18: policies', () => {
  it('any extended key usage does not switch policies off (CVE-2025-22874)', async () => {
    const ca = await issueCa('Eighteen CA', { by: root, extensions: [policyConstraints(0)] })
    const extensions = [extKeyUsage(['2.5.29.37.0', '1.3.6.1.5.5.7.3.4'])]
    const report = await validate(await issue('Any EKU', { by: ca, extensions }), [ca])
    expect(report).toMatchObject({ valid: false })
    expect(report.failures[0]).toMatchObject({ check: 'path.certificate-policies' })
  })

  it('policies that are malformed are no leave to pass without (CVE-2023-0465)', async () => {
    const extensions = [certificatePolicies(['2.999.1', '2.999.1'])]
    await expect(issue('Bad policies', { by: root, extensions })).rejects.toThrow('DUPLICATE_FIELD')
  })
})

describe('row 19: odd keys of CAs', () => {
  const tlv = (tag: number, ...parts: Uint8Array[]): Uint8Array => {
    const content = Buffer.concat(parts)
    const { length } = content
    const head = length < 0x80 ? [tag, length] : [tag, 0x82, length >> 8, length & 255]
    return Uint8Array.from([...head, ...content])
  }
  const spki = (oid: string, parameters: Uint8Array, key: Uint8Array): Uint8Array =>
    tlv(
      0x30,
      tlv(0x30, tlv(0x06, Buffer.from(oid, 'hex')), parameters),
      tlv(0x03, Uint8Array.of(0), key),
    )
  const none = Uint8Array.of(5, 0)
  const rsa = (modulus: Uint8Array, exponent: Uint8Array): Uint8Array =>
    spki('2a864886f70d010101', none, tlv(0x30, tlv(0x02, modulus), tlv(0x02, exponent)))
  const ff = (length: number): Uint8Array => new Uint8Array(length).fill(0x7f)
  const p256 = tlv(0x06, Buffer.from('2a8648ce3d030107', 'hex'))
  it.each<[string, Uint8Array]>([
    ['DSA', spki('2a8648ce380401', none, tlv(0x02, ff(64)))],
    ['a modulus of 65,528 bits', rsa(ff(8191), Uint8Array.of(3))],
    ['an exponent of 2,048 bits', rsa(ff(256), ff(256))],
    ['an even modulus', rsa(Uint8Array.from([...ff(255), 0x7e]), Uint8Array.of(1, 0, 1))],
    ['a modulus of 0', rsa(Uint8Array.of(0), Uint8Array.of(3))],
    ['a negative modulus', rsa(Uint8Array.of(0x80, ...ff(255)), Uint8Array.of(3))],
    ['an exponent of 1', rsa(ff(256), Uint8Array.of(1))],
    ['an exponent of 0', rsa(ff(256), Uint8Array.of(0))],
    ['a point that is not on the curve', spki('2a8648ce3d0201', p256, Uint8Array.of(4, ...ff(64)))],
    ['the point at infinity', spki('2a8648ce3d0201', p256, Uint8Array.of(0))],
    ['an Ed25519 key of small order', spki('2b6570', new Uint8Array(0), new Uint8Array(32))],
    ['an unknown algorithm', spki('883701', none, ff(32))],
  ])('%s', async (_, key) => {
    const odd = await issueCa('Odd CA', { by: root, spki: key })
    expect((await validate(await issue('Under odd', { by: odd }), [odd])).valid).toBe(false)
    // A fault of the key, whether or not anything is verified with it.
    const asTarget = await validate(await issue('Odd', { by: root, spki: key }), [])
    expect(asTarget.failures[0]).toMatchObject({ check: 'path.public-key' })
  })
})

/** A document signed by somebody of that name. */
async function reportOf(subject: Uint8Array) {
  const signer = await issue('Named', {
    by: root,
    subject,
    extensions: [keyUsage(['digitalSignature'])],
  })
  const content = new TextEncoder().encode('x')
  const signature = signCades({
    signer: { certificate: signer.der, key: signer.key, chain: [] },
    content,
    signingTime: new Date(midday),
  })
  const { reports } = await validateDocument(
    { document: readCms(signature), items: [] },
    policy({ revocation: { required: 'never' } }),
    midday,
  )
  return reports[0]
}

describe('rows 34, 38, 39: names that attack whoever shows them', () => {
  it('row 34: `__proto__` and `constructor` as names change nothing', async () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      const report = await reportOf(distinguishedName(['O', name], ['CN', name]))
      expect(report).toMatchObject({ indication: 'TOTAL-PASSED', signer: { commonName: name } })
      expect(JSON.parse(serialiseReport({ reports: [report] }))).toBeTypeOf('object')
      expect(Object.keys(Object.prototype)).toEqual([])
    }
  })

  it('rows 38, 39: nothing invisible, reversed or broken over lines reaches the person', async () => {
    const hostile = [
      'CHAN\u202eNAT',
      'CHAN\u0000.evil',
      'CHAN\u200b TAI',
      'CHAN\n\nverified by: bank',
      '<script>alert(1)</script>',
    ]
    for (const text of hostile) {
      for (const as of ['utf8', 'bmp', 'teletex'] as const) {
        if (as === 'teletex' && /[^\u0000-\u00ff]/.test(text)) continue
        const report = await reportOf(distinguishedName(['CN', text, as])).catch(String)
        if (typeof report === 'string') {
          expect(report).toContain('BAD_STRING')
          continue
        }
        for (const locale of ['en', 'zh-Hant-HK', 'zh-Hans-HK'] as const) {
          for (const line of explain(report, locale)) {
            expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e]/)
          }
        }
        expect(report.signer?.subject).not.toMatch(/[\u0000-\u001f\u200b-\u200f\u202a-\u202e]/)
      }
    }
  })
})

describe('row 42', () => {
  it('no shipped code computes with private keys itself', () => {
    const packages = fileURLToPath(new URL('../../../', import.meta.url))
    const sources = (folder: string): string[] =>
      readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name)
        if (entry.isDirectory()) return sources(path)
        return entry.name.endsWith('.ts') && !/\.(test|fixture|test-support)\.ts$/.test(entry.name)
          ? [path]
          : []
      })
    for (const name of ['core', 'verify', 'client', 'server']) {
      for (const path of sources(join(packages, name, 'src'))) {
        const code = readFileSync(path, 'utf8')
        expect(code, path).not.toMatch(/modPow|jsbn|node-forge\/lib\/(rsa|ed25519|pkcs1|pki)\b/)
        expect(code, path).not.toMatch(/from '@noble\/(curves|secp256k1|ed25519)/)
      }
    }
  })
})
