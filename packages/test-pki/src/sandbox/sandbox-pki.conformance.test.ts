import { beforeAll, describe, expect, it } from 'vitest'
import { openssl, pem, scratch, withoutOpenssl } from '../openssl.test-support.js'
import { messageImprint, timestampRequest } from '../timestamp.js'
import { createSandboxPki } from './create-sandbox-pki.js'
import type { IssuedCertificate } from './issued-certificate.js'
import type { SandboxPki } from './sandbox-pki.js'
import { sandboxCertificateProfiles } from './sandbox-trust.js'

let pki: SandboxPki
let eCert: IssuedCertificate

beforeAll(async () => {
  pki = await createSandboxPki()
  eCert = await pki.issue('e-cert-personal', { email: 'chan@example.hk', srn: '0123456789' })
})

describe.skipIf(withoutOpenssl)('what OpenSSL says (else: no openssl command)', () => {
  it('verifies every kind of certificate strictly', async () => {
    const file = scratch()
    const root = file('root.pem', pem(pki.root.certificate))
    const ca = file('ca.pem', pem(pki.ca.certificate))
    for (const profile of sandboxCertificateProfiles) {
      const kind = profile.id.slice('sandbox/'.length) as Parameters<SandboxPki['issue']>[0]
      for (const keyAlgorithm of ['RSA-2048', 'P-384', 'Ed25519'] as const) {
        const { certificate } = await pki.issue(kind, { keyAlgorithm, email: 'a@b.hk' })
        const leaf = file('leaf.crt', certificate)
        openssl('verify', '-x509_strict', '-CAfile', root, '-untrusted', ca, leaf)
      }
    }
  })

  it('reads the layout of a personal e-Cert', () => {
    const text = openssl('x509', '-noout', '-text', '-in', scratch()('e.crt', eCert.certificate))
    expect(text).toContain(
      'C = HK, O = Sandbox e-Cert (Personal), OU = 0123456789, CN = CHAN TAI MAN, emailAddress = chan@example.hk',
    )
    expect(text).toContain('Policy: 2.999.16030.1.1.52')
    expect(text).toContain('Digital Signature, Non Repudiation, Key Encipherment')
  })

  it('finds the revoked certificate by its partitioned CRL, and the other one good', async () => {
    const file = scratch()
    const other = await pki.issue('e-cert-personal', { keyAlgorithm: 'P-256' })
    const revoked = await pki.issue('e-cert-personal', { keyAlgorithm: 'P-256' })
    pki.ca.revoke(revoked.serialNumber, 'keyCompromise')
    const root = file('root.pem', pem(pki.root.certificate))
    const ca = file('ca.pem', pem(pki.ca.certificate))
    const check = (issued: IssuedCertificate): string => {
      const leaf = file('leaf.crt', issued.certificate)
      const crl = file('leaf.crl', pki.crlFor(issued))
      const common = ['verify', '-extended_crl', '-crl_check', '-CRLfile', crl, '-CAfile', root]
      return openssl(...common, '-untrusted', ca, leaf)
    }
    expect(check(other)).toContain('OK')
    expect(() => check(revoked)).toThrow('certificate revoked')
    const crl = openssl('crl', '-noout', '-text', '-in', file('x.crl', pki.crlFor(revoked)))
    expect(crl).toMatch(/Issuing Distribution Point: critical\s+Full Name:\s+URI:http/)
  })

  it('accepts OCSP responses: delegated by key, delegated by name, by the CA itself', async () => {
    const file = scratch()
    const root = file('root.pem', pem(pki.root.certificate))
    const ca = file('ca.pem', pem(pki.ca.certificate))
    const leaf = file('leaf.crt', eCert.certificate)
    for (const options of [
      {},
      { responderId: 'byName' as const },
      { responder: 'authority' as const },
    ]) {
      const response = file('ocsp.der', await pki.ocsp([eCert], options))
      const common = ['ocsp', '-respin', response, '-issuer', ca, '-cert', leaf]
      const said = openssl(...common, '-CAfile', root, '-verify_other', ca)
      expect(said).toContain('Response verify OK')
      expect(said).toContain('good')
    }
  })

  it('verifies timestamps, as token and as response', async () => {
    const file = scratch()
    const data = new TextEncoder().encode('hello')
    const common = ['ts', '-verify', '-data', file('data', data)]
    const trusted = ['-CAfile', file('root.pem', pem(pki.root.certificate))]
    const token = file('t.der', await pki.timestamp(data))
    expect(openssl(...common, '-in', token, '-token_in', ...trusted)).toContain('Verification: OK')
    const request = timestampRequest(messageImprint(data), 99n)
    const response = file('t.tsr', await pki.answerTimestamp(request))
    expect(openssl(...common, '-in', response, ...trusted)).toContain('Verification: OK')
  })

  it('opens certificate files old and new, with Chinese PINs too', () => {
    const file = scratch()
    const { bytes, pin } = eCert.toPkcs12()
    expect(pin).toMatch(/^\d{8}$/)
    const info = ['-info', '-noenc', '-passin']
    const old = openssl('pkcs12', '-legacy', '-in', file('a.p12', bytes), ...info, `pass:${pin}`)
    expect(old).toContain('pbeWithSHA1And40BitRC2-CBC, Iteration 2048')
    expect(old).toContain('pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 2048')
    expect(old).toContain('BEGIN PRIVATE KEY')
    const modern = eCert.toPkcs12({ form: 'modern', pin: '密碼1234' })
    const path = file('b.p12', modern.bytes)
    expect(openssl('pkcs12', '-in', path, ...info, 'pass:密碼1234')).toContain('AES-256-CBC')
    expect(() => openssl('pkcs12', '-in', path, ...info, 'pass:wrong')).toThrow('invalid password')
  })
})
