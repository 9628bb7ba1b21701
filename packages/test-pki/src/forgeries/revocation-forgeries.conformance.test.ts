import { fromBER } from 'asn1js'
import { BasicOCSPResponse, Certificate, CertificateRevocationList, OCSPResponse } from 'pkijs'
import { describe, expect, it } from 'vitest'
import { openssl, pem, scratch, withoutOpenssl } from '../openssl.test-support.js'
import { revocationForgeries } from './revocation-forgeries.js'
import type { RevocationCase } from './revocation-forgery.js'

const controls = revocationForgeries.filter(({ row }) => row === 'control')

describe('revocationForgeries', () => {
  it('has unique ids, and calls good the controls alone', () => {
    expect(new Set(revocationForgeries.map(({ id }) => id)).size).toBe(revocationForgeries.length)
    for (const { id, row, status } of revocationForgeries) {
      if (row !== 'control') expect(['unknown', 'not good'], id).toContain(status)
    }
  })

  it.each(revocationForgeries)('makes $id', async ({ make }) => {
    const { crls, ocsp } = await make()
    expect(crls.length + ocsp.length).toBeGreaterThan(1)
  })

  it('is read, and its signatures verified, by pkijs', async () => {
    for (const { id, make } of controls) {
      const { crls, ocsp, intermediates } = await make()
      const issuer = Certificate.fromBER(buffer(intermediates[0]))
      const crl = crls.at(-1)
      if (crls.length > 1) {
        const list = new CertificateRevocationList({ schema: fromBER(buffer(crl)).result })
        expect(await list.verify({ issuerCertificate: issuer }), id).toBe(true)
      }
      for (const response of ocsp) {
        const { responseBytes } = new OCSPResponse({ schema: fromBER(buffer(response)).result })
        const bytes = responseBytes?.response.valueBlock.valueHexView ?? new Uint8Array(0)
        const basic = new BasicOCSPResponse({ schema: fromBER(buffer(bytes)).result })
        expect(basic.tbsResponseData.responses.length, id).toBeGreaterThan(0)
        // It looks for the responder among the enclosed certificates alone.
        if (basic.certs !== undefined) {
          expect(await basic.verify({ trustedCerts: [issuer] }), id).toBe(true)
        }
      }
    }
  })
})

describe.skipIf(withoutOpenssl)('what OpenSSL says (else: no openssl command)', () => {
  it.each(controls)('$id', async ({ status, make }) => {
    const subject = await make()
    const said = subject.ocsp.length > 0 ? ocspAnswer(subject) : crlAnswer(subject)
    expect(said).toBe(status)
  })
})

function at({ validationTime }: RevocationCase): string {
  return (validationTime.getTime() / 1000).toString()
}

function crlAnswer(subject: RevocationCase): string {
  const file = scratch()
  const crls = subject.crls.map((crl, index) => file(`${index}.crl`, crl))
  const options = ['-extended_crl', '-use_deltas', '-crl_check', '-attime', at(subject)]
  const anchor = file('anchor.pem', pem(subject.anchor))
  const untrusted = file('untrusted.pem', pem(...subject.intermediates))
  const evidence = crls.flatMap((crl) => ['-CRLfile', crl])
  const leaf = file('leaf.crt', subject.certificate)
  try {
    openssl('verify', ...options, ...evidence, '-CAfile', anchor, '-untrusted', untrusted, leaf)
    return 'good'
  } catch (error) {
    return String(error).includes('certificate revoked') ? 'revoked' : String(error)
  }
}

function ocspAnswer(subject: RevocationCase): string {
  const file = scratch()
  const issuer = file('ca.pem', pem(...subject.intermediates))
  const anchor = file('anchor.pem', pem(subject.anchor))
  const response = file('ocsp.der', subject.ocsp[0] ?? new Uint8Array(0))
  const text = openssl('ocsp', '-respin', response, '-noverify', '-resp_text')
  const digest = text.includes('Hash Algorithm: sha256') ? ['-sha256'] : []
  const about = ['-issuer', issuer, '-cert', file('leaf.crt', subject.certificate)]
  const trust = ['-CAfile', anchor, '-verify_other', issuer, '-attime', at(subject)]
  // Its times are judged by the wall clock, so they get all the room there is.
  const long = ['-no_nonce', '-validity_period', '1000000000']
  const said = openssl('ocsp', '-respin', response, ...digest, ...about, ...trust, ...long)
  expect(said).toContain('Response verify OK')
  return /: (good|revoked|unknown)/.exec(said)?.[1] ?? said
}

function buffer(bytes: Uint8Array | undefined): ArrayBuffer {
  return new Uint8Array(bytes ?? []).buffer
}
