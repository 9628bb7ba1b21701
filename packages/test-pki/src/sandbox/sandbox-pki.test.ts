import { verify, X509Certificate } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { extensionOids, unknownExtension } from '../extensions.js'
import { virtualSigner } from '../virtual-signer.js'
import type { CrlOptions } from './authority.js'
import { createSandboxPki } from './create-sandbox-pki.js'
import type { SandboxPki } from './sandbox-pki.js'
import { sandboxCertificateProfiles } from './sandbox-trust.js'

let pki: SandboxPki

beforeAll(async () => {
  pki = await createSandboxPki({ keyAlgorithm: 'P-256' })
})

describe('createSandboxPki', () => {
  it('finds the same CA, and what it revoked, in its folder again; files are for the owner alone', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'chopmark-test-pki-')), 'ca')
    const first = await createSandboxPki({ folder, keyAlgorithm: 'P-256' })
    const issued = await first.issue('bank-cert', { keyAlgorithm: 'P-256' })
    first.ca.revoke(issued.serialNumber, 'superseded')
    const second = await createSandboxPki({ folder, keyAlgorithm: 'P-256' })
    expect(second.root.certificate).toEqual(first.root.certificate)
    expect(second.ca.certificate).toEqual(first.ca.certificate)
    expect(second.ca.status(issued.serialNumber)).toMatchObject({ status: 'revoked' })
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    for (const file of readdirSync(folder)) {
      expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600)
    }
  })

  it('makes certificates anew for new keys in a folder cleared by halves', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chopmark-test-pki-'))
    const first = await createSandboxPki({ folder, keyAlgorithm: 'P-256' })
    rmSync(join(folder, 'root.key.pem'))
    const second = await createSandboxPki({ folder, keyAlgorithm: 'P-256' })
    expect(second.root.certificate).not.toEqual(first.root.certificate)
    const root = new X509Certificate(second.root.certificate)
    expect(new X509Certificate(second.ca.certificate).verify(root.publicKey)).toBe(true)
  })

  it('takes every time from its clock', async () => {
    const clock = (): Date => new Date('2026-03-31T08:00:00Z')
    const fixed = await createSandboxPki({ clock, keyAlgorithm: 'P-256' })
    expect(fixed.rootNotBefore).toEqual(new Date('2026-03-30T08:00:00Z'))
  })

  it('answers good, suspended, good again, revoked, and unknown for strangers', async () => {
    const issued = await pki.issue('bank-cert', { keyAlgorithm: 'P-256' })
    const status = (): string => pki.ca.status(issued.serialNumber).status
    expect(status()).toBe('good')
    pki.ca.hold(issued.serialNumber)
    expect(pki.ca.status(issued.serialNumber)).toMatchObject({ reason: 'certificateHold' })
    pki.ca.unhold(issued.serialNumber)
    expect(status()).toBe('good')
    pki.ca.revoke(issued.serialNumber)
    expect(status()).toBe('revoked')
    expect(pki.ca.status('0badcafe').status).toBe('unknown')
  })
})

describe('sandboxCertificateProfiles', () => {
  it('has a row for every kind, in three languages, marked as sandbox', () => {
    expect(sandboxCertificateProfiles.map(({ id }) => id)).toEqual([
      'sandbox/e-cert-personal',
      'sandbox/e-cert-organisational',
      'sandbox/e-cert-encipherment',
      'sandbox/bank-cert',
      'sandbox/e-cert-server',
      'sandbox/iam-smart-cert',
    ])
    for (const { name, match, sandbox } of sandboxCertificateProfiles) {
      expect(sandbox).toBe(true)
      expect(name.en).toContain('Sandbox')
      expect(name['zh-Hant-HK']).toContain('測試')
      expect(name['zh-Hans-HK']).toContain('测试')
      expect(match.policyPrefixes?.[0]).toMatch(/^2\.999\.16030\.1\.\d+$/)
    }
  })
})

describe('issue', () => {
  it('lets the request change, drop and add extensions, and choose dates and key', async () => {
    const issued = await pki.issue('e-cert-personal', {
      keyAlgorithm: 'P-384',
      notBefore: new Date('2020-01-01T00:00:00Z'),
      notAfter: new Date('2021-01-01T00:00:00Z'),
      extensions: (standard) => [
        ...standard.filter(({ oid }) => oid !== extensionOids.crlDistributionPoints),
        unknownExtension(true),
      ],
    })
    const certificate = new X509Certificate(issued.certificate)
    expect(certificate.validFrom).toBe('Jan  1 00:00:00 2020 GMT')
    expect(certificate.validTo).toBe('Jan  1 00:00:00 2021 GMT')
    expect(certificate.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'secp384r1' })
    const text = Buffer.from(issued.certificate).toString('latin1')
    expect(text).not.toContain('.crl')
    expect(text).toContain('/ocsp')
  })

  it('gives a signer whose signatures fit its certificate', async () => {
    const issued = await pki.issue('e-cert-organisational', { keyAlgorithm: 'P-256' })
    const data = new Uint8Array([1, 2, 3])
    const { publicKey } = new X509Certificate(issued.certificate)
    expect(verify('sha256', data, publicKey, await issued.sign(data))).toBe(true)
    const ca = new X509Certificate(pki.ca.certificate)
    expect(new X509Certificate(issued.certificate).verify(ca.publicKey)).toBe(true)
    expect(issued.chain).toEqual([pki.ca.certificate])
  })
})

describe('crl', () => {
  it('lists what was revoked by then, in its partition alone', async () => {
    const issued = await pki.issue('bank-cert', { keyAlgorithm: 'P-256' })
    const serial = Buffer.from(issued.serialNumber, 'hex')
    pki.ca.revoke(issued.serialNumber, 'keyCompromise', new Date('2026-03-31T00:00:00Z'))
    const lists = (options: CrlOptions): boolean =>
      Buffer.from(pki.ca.crl(options)).includes(serial)
    const name = issued.crlName ?? ''
    expect(lists({ name })).toBe(true)
    expect(lists({})).toBe(true)
    expect(lists({ name: 'SandboxECertCA1CRL1_00001' })).toBe(false)
    expect(lists({ name, thisUpdate: new Date('2026-03-30T23:59:59Z') })).toBe(false)
  })
})

describe('virtualSigner', () => {
  it('signs without a file, a card or a person, under a sandbox of its own or a given one', async () => {
    const signer = await virtualSigner({ pki, keyAlgorithm: 'P-256', name: 'WONG SIU MING' })
    const { publicKey, subject } = new X509Certificate(signer.certificate)
    const data = new TextEncoder().encode('hello')
    expect(verify('sha256', data, publicKey, await signer.sign(data))).toBe(true)
    expect(subject).toContain('CN=WONG SIU MING')
    expect(signer.pki.ca.status(signer.serialNumber)).toEqual({ status: 'good' })
  })
})
