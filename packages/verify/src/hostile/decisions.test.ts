import {
  base64url,
  contentIdentifier,
  instant,
  type SignatureRequest,
  trustAnchors,
} from '@chopmark/core'
import {
  counterSignature,
  digestOf,
  keyUsage,
  pathForgeries,
  type RevokedEntry,
  revocationForgeries,
  signCades,
  signCrl,
} from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { definePolicy } from '../define-policy.js'
import { type Issued, issue, issueCa } from '../path/issue.fixture.js'
import { anchorFrom } from '../path/path.fixture.js'
import { readCms } from '../read-cms.js'
import type { ValidationReport } from '../report.js'
import { validateCertificate } from '../validate-certificate.js'
import { validateDocument } from '../validate-document.js'

// Decisions D2 to D8 are held by `../decisions.test.ts`.

const root = await issueCa('Decision Root')
const at = instant('2026-06-01T12:00:00Z')
const content = new TextEncoder().encode('Pay HKD 100\n')
const nonce = new Uint8Array(32).fill(9)
const origin = 'https://portal.example'

/** A portal's request of an hour before the validation time. */
const request: SignatureRequest = {
  version: 1,
  id: 'sandwich',
  nonce: base64url(nonce),
  origin,
  requester: { en: 'Bank', 'zh-Hant-HK': '銀行', 'zh-Hans-HK': '银行' },
  purpose: { en: 'Payment', 'zh-Hant-HK': '付款', 'zh-Hans-HK': '付款' },
  document: {
    name: 'a.txt',
    mediaType: 'text/plain',
    sizeBytes: content.length,
    digestAlgorithm: 'SHA-256',
    digest: base64url(digestOf('SHA-256', content)),
  },
  packaging: 'attached',
  commitmentType: 'proofOfApproval',
  signer: {},
  createdAt: '2026-06-01T11:00:00.000Z',
  expiresAt: '2026-06-01T13:00:00.000Z',
  sandbox: false,
}

interface Case {
  readonly notAfter?: Date
  readonly entries?: readonly RevokedEntry[]
  /** With the request's nonce under the signature? */
  readonly bound: boolean
}

async function decide({ notAfter, entries = [], bound }: Case): Promise<ValidationReport> {
  const signer = await issue('Decision Signer', {
    by: root,
    serialNumber: 77n,
    extensions: [keyUsage(['digitalSignature'])],
    ...(notAfter !== undefined && { notAfter }),
  })
  const crl = signCrl(
    {
      issuer: root.name,
      thisUpdate: new Date('2026-06-01T11:30:00Z'),
      nextUpdate: new Date('2026-06-02T00:00:00Z'),
      entries,
      extensions: [],
    },
    root.key,
  )
  const identifier = contentIdentifier(nonce, digestOf('SHA-256', new TextEncoder().encode(origin)))
  const signature = signCades({
    signer: { certificate: signer.der, key: signer.key, chain: [] },
    content,
    signingTime: new Date('2026-01-02T00:00:00Z'),
    commitment: 5,
    ...(bound && { contentIdentifier: identifier }),
  })
  const { reports } = await validateDocument(
    {
      document: readCms(signature),
      items: [{ kind: 'crl', bytes: crl }],
      ...(bound && { request }),
    },
    policy(root),
    at,
  )
  return reports[0]
}

function policy(anchor: Issued) {
  return definePolicy({
    id: 'decisions',
    trustAnchors: trustAnchors([anchorFrom(anchor.der)]),
    requireRecognition: false,
  })
}

const revokedAt = (date: string): readonly RevokedEntry[] => [
  { serialNumber: 77n, date: new Date(date), reason: 'keyCompromise' },
]

describe('D1, D9: what is certain fails, what is open does not', () => {
  it('control: bound to the request, valid, not revoked', async () => {
    const report = await decide({ bound: true })
    expect(report.indication, JSON.stringify(report.subIndication)).toBe('TOTAL-PASSED')
  })

  it('TOTAL-FAILED/EXPIRED: the nonce is younger than the end of the certificate', async () => {
    const notAfter = new Date('2026-06-01T10:00:00Z')
    const report = await decide({ notAfter, bound: true })
    expect(report).toMatchObject({ indication: 'TOTAL-FAILED', subIndication: 'EXPIRED' })
  })

  it('INDETERMINATE: the same without a proof, whatever the signer claims', async () => {
    const notAfter = new Date('2026-06-01T10:00:00Z')
    const report = await decide({ notAfter, bound: false })
    expect(report.indication).toBe('INDETERMINATE')
    expect(report.subIndication).toMatch(/^OUT_OF_BOUNDS_/)
  })

  it('TOTAL-FAILED/REVOKED: the nonce is younger than the revocation', async () => {
    const report = await decide({ entries: revokedAt('2026-06-01T10:00:00Z'), bound: true })
    expect(report).toMatchObject({ indication: 'TOTAL-FAILED', subIndication: 'REVOKED' })
  })

  it('INDETERMINATE/REVOKED_NO_POE: revoked between nonce and receipt, or without a nonce', async () => {
    const between = await decide({ entries: revokedAt('2026-06-01T11:15:00Z'), bound: true })
    expect(between).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'REVOKED_NO_POE' })
    const without = await decide({ entries: revokedAt('2026-06-01T10:00:00Z'), bound: false })
    expect(without).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'REVOKED_NO_POE' })
  })
})

describe('D10: levels', () => {
  it('says CAdES-B-B, and CMS where the signed attributes do not name the certificate', async () => {
    const signer = await issue('Level', { by: root, extensions: [keyUsage(['digitalSignature'])] })
    const one = { certificate: signer.der, key: signer.key, chain: [] }
    const levelOf = async (signature: Uint8Array): Promise<readonly unknown[]> => {
      const evidence = { document: readCms(signature), items: [] }
      const { reports } = await validateDocument(evidence, policy(root), at)
      return reports.map(({ level }) => level)
    }
    const signingTime = new Date(at)
    const plain = signCades({ signer: one, content, signingTime, signingCertificate: 'none' })
    const countersigned = signCades({
      ...{ signer: one, content, signingTime },
      unsignedAttributes: (value) => [counterSignature(value, { signer: one, signingTime })],
    })
    expect(await levelOf(plain)).toEqual(['CMS'])
    expect(await levelOf(countersigned)).toEqual(['CAdES-B-B', 'CAdES-B-B'])
  })
})

describe('D11: defaults of EU DSS that let through, and ours do not', () => {
  const paths = [
    'ca-without-key-cert-sign', // KeyUsage WARN
    'name-not-permitted', // NameConstraints WARN
    'name-excluded',
    'explicit-policy-without-policy', // PolicyTree WARN
    'unknown-critical-extension', // SupportedCriticalExtensions WARN
    'unknown-critical-extension-in-ca',
  ]
  it.each(paths)('path: %s', async (id) => {
    const forgery = pathForgeries.find((one) => one.id === id)
    if (forgery === undefined) throw new RangeError(id)
    const { anchor, certificate, intermediates, crls, validationTime } = await forgery.make()
    const items = [
      ...intermediates.map((bytes) => ({ kind: 'certificate' as const, bytes })),
      ...crls.map((bytes) => ({ kind: 'crl' as const, bytes })),
    ]
    const settings = definePolicy({
      ...{ id: 'd11', trustAnchors: trustAnchors([anchorFrom(anchor)]), requireRecognition: false },
    })
    const moment = instant(validationTime.toISOString())
    const report = await validateCertificate({ certificate, items }, settings, moment)
    expect(report.valid).toBe(false)
  })

  // RevocationFreshness IGNORE; delta CRLs unsupported.
  it.each([
    'crl-stale',
    'ocsp-stale',
    'ocsp-old-without-next-update',
    'crl-delta-without-base',
    'control-crl-delta',
  ])('revocation: %s', async (id) => {
    const forgery = revocationForgeries.find((one) => one.id === id)
    if (forgery === undefined) throw new RangeError(id)
    const { anchor, certificate, intermediates, crls, ocsp, validationTime } = await forgery.make()
    const items = [
      ...intermediates.map((bytes) => ({ kind: 'certificate' as const, bytes })),
      ...crls.map((bytes) => ({ kind: 'crl' as const, bytes })),
      ...ocsp.map((bytes) => ({ kind: 'ocsp' as const, bytes })),
    ]
    const settings = definePolicy({
      ...{ id: 'd11', trustAnchors: trustAnchors([anchorFrom(anchor)]), requireRecognition: false },
    })
    const moment = instant(validationTime.toISOString())
    const report = await validateCertificate({ certificate, items }, settings, moment)
    expect(report.valid).toBe(forgery.status === 'good')
  })
})
