import { instant } from '@chopmark/core'
import { describe, expect, it } from 'vitest'
import { algorithmAcceptable, digestAcceptable } from './algorithm-policy.js'
import { anyAlgorithms, defaultAlgorithms } from './default-algorithms.js'

const rsa = (keyBits: number, hash: 'SHA-1' | 'SHA-256' = 'SHA-256') =>
  ({ scheme: 'RSASSA-PKCS1-v1_5', hash, keyBits }) as const

describe('algorithmAcceptable', () => {
  it('accepts to the last millisecond before the date, and not at it', () => {
    const before = instant('2012-07-31T23:59:59.999Z')
    const at = instant('2012-08-01T00:00:00Z')
    expect(algorithmAcceptable(rsa(2048, 'SHA-1'), defaultAlgorithms(), before)).toEqual({
      acceptable: true,
      until: at,
    })
    expect(algorithmAcceptable(rsa(2048, 'SHA-1'), defaultAlgorithms(), at)).toEqual({
      acceptable: false,
      because: 'PAST_DATE',
      algorithm: 'SHA-1',
      until: at,
    })
  })

  it('lets the row with the largest fitting key size decide', () => {
    const at = instant('2026-03-31T00:00:00Z')
    expect(algorithmAcceptable(rsa(2047), defaultAlgorithms(), at)).toMatchObject({
      acceptable: false,
      algorithm: 'RSASSA-PKCS1-v1_5/2047',
    })
    expect(algorithmAcceptable(rsa(2048), defaultAlgorithms(), at).acceptable).toBe(true)
    expect(algorithmAcceptable(rsa(3072), defaultAlgorithms(), at)).toEqual({
      acceptable: true,
      until: 'no-limit',
    })
    expect(algorithmAcceptable(rsa(512), defaultAlgorithms(), at)).toMatchObject({
      because: 'UNLISTED',
    })
  })

  it('never accepts MD5 by default, and everything by anyAlgorithms', () => {
    const at = instant('2000-01-01T00:00:00Z')
    expect(digestAcceptable('MD5', defaultAlgorithms(), at)).toMatchObject({ because: 'NEVER' })
    expect(digestAcceptable('MD5', anyAlgorithms(), at).acceptable).toBe(true)
    expect(algorithmAcceptable(rsa(512), anyAlgorithms(), at).acceptable).toBe(true)
  })
})
