import { canonicalJson, instant, trustAnchors } from '@chopmark/core'
import { nodeCrypto } from '@chopmark/server'
import { type PathForgery, pathForgeries } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { definePolicy } from '../define-policy.js'
import { anchorFrom } from '../path/path.fixture.js'
import { type CertificateReport, validateCertificate } from '../validate-certificate.js'

/**
 * What we take although the list does not, with the reason: CAs have always written `cA FALSE` out, and nobody gains by it,
 * since the octets are signed as they stand (`parseCertificate`).
 */
const accepted: readonly string[] = ['critical-false-written']

/** With good CRLs of every CA beside it, so that only the path can be the reason to refuse. */
async function validate({ make }: PathForgery): Promise<CertificateReport> {
  const { anchor, certificate, intermediates, crls, validationTime } = await make()
  const evidence = {
    certificate,
    items: [
      ...intermediates.map((bytes) => ({ kind: 'certificate' as const, bytes })),
      ...crls.map((bytes) => ({ kind: 'crl' as const, bytes })),
    ],
  }
  const policy = definePolicy({
    id: 'hostile',
    trustAnchors: trustAnchors([anchorFrom(anchor)]),
    requireRecognition: false,
  })
  const at = instant(validationTime.toISOString())
  const purpose = 'signing'
  const report = await validateCertificate(evidence, policy, at, { purpose, crypto: nodeCrypto() })
  const inBrowser = await validateCertificate(evidence, policy, at, { purpose })
  expect(canonicalJson(inBrowser)).toBe(canonicalJson(report))
  return report
}

describe('paths that must be refused, and some that must not', () => {
  it.each(pathForgeries)('row $row, $id: $description', async (forgery) => {
    const report = await validate(forgery)
    const valid = forgery.valid || accepted.includes(forgery.id)
    expect(report.valid, JSON.stringify(report.failures)).toBe(valid)
    if (!valid) expect(report.failures.length).toBeGreaterThan(0)
  })
})
