import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { instant } from '@chopmark/core'
import { hkCertificates } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { defaultAlgorithms } from '../default-algorithms.js'
import type { CertificateReport } from '../validate-certificate.js'
import { derOf, validateVector } from './path.fixture.js'

const folder = hkCertificates()

const der = (name: string): Uint8Array =>
  derOf(readFileSync(join(folder ?? '', `${name}.pem`), 'utf8'))

function validate(
  target: string,
  others: readonly string[],
  anchors: readonly string[],
  at: string,
): Promise<CertificateReport> {
  return validateVector({
    target: der(target),
    anchors: anchors.map(der),
    certificates: others.map(der),
    at: instant(at),
    policy: { algorithms: defaultAlgorithms() },
  })
}

const roots = [
  'hongkong-post-root-ca',
  'hongkong-post-root-ca-1',
  'hongkong-post-root-ca-2',
  'hongkong-post-root-ca-3',
]
const issuers = [
  'hongkong-post-e-cert-ca',
  'hongkong-post-e-cert-ca-1',
  'hongkong-post-e-cert-ca-1-14',
]
const leaf = 'leaf-e-cert-server-app1.hongkongpost.com'

describe.skipIf(folder === null)('Hongkong Post, needs ../shared/hk/certs', () => {
  it('finds the path of a server e-Cert of 2010, which carries no key identifiers', async () => {
    const report = await validate(leaf, issuers, roots, '2010-06-01T00:00:00Z')
    expect(report.failures).toEqual([])
    expect(report.path?.certificates).toHaveLength(2)
    expect(report.path?.certificates[1]?.subject).toBe(
      'CN=Hongkong Post e-Cert CA 1,O=Hongkong Post,C=HK',
    )
  })

  it.each([
    ['hongkong-post-e-cert-ca', '2005-01-01T00:00:00Z'],
    ['hongkong-post-e-cert-ca-1', '2008-01-01T00:00:00Z'],
    ['hongkong-post-e-cert-ca-1-14', '2016-01-01T00:00:00Z'],
  ])('finds the root of %s', async (issuer, at) => {
    const report = await validate(issuer, issuers, roots, at)
    const sha1 = report.failures.filter(({ check }) => !/algorithm|public-key/.test(check))
    expect(sha1).toEqual([])
    expect(report.path?.trustAnchorId).not.toBeNull()
  })

  it('says what the certificate lacks when it has expired, and names the issuer when it is not there', async () => {
    const late = await validate(leaf, issuers, roots, '2011-09-01T00:00:00Z')
    expect(late.failures[0]).toMatchObject({
      check: 'path.validity',
      subIndication: 'OUT_OF_BOUNDS_NO_POE',
    })
    const alone = await validate(leaf, [], roots, '2010-06-01T00:00:00Z')
    expect(alone.failures[0]?.subIndication).toBe('NO_CERTIFICATE_CHAIN_FOUND')
    expect(alone.missing).toMatchObject([
      { kind: 'issuer', issuer: 'CN=Hongkong Post e-Cert CA 1,O=Hongkong Post,C=HK' },
    ])
  })
})
