import { instant, trustAnchors } from '@chopmark/core'
import { nodeCrypto } from '@chopmark/server'
import { type RevocationForgery, revocationForgeries } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { definePolicy } from '../define-policy.js'
import { anchorFrom } from '../path/path.fixture.js'
import { type CertificateReport, validateCertificate } from '../validate-certificate.js'

async function validate({ make }: RevocationForgery): Promise<CertificateReport> {
  const { anchor, certificate, intermediates, crls, ocsp, ocspNonce, validationTime } = await make()
  return validateCertificate(
    {
      certificate,
      items: [
        ...intermediates.map((bytes) => ({ kind: 'certificate' as const, bytes })),
        ...crls.map((bytes) => ({ kind: 'crl' as const, bytes })),
        ...ocsp.map((bytes) => ({
          kind: 'ocsp' as const,
          bytes,
          ...(ocspNonce !== undefined && { nonce: ocspNonce }),
        })),
      ],
    },
    definePolicy({
      id: 'hostile',
      trustAnchors: trustAnchors([anchorFrom(anchor)]),
      requireRecognition: false,
    }),
    instant(validationTime.toISOString()),
    { purpose: 'signing', crypto: nodeCrypto() },
  )
}

describe('revocation evidence that proves nothing, and some that does', () => {
  it.each(revocationForgeries)('row $row, $id: $description', async (forgery) => {
    const report = await validate(forgery)
    const target = report.path?.certificates[0]?.sha256
    const fact = report.revocation.find(({ certificate }) => certificate === target)
    const told = JSON.stringify([fact, report.failures])
    if (forgery.status === 'not good') expect(fact?.status, told).not.toBe('good')
    else expect(fact?.status, told).toBe(forgery.status)
    expect(report.valid, told).toBe(forgery.status === 'good')
  })
})
