import { instant, type SubjectPublicKeyInfo } from '@chopmark/core'
import { generateTestKey } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { defaultAlgorithms } from '../../default-algorithms.js'
import { issue } from '../../path/issue.fixture.js'
import { publicKey } from './public-key.js'

describe(`${publicKey.id} (${publicKey.clause})`, () => {
  const run = (subjectPublicKeyInfo: SubjectPublicKeyInfo): ReturnType<typeof publicKey.run> =>
    publicKey.run({
      subjectPublicKeyInfo,
      constraints: defaultAlgorithms(),
      at: instant('2026-06-01T00:00:00Z'),
    })

  it('passes a key that signs, and one that only agrees on secrets', async () => {
    const { certificate } = await issue('Signer')
    const key = certificate.subjectPublicKeyInfo
    expect(run(key)).toMatchObject({ status: 'PASSED' })
    const x25519 = { ...key, algorithm: { ...key.algorithm, oid: '1.3.101.110' } }
    expect(run(x25519)).toMatchObject({ status: 'PASSED', facts: { signs: false } })
  })

  it('refuses a curve spelt out, which may be any curve', async () => {
    const { certificate } = await issue('Signer')
    const key = certificate.subjectPublicKeyInfo
    const parameters = Uint8Array.of(0x30, 0)
    expect(run({ ...key, algorithm: { ...key.algorithm, parameters } })).toMatchObject({
      status: 'INDETERMINATE',
      subIndication: 'CERTIFICATE_CHAIN_GENERAL_FAILURE',
      facts: { detail: 'EXPLICIT_CURVE' },
    })
  })

  it('refuses kinds of keys that are not known here', async () => {
    const { certificate } = await issue('Signer')
    const key = certificate.subjectPublicKeyInfo
    expect(run({ ...key, algorithm: { ...key.algorithm, oid: '2.999.1' } })).toMatchObject({
      status: 'INDETERMINATE',
      subIndication: 'CRYPTO_CONSTRAINTS_FAILURE',
    })
  })

  it('refuses an RSA key that the policy calls too short', async () => {
    const { spki } = await generateTestKey('RSA-1024')
    const { certificate } = await issue('Signer', { spki })
    expect(run(certificate.subjectPublicKeyInfo)).toMatchObject({
      status: 'INDETERMINATE',
      subIndication: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
      facts: { because: 'PAST_DATE', algorithm: 'RSASSA-PKCS1-v1_5/1024' },
    })
  })
})
