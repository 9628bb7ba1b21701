import { instant, type SignatureSpec } from '@chopmark/core'
import { describe, expect, it } from 'vitest'
import { defaultAlgorithms } from '../../default-algorithms.js'
import { certificateAlgorithm } from './algorithm.js'

describe(`${certificateAlgorithm.id} (${certificateAlgorithm.clause})`, () => {
  const constraints = defaultAlgorithms()
  const rsa = (hash: 'SHA-1' | 'SHA-256' | 'MD5'): SignatureSpec => ({
    scheme: 'RSASSA-PKCS1-v1_5',
    hash,
    keyBits: 2048,
  })
  const run = (spec: SignatureSpec, at: string): ReturnType<typeof certificateAlgorithm.run> =>
    certificateAlgorithm.run({ spec, constraints, at: instant(at) })

  it('passes what is accepted, to the last moment', () => {
    expect(run(rsa('SHA-1'), '2012-07-31T23:59:59.999Z')).toMatchObject({ status: 'PASSED' })
    expect(run(rsa('SHA-256'), '2026-01-01T00:00:00Z')).toMatchObject({
      status: 'PASSED',
      facts: { scheme: 'RSASSA-PKCS1-v1_5', keyBits: 2048, hash: 'SHA-256' },
    })
  })

  it('asks for a proof of existence from then on', () => {
    expect(run(rsa('SHA-1'), '2012-08-01T00:00:00Z')).toMatchObject({
      status: 'INDETERMINATE',
      subIndication: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
      facts: { because: 'PAST_DATE', algorithm: 'SHA-1', acceptableUntil: '2012-08-01T00:00:00Z' },
    })
  })

  it('refuses what never was accepted', () => {
    expect(run(rsa('MD5'), '2000-01-01T00:00:00Z')).toMatchObject({
      status: 'INDETERMINATE',
      subIndication: 'CRYPTO_CONSTRAINTS_FAILURE',
    })
  })
})
