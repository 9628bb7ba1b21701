import { instant } from '@chopmark/core'
import { describe, expect, it } from 'vitest'
import { maxAgeFor, maxAgeWithoutNextUpdateMs } from './max-age.js'

const nextUpdate = instant('2026-04-01T00:00:00Z')

describe('maxAgeFor', () => {
  it("gives the policy's limit, with a nextUpdate or without", () => {
    const settings = { required: 'always', maxAgeMs: 60_000 } as const
    expect(maxAgeFor(settings, nextUpdate)).toBe(60_000)
    expect(maxAgeFor(settings, undefined)).toBe(60_000)
  })

  it('leaves it to nextUpdate, and without one allows a day', () => {
    const settings = { required: 'always', maxAgeMs: 'next-update' } as const
    expect(maxAgeFor(settings, nextUpdate)).toBeNull()
    expect(maxAgeFor(settings, undefined)).toBe(maxAgeWithoutNextUpdateMs)
    expect(maxAgeWithoutNextUpdateMs).toBe(86_400_000)
  })
})
