import { execFileSync, spawnSync } from 'node:child_process'
import { CertificationRequest } from 'pkijs'
import { describe, expect, it } from 'vitest'
import { ecdsaSignatureDer } from '../crypto/ecdsa-signature.js'
import {
  certificationRequestInfo,
  writeCertificationRequest,
} from './write-certification-request.js'

const withoutOpenssl = spawnSync('openssl', ['version']).status !== 0

async function request(kind: 'ECDSA' | 'RSASSA-PKCS1-v1_5', challengePassword?: string) {
  const generation =
    kind === 'ECDSA'
      ? { name: kind, namedCurve: 'P-256' }
      : {
          name: kind,
          hash: 'SHA-256',
          modulusLength: 2048,
          publicExponent: Uint8Array.of(1, 0, 1),
        }
  const pair = await crypto.subtle.generateKey(generation, false, ['sign', 'verify'])
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey))
  const info = certificationRequestInfo({
    subjectPublicKeyInfo: spki,
    ...(challengePassword === undefined ? {} : { challengePassword }),
  })
  const signed = new Uint8Array(
    await crypto.subtle.sign(
      { name: kind, hash: 'SHA-256' },
      pair.privateKey,
      info as BufferSource,
    ),
  )
  const signature = kind === 'ECDSA' ? ecdsaSignatureDer(signed) : signed
  return {
    der: writeCertificationRequest(info, { scheme: kind, hash: 'SHA-256' }, signature),
    spki,
  }
}

describe('writeCertificationRequest', () => {
  it.each(['ECDSA', 'RSASSA-PKCS1-v1_5'] as const)(
    '%s: another library finds key, challenge and a signature that holds',
    async (kind) => {
      const { der, spki } = await request(kind, 'one-time_challenge')
      const parsed = CertificationRequest.fromBER(Uint8Array.from(der))
      expect(new Uint8Array(parsed.subjectPublicKeyInfo.toSchema().toBER())).toEqual(spki)
      expect(parsed.attributes?.map(({ type }) => type)).toEqual(['1.2.840.113549.1.9.7'])
      expect(await parsed.verify()).toBe(true)
      const broken = Uint8Array.from(der)
      broken[broken.length - 1] = (broken[broken.length - 1] ?? 0) ^ 1
      expect(await CertificationRequest.fromBER(broken).verify()).toBe(false)
    },
  )

  it.skipIf(withoutOpenssl)(
    'OpenSSL verifies it, also without attributes (needs openssl)',
    async () => {
      for (const challenge of [undefined, 'one-time_challenge']) {
        const { der } = await request('ECDSA', challenge)
        const text = execFileSync(
          'openssl',
          ['req', '-inform', 'DER', '-verify', '-noout', '-text'],
          { input: der, stdio: ['pipe', 'pipe', 'pipe'] },
        ).toString()
        expect(text).toContain('prime256v1')
        expect(text.includes('one-time_challenge')).toBe(challenge !== undefined)
      }
    },
  )
})
