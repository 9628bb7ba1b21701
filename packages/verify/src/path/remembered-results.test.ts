import { type Instant, instant } from '@chopmark/core'
import { describe, expect, it } from 'vitest'
import type { Check } from '../check.js'
import { passed } from '../outcomes.js'
import { RememberedResults } from './remembered-results.js'

describe('RememberedResults', () => {
  let asked = 0
  const check: Check<number> = {
    id: 'test.check',
    clause: 'none',
    run(input) {
      asked += 1
      return passed({ input, list: [input] })
    },
  }
  const settings = {}

  const keeping = (): RememberedResults => {
    const results = new RememberedResults()
    results.keeps = true
    return results
  }

  it('keeps nothing of a certificate that has not come again', () => {
    const results = new RememberedResults()
    const first = results.of(check, 'a', settings, 'ab', 1)
    const second = results.of(check, 'a', settings, 'ab', 1)
    expect(second).not.toBe(first)
    expect(second).toEqual(first)
    expect(Object.isFrozen(second)).toBe(false)
    results.keep(check, 'a', settings, 'no-limit', second)
    expect(results.upTo(check, 'a', settings, 0 as Instant)).toBeUndefined()
  })

  it('keeps the answer to the same variant with the same settings', () => {
    const results = keeping()
    asked = 0
    const first = results.of(check, 'a', settings, 'ab', 1)
    expect(results.of(check, 'a', settings, 'ab', 1)).toBe(first)
    expect(asked).toBe(1)
    expect(results.of(check, 'a', {}, 'ab', 1)).not.toBe(first)
    expect(results.of(check, 'b', settings, 'ab', 1)).not.toBe(first)
    expect(asked).toBe(3)
  })

  it('keeps what nobody can change', () => {
    const result = keeping().of(check, 'a', null, 'ab', 1)
    expect(() => Object.assign(result, { status: 'FAILED' })).toThrow()
    expect(() => (result.facts?.list as number[]).push(2)).toThrow()
  })

  it('forgets at the moment an answer ends', () => {
    const results = keeping()
    const until = instant('2031-01-01T00:00:00Z')
    const kept = results.of(check, 'a', null, 'ab', 1)
    expect(results.upTo(check, 256, settings, (until - 1) as Instant)).toBeUndefined()
    results.keep(check, 256, settings, until, kept)
    expect(results.upTo(check, 256, settings, (until - 1) as Instant)).toBe(kept)
    expect(results.upTo(check, 256, settings, until)).toBeUndefined()
    expect(results.upTo(check, 256, {}, (until - 1) as Instant)).toBeUndefined()
    expect(results.upTo(check, 384, settings, (until - 1) as Instant)).toBeUndefined()
  })
})
