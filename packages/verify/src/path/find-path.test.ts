import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  distinguishedName,
  extKeyUsage,
  generalName,
  keyUsage,
  nameConstraints,
  policyMappings,
  certificatePolicies,
  subjectAltName,
  subjectKeyIdentifier,
  unknownExtension,
} from '@chopmark/test-pki'
import { type TrustAnchor, trustAnchors, type Instant, instant } from '@chopmark/core'
import { describe, expect, it } from 'vitest'
import { anyAlgorithms } from '../default-algorithms.js'
import { definePolicy } from '../define-policy.js'
import type { PolicySettings } from '../policy.js'
import {
  type CertificateOptions,
  type CertificateReport,
  validateCertificate,
} from '../validate-certificate.js'
import { createValidationCache } from '../validation-cache.js'
import { type Issued, issue, issueCa, keyNamed, midday } from './issue.fixture.js'
import { anchorFrom } from './path.fixture.js'

interface Asked {
  readonly anchors: readonly (Issued | TrustAnchor)[]
  readonly others?: readonly Issued[]
  readonly at?: Instant
  readonly policy?: Partial<PolicySettings>
  readonly options?: CertificateOptions
}

function validate(target: Issued, asked: Asked): Promise<CertificateReport> {
  const list = asked.anchors.map((anchor, i) =>
    'der' in anchor ? anchorFrom(anchor.der, `test/${i}`) : anchor,
  )
  return validateCertificate(
    {
      certificate: target.der,
      items: (asked.others ?? []).map(({ der }) => ({ kind: 'certificate', bytes: der })),
    },
    definePolicy({
      id: 'test',
      trustAnchors: trustAnchors(list),
      algorithms: anyAlgorithms(),
      ...asked.policy,
    }),
    asked.at ?? midday,
    { revocation: 'skip', ...asked.options },
  )
}

const pathOf = (report: CertificateReport): readonly string[] =>
  report.path?.certificates.map(({ sha256 }) => sha256) ?? []

describe('findPath', () => {
  it('finds the path whatever the order and however much lies beside it', async () => {
    const root = await issueCa('Root')
    const upper = await issueCa('Upper', { by: root })
    const lower = await issueCa('Lower', { by: upper })
    const stranger = await issueCa('Stranger')
    const signer = await issue('Signer', { by: lower })
    const report = await validate(signer, {
      anchors: [root],
      others: [stranger, root, signer, upper, upper, lower],
    })
    expect(report).toMatchObject({ valid: true, failures: [], missing: [], budgetExhausted: null })
    expect(pathOf(report)).toEqual([signer.sha256, lower.sha256, upper.sha256])
    expect(report.path?.trustAnchorId).toBe('test/0')
  })

  it('tells namesakes apart by signature when no key identifier helps', async () => {
    const root = await issueCa('Root')
    const others = await Promise.all(
      [1, 2, 3, 4].map((i) => issueCa('Lower', { by: root, key: `Lower ${i}` })),
    )
    const [, , third] = others
    const signer = await issue('Signer', { by: third as Issued })
    const report = await validate(signer, { anchors: [root], others })
    expect(pathOf(report)).toEqual([signer.sha256, third?.sha256])
  })

  it('takes key identifiers as a hint and no more', async () => {
    const root = await issueCa('Root')
    const wrongHint = await issueCa('Lower', { by: root, key: 'other' })
    const lower = await issueCa('Lower', {
      by: root,
      extensions: [subjectKeyIdentifier(root.key.spki)],
    })
    const signer = await issue('Signer', {
      by: lower,
      extensions: [authorityKeyIdentifier(wrongHint.key.spki)],
    })
    expect(await validate(signer, { anchors: [root], others: [wrongHint, lower] })).toMatchObject({
      valid: true,
    })
  })

  it('goes over a cross-certificate when the own root is not trusted', async () => {
    const root = await issueCa('Root')
    const oldRoot = await issueCa('Old Root')
    const cross = await issueCa('Old Root', { by: root })
    const lower = await issueCa('Lower', { by: oldRoot })
    const signer = await issue('Signer', { by: lower })
    const report = await validate(signer, { anchors: [root], others: [oldRoot, cross, lower] })
    expect(pathOf(report)).toEqual([signer.sha256, lower.sha256, cross.sha256])
  })

  it('finds the renewed root among anchors of one name', async () => {
    const first = await issueCa('Root', { key: 'first' })
    const second = await issueCa('Root', { key: 'second' })
    const signer = await issue('Signer', { by: second })
    const report = await validate(signer, { anchors: [first, second] })
    expect(report.path).toMatchObject({ valid: true, trustAnchorId: 'test/1' })
  })

  it('comes back from dead ends of every kind', async () => {
    const root = await issueCa('Root')
    const good = await issueCa('Lower', { by: root })
    const lower = (options: object): Promise<Issued> => issueCa('Lower', { by: root, ...options })
    const dns = (text: string): Uint8Array => generalName.dns(text)
    const untrusted = await issueCa('Untrusted')
    const bad = await Promise.all([
      lower({ by: untrusted }),
      lower({ notAfter: new Date('2026-02-01T00:00:00Z') }),
      lower({ extensions: [nameConstraints({ excluded: [dns('example.hk')] })] }),
      lower({ extensions: [unknownExtension(true)] }),
      lower({ extensions: [extKeyUsage(['1.3.6.1.5.5.7.3.1'])] }),
      issue('Lower', { by: root, extensions: [keyUsage(['keyCertSign'])] }),
      issue('Lower', { by: root, extensions: [basicConstraints(true), keyUsage(['cRLSign'])] }),
      issue('Lower', { by: root, version: 1, extensions: [] }),
    ])
    const signer = await issue('Signer', {
      by: good,
      extensions: [subjectAltName([dns('example.hk')]), keyUsage(['digitalSignature'])],
    })
    const options = { purpose: 'signing' } as const
    expect(await validate(signer, { anchors: [root], others: bad, options })).toMatchObject({
      valid: false,
    })
    const report = await validate(signer, { anchors: [root], others: [...bad, good], options })
    expect(report.failures).toEqual([])
    expect(pathOf(report)).toEqual([signer.sha256, good.sha256])
  })

  it('ends in a circle of CAs that certify each other', async () => {
    const a = await issueCa('A')
    const b = await issueCa('B', { by: a })
    const aByB = await issueCa('A', { by: b })
    const bByA = await issueCa('B', { by: a })
    const signer = await issue('Signer', { by: b })
    const report = await validate(signer, {
      anchors: [await issueCa('Root')],
      others: [a, b, aByB, bByA],
    })
    expect(report).toMatchObject({ valid: false, budgetExhausted: null })
    expect(report.failures[0]).toMatchObject({
      check: 'path.trust-anchor',
      subIndication: 'NO_CERTIFICATE_CHAIN_FOUND',
    })
  })

  it('never takes a root out of the evidence for an anchor', async () => {
    const smuggled = await issueCa('Root', { key: 'smuggled' })
    const signer = await issue('Signer', { by: smuggled })
    const asked = { anchors: [await issueCa('Root')], others: [smuggled] }
    expect(await validate(signer, asked)).toMatchObject({ valid: false })
    const selfSigned = await issue('Signer')
    expect(await validate(selfSigned, { ...asked, others: [selfSigned] })).toMatchObject({
      valid: false,
    })
  })

  it('asks for the issuer that is not there, with the addresses the certificate names', async () => {
    const root = await issueCa('Root')
    const lower = await issueCa('Lower', { by: root })
    const signer = await issue('Signer', {
      by: lower,
      extensions: [authorityInfoAccess({ caIssuers: 'http://ca.example/lower.cer' })],
    })
    const report = await validate(signer, { anchors: [root] })
    expect(report.missing).toEqual([
      {
        kind: 'issuer',
        certificate: signer.sha256,
        issuer: 'CN=Lower,C=HK',
        urls: ['http://ca.example/lower.cer'],
      },
    ])
  })

  it('asks for the other key of a self-issued certificate, and for nothing above a root', async () => {
    const root = await issueCa('Root')
    const anchors = [await issueCa('Elsewhere')]
    const rolled = await issueCa('Root', {
      by: root,
      key: 'next',
      extensions: [
        subjectKeyIdentifier((await keyNamed('next')).spki),
        authorityKeyIdentifier(root.key.spki),
      ],
    })
    expect((await validate(rolled, { anchors })).missing).toMatchObject([{ kind: 'issuer' }])
    expect((await validate(root, { anchors })).missing).toEqual([])
  })

  it('asks for the issuer too when only a namesake with another key is there', async () => {
    const root = await issueCa('Root')
    const lower = await issueCa('Lower', { by: root })
    const namesake = await issueCa('Lower', { by: root, key: 'namesake' })
    const signer = await issue('Signer', { by: lower })
    const report = await validate(signer, { anchors: [root], others: [namesake] })
    expect(report.failures[0]).toMatchObject({
      check: 'path.signature',
      certificate: signer.sha256,
      facts: { answer: 'refuted' },
    })
    expect(report.missing).toMatchObject([{ kind: 'issuer', certificate: signer.sha256 }])
  })

  it('says that the issuer’s key is there under another name only, and asks for the issuer all the same', async () => {
    const root = await issueCa('Root')
    const { spki } = await keyNamed('Lower')
    const lower = await issueCa('Lower', { by: root, extensions: [subjectKeyIdentifier(spki)] })
    const renamed = { ...lower, name: distinguishedName(['C', 'HK'], ['CN', 'Renamed']) }
    const key = authorityKeyIdentifier(lower.key.spki)
    const signer = await issue('Signer', { by: renamed, extensions: [key] })
    const others = [lower]
    const report = await validate(signer, { anchors: [root], others })
    expect(report.failures[0]).toMatchObject({
      check: 'path.name-chaining',
      certificate: signer.sha256,
      subIndication: 'CERTIFICATE_CHAIN_GENERAL_FAILURE',
    })
    expect(report.missing).toMatchObject([{ kind: 'issuer', certificate: signer.sha256 }])
    // An anchor's key counts as well; an identifier that only claims a key does not.
    const direct = await validate(signer, { anchors: [lower] })
    expect(direct.failures[0]).toMatchObject({ check: 'path.name-chaining' })
    const other = await issueCa('Other', { by: root, key: 'other' })
    const claims = await issue('Claims', {
      by: { ...other, name: renamed.name },
      extensions: [key],
    })
    const claimed = await validate(claims, { anchors: [root], others })
    expect(claimed.failures[0]).toMatchObject({ check: 'path.trust-anchor' })
  })

  it('takes a pinned anchor once its certificate is there, and names it before', async () => {
    const root = await issueCa('Root')
    const lower = await issueCa('Lower', { by: root })
    const signer = await issue('Signer', { by: lower })
    const pinned: TrustAnchor = {
      kind: 'pinned',
      id: 'test/pinned',
      use: 'signing',
      sandbox: false,
      certificatePolicies: 'any',
      recognition: [],
      certificateSha256: root.sha256,
      subject: 'C=HK, CN=Root',
      notBefore: root.certificate.notBefore,
      notAfter: root.certificate.notAfter,
      publishedAt: 'http://ca.example/root.cer',
    }
    const without = await validate(signer, { anchors: [pinned], others: [lower] })
    expect(without.valid).toBe(false)
    expect(without.missing.map(({ kind }) => kind)).toEqual(['issuer', 'trust-anchor'])
    expect(without.missing[1]).toMatchObject({ anchorId: 'test/pinned' })
    const withIt = await validate(signer, { anchors: [pinned], others: [root, lower] })
    expect(withIt.path).toMatchObject({ valid: true, trustAnchorId: 'test/pinned' })
  })

  it("lets an anchor's own certificate stand for itself when it is self-signed or a CA's", async () => {
    const root = await issueCa('Root')
    const lower = await issueCa('Lower', { by: root })
    const selfSigned = await issue('Signer')
    const signer = await issue('Signer 2', { by: lower })
    expect(await validate(root, { anchors: [root] })).toMatchObject({ valid: true })
    expect(await validate(lower, { anchors: [lower] })).toMatchObject({ valid: true })
    expect(await validate(selfSigned, { anchors: [selfSigned] })).toMatchObject({ valid: true })
    expect(await validate(signer, { anchors: [signer] })).toMatchObject({ valid: false })
  })

  it("keeps to what the anchor's own certificate allows", async () => {
    const root = await issueCa('Root', {
      extensions: [nameConstraints({ permitted: [generalName.dns('example.hk')] })],
    })
    const name = (text: string): object => ({
      by: root,
      extensions: [subjectAltName([generalName.dns(text)])],
    })
    const inside = await issue('Inside', name('www.example.hk'))
    const outside = await issue('Outside', name('example.com'))
    expect(await validate(inside, { anchors: [root] })).toMatchObject({ valid: true })
    expect(await validate(outside, { anchors: [root] })).toMatchObject({ valid: false })
    const { certificate, ...bare } = anchorFrom(root.der)
    expect(certificate).toBeDefined()
    expect(await validate(outside, { anchors: [bare] })).toMatchObject({ valid: true })
    const later = instant('2027-06-01T00:00:00Z')
    const late = await issue('Late', { by: root, notAfter: new Date('2028-01-01T00:00:00Z') })
    expect((await validate(late, { anchors: [root], at: later })).failures[0]).toMatchObject({
      check: 'path.trust-anchor',
      facts: { problem: 'OUT_OF_VALIDITY' },
    })
    expect(await validate(late, { anchors: [bare], at: later })).toMatchObject({ valid: true })
  })

  it('wants one purpose that all CAs leave together', async () => {
    const [mail, documents] = ['1.3.6.1.5.5.7.3.4', '1.3.6.1.5.5.7.3.36']
    const root = await issueCa('Root')
    const upper = await issueCa('Upper', { by: root, extensions: [extKeyUsage([mail])] })
    const lower = await issueCa('Lower', { by: upper, extensions: [extKeyUsage([documents])] })
    const both = await issueCa('Both', { by: upper, extensions: [extKeyUsage([documents, mail])] })
    const others = [upper, lower, both]
    const options = { purpose: 'signing' } as const
    const asked = { anchors: [root], others, options }
    expect(await validate(await issue('Signer', { by: lower }), asked)).toMatchObject({
      valid: false,
      failures: [{ check: 'path.ext-key-usage', certificate: lower.sha256 }],
    })
    expect(await validate(await issue('Signer', { by: both }), asked)).toMatchObject({
      valid: true,
    })
  })

  it('lets an expired target speak before expired CAs and an expired anchor', async () => {
    const root = await issueCa('Root')
    const lower = await issueCa('Lower', { by: root })
    const signer = await issue('Signer', { by: lower })
    const lasting = await issue('Signer', { by: lower, notAfter: new Date('2028-01-01T00:00:00Z') })
    const asked = { anchors: [root], others: [lower], at: instant('2027-06-01T00:00:00Z') }
    expect((await validate(signer, asked)).failures[0]).toMatchObject({
      check: 'path.validity',
      certificate: signer.sha256,
      subIndication: 'OUT_OF_BOUNDS_NO_POE',
    })
    expect((await validate(lasting, asked)).failures[0]).toMatchObject({
      check: 'path.trust-anchor',
      subIndication: 'CERTIFICATE_CHAIN_GENERAL_FAILURE',
    })
  })

  it('cuts the policies asked for to those of the anchor', async () => {
    const root = await issueCa('Root')
    const signer = await issue('Signer', {
      by: root,
      extensions: [certificatePolicies(['2.999.1', '2.999.2'])],
    })
    const anchor = { ...anchorFrom(root.der), certificatePolicies: ['2.999.2', '2.999.3'] }
    const report = await validate(signer, { anchors: [anchor] })
    expect(report).toMatchObject({
      valid: true,
      authorityConstrainedPolicies: ['2.999.1', '2.999.2'],
      userConstrainedPolicies: ['2.999.2'],
    })
  })

  it('says which of several paths came furthest', async () => {
    const root = await issueCa('Root')
    const forged = await issueCa('Lower', { by: root, key: 'forger' })
    const mapping = await issueCa('Lower', {
      by: root,
      extensions: [certificatePolicies(['2.999.1']), policyMappings([['2.5.29.32.0', '2.999.1']])],
    })
    const signer = await issue('Signer', { by: mapping })
    const report = await validate(signer, { anchors: [root], others: [forged, mapping] })
    expect(report.failures[0]).toMatchObject({
      check: 'path.certificate-policies',
      facts: { problem: 'ANY_POLICY_MAPPED' },
    })
  })

  it('matches names across string types, case and spaces, Chinese ones as well', async () => {
    const root = await issueCa('Root', {
      subject: distinguishedName(['C', 'HK'], ['O', 'Hongkong  Post'], ['CN', '香港郵政', 'bmp']),
    })
    const alike = {
      ...root,
      name: distinguishedName(
        ['C', 'hk'],
        ['O', ' hongkong post ', 'utf8'],
        ['CN', '香港郵政', 'utf8'],
      ),
    }
    const signer = await issue('Signer', { by: alike })
    expect(await validate(signer, { anchors: [root] })).toMatchObject({ valid: true })
    const other = { ...root, name: distinguishedName(['C', 'HK'], ['CN', '香港邮政']) }
    expect(await validate(await issue('Signer', { by: other }), { anchors: [root] })).toMatchObject(
      { valid: false },
    )
  })

  it('gives the same report with a cache, cold and warm, and for bytes that change later', async () => {
    const root = await issueCa('Root')
    const lower = await issueCa('Lower', { by: root })
    const signer = await issue('Signer', { by: lower })
    const cache = createValidationCache()
    const asked = { anchors: [root], others: [lower], options: { cache } }
    const plain = await validate(signer, { anchors: [root], others: [lower] })
    expect(await validate(signer, asked)).toEqual(plain)
    expect(await validate(signer, asked)).toEqual(plain)
    const bent = { ...signer, der: signer.der.slice() }
    bent.der[bent.der.length - 1] = (bent.der[bent.der.length - 1] ?? 0) ^ 1
    expect(await validate(bent, asked)).toMatchObject({ valid: false })
    expect(await validate(signer, asked)).toEqual(plain)
  })

  it('has no word for bytes that are no certificate but that', async () => {
    const root = await issueCa('Root')
    const broken = { ...root, der: root.der.subarray(0, 100) }
    expect(await validate(broken, { anchors: [root] })).toMatchObject({
      valid: false,
      path: null,
      failures: [{ check: 'certificate.der', facts: { reason: 'TRUNCATED' } }],
    })
  })
})
