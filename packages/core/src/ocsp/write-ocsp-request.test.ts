import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type OcspQuestion, writeOcspRequest } from './write-ocsp-request.js'

const question: OcspQuestion = {
  hashAlgorithm: 'SHA-256',
  issuerNameHash: new Uint8Array(32).fill(0x11),
  issuerKeyHash: new Uint8Array(32).fill(0x22),
  serialNumber: new Uint8Array([0x00, 0xab, 0xcd]),
}

/** What the OpenSSL command reads in a request. */
function readByOpenssl(request: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'chopmark-ocsp-'))
  try {
    writeFileSync(join(folder, 'request'), request)
    const arguments_ = ['ocsp', '-reqin', join(folder, 'request'), '-req_text', '-noverify']
    return execFileSync('openssl', arguments_, { encoding: 'utf8' })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('writeOcspRequest (RFC 6960 §4.1.1)', () => {
  it('is read by OpenSSL', () => {
    const text = readByOpenssl(writeOcspRequest(question, new Uint8Array(32).fill(0x33)))
    expect(text).toContain('Hash Algorithm: sha256')
    expect(text).toContain(`Issuer Name Hash: ${'11'.repeat(32)}`)
    expect(text).toContain(`Issuer Key Hash: ${'22'.repeat(32)}`)
    expect(text).toContain('Serial Number: ABCD')
    expect(text).toMatch(/OCSP Nonce:\s+0420(?:33){32}/)
  })

  it('names the issuer by SHA-1 and leaves the nonce out when asked so', () => {
    const sha1 = new Uint8Array(20).fill(0x44)
    const old = { issuerNameHash: sha1, issuerKeyHash: sha1, serialNumber: new Uint8Array([1]) }
    const text = readByOpenssl(writeOcspRequest({ hashAlgorithm: 'SHA-1', ...old }))
    expect(text).toContain('Hash Algorithm: sha1')
    expect(text).toContain('Serial Number: 01')
    expect(text).not.toContain('Nonce')
  })
})
