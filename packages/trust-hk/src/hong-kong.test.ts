import { createHash, X509Certificate } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { instant } from '@chopmark/core'
import { describe, expect, it } from 'vitest'
import { caCertificates, certificateProfiles, certificationAuthorities, hongKong } from './index.js'

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const shared = fileURLToPath(new URL('../../../../shared/hk/certs', import.meta.url))
const debian = '/usr/share/ca-certificates/mozilla'

describe('hongKong', () => {
  it('gives every root there has been when no date is given', () => {
    expect(hongKong().trustAnchors.map(({ id, kind }) => [id, kind])).toEqual([
      ['hk/hongkong-post-root-ca', 'pinned'],
      ['hk/hongkong-post-root-ca-1', 'held'],
      ['hk/hongkong-post-root-ca-2', 'pinned'],
      ['hk/hongkong-post-root-ca-3', 'held'],
    ])
  })

  it('gives the roots of a date', () => {
    const idsAt = (iso: string): readonly string[] =>
      hongKong(instant(iso)).trustAnchors.map(({ id }) => id)
    expect(idsAt('2005-01-01T00:00:00Z')).toEqual([
      'hk/hongkong-post-root-ca',
      'hk/hongkong-post-root-ca-1',
    ])
    // Two live roots at once for the switch-over, one more for servers.
    expect(idsAt('2019-02-15T00:00:00Z')).toEqual([
      'hk/hongkong-post-root-ca-1',
      'hk/hongkong-post-root-ca-2',
      'hk/hongkong-post-root-ca-3',
    ])
    expect(idsAt('2023-05-15T04:52:29Z')).toContain('hk/hongkong-post-root-ca-1')
    expect(idsAt('2023-05-15T04:52:30Z')).not.toContain('hk/hongkong-post-root-ca-1')
  })

  it('says so when no root stood at the date', () => {
    expect(() => hongKong(instant('1999-12-31T00:00:00Z'))).toThrow(
      expect.objectContaining({ code: 'NO_ANCHOR_AT_THAT_TIME' }),
    )
  })

  it('enforces nothing that rests on memory', () => {
    const remembered = certificationAuthorities.filter(({ recognition }) =>
      recognition.some(({ confidence }) => confidence === 'memory'),
    )
    expect(remembered.map(({ id }) => id)).toEqual(['hk/jetco', 'hk/hitrust'])
    for (const { trustAnchors } of [hongKong()]) {
      for (const anchor of trustAnchors) {
        expect(anchor.recognition.every(({ source }) => !source.includes('memory'))).toBe(true)
      }
    }
  })
})

describe('the data', () => {
  it('has unique ids and known authorities', () => {
    for (const list of [caCertificates, certificateProfiles, certificationAuthorities]) {
      const ids = list.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
    }
    for (const { authority } of caCertificates) {
      expect(certificationAuthorities.map(({ id }) => id)).toContain(authority)
    }
  })

  it('holds certificates that are what their row says', () => {
    for (const entry of caCertificates) {
      if (entry.der === undefined) continue
      const bytes = Buffer.from(entry.der, 'base64')
      const certificate = new X509Certificate(bytes)
      expect(sha256(bytes)).toBe(entry.sha256)
      expect(Date.parse(certificate.validFrom)).toBe(Date.parse(entry.notBefore))
      expect(Date.parse(certificate.validTo)).toBe(Date.parse(entry.notAfter))
      expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(entry.keyBits)
      expect(certificate.verify(certificate.publicKey)).toBe(true)
    }
  })

  it.skipIf(!existsSync(debian))(
    'holds the very certificates of the ca-certificates package',
    () => {
      const names = { 1: 'Hongkong_Post_Root_CA_1.crt', 3: 'Hongkong_Post_Root_CA_3.crt' }
      for (const [number, file] of Object.entries(names)) {
        if (!existsSync(`${debian}/${file}`)) continue
        const { raw } = new X509Certificate(readFileSync(`${debian}/${file}`))
        expect(sha256(raw)).toBe(
          caCertificates.find(({ id }) => id === `hk/hongkong-post-root-ca-${number}`)?.sha256,
        )
      }
    },
  )

  it.skipIf(!existsSync(shared))(
    'agrees with the real certificates (needs ../shared/hk/certs)',
    () => {
      const real = readdirSync(shared)
        .filter((file) => /^hongkong-post.*\.pem$/.test(file))
        .map((file) => new X509Certificate(readFileSync(`${shared}/${file}`)))
      expect(real.length).toBe(7)
      for (const certificate of real) {
        const digest = sha256(certificate.raw)
        const entry = caCertificates.find((one) => one.sha256 === digest)
        expect(entry, certificate.subject).toBeDefined()
        expect(Date.parse(certificate.validFrom)).toBe(Date.parse(entry?.notBefore ?? ''))
        expect(Date.parse(certificate.validTo)).toBe(Date.parse(entry?.notAfter ?? ''))
        expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(entry?.keyBits)
        expect(certificate.subject.split('\n').reverse().join(',')).toBe(entry?.subject)
      }
    },
  )
})
