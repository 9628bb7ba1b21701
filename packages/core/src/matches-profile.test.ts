import { createSandboxPki, sandboxCertificateProfiles } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import type { CertificateProfile } from './certificate-profile.js'
import { carriesText, matchesProfile } from './matches-profile.js'
import { parseCertificate } from './x509/parse-certificate.js'

const pki = await createSandboxPki()
const parsed = parseCertificate((await pki.issue('e-cert-personal', {})).certificate)
if (!parsed.ok) throw new Error('The sandbox made no certificate.')
const certificate = parsed.value
const arc = certificate.extension.certificatePolicies?.[0]?.oid ?? ''
const issuer = 'Chopmark SANDBOX e-Cert CA'

describe('matchesProfile', () => {
  it('finds one profile of the sandbox for its own certificate', () => {
    const found = sandboxCertificateProfiles.filter(({ match }) =>
      matchesProfile(certificate, match),
    )
    expect(found.map(({ id }) => id)).toEqual(['sandbox/e-cert-personal'])
  })

  it.each<[string, CertificateProfile['match'], boolean]>([
    ['nothing asked', {}, true],
    ['the policy itself', { policyPrefixes: [arc] }, true],
    ['an arc above it', { policyPrefixes: ['2.999.16030.1'] }, true],
    ['a prefix that ends within an arc', { policyPrefixes: [arc.slice(0, -1)] }, false],
    ['one of several prefixes', { policyPrefixes: ['1.2.3', arc] }, true],
    ['no prefix', { policyPrefixes: [] }, false],
    ['another issuer', { issuerCommonNames: [`${issuer} 2`] }, false],
    ['text of the subject', { subject: { '2.5.4.10': 'Sandbox e-Cert (Personal)' } }, true],
    ['the same text in other letters', { subject: { '2.5.4.10': 'SANDBOX e-Cert' } }, false],
  ])('%s', (_, match, fits) => {
    expect(matchesProfile(certificate, match)).toBe(fits)
  })
})

describe('carriesText', () => {
  it('wants type and text both', () => {
    expect(carriesText(certificate.subject, '2.5.4.3', 'CHAN TAI MAN')).toBe(true)
    expect(carriesText(certificate.subject, '2.5.4.11', 'CHAN TAI MAN')).toBe(false)
    expect(carriesText(certificate.subject, '2.5.4.3', 'CHAN TAI')).toBe(false)
  })
})
