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

  it('keeps from the second time on, for the same key and settings', () => {
    const results = new RememberedResults()
    const first = results.of(check, 'a', settings, 'ab', 1)
    const second = results.of(check, 'a', settings, 'ab', 1)
    expect(second).not.toBe(first)
    expect(second).toEqual(first)
    expect(results.of(check, 'a', settings, 'ab', 1)).toBe(second)
    expect(asked).toBe(2)
    results.of(check, 'a', {}, 'ab', 1)
    results.of(check, 'b', settings, 'ab', 1)
    expect(asked).toBe(4)
  })

  it('keeps what nobody can change', () => {
    const results = new RememberedResults()
    const first = results.of(check, 'a', null, 'ab', 1)
    Object.assign(first, { status: 'FAILED' })
    const result = results.of(check, 'a', null, 'ab', 1)
    expect(result.status).toBe('PASSED')
    expect(() => Object.assign(result, { status: 'FAILED' })).toThrow()
    expect(() => (result.facts?.list as number[]).push(2)).toThrow()
  })

  it('forgets at the moment an answer ends', () => {
    const results = new RememberedResults()
    const until = instant('2031-01-01T00:00:00Z')
    const kept = results.of(check, 'a', null, 'ab', 1)
    expect([results.isMet('b'), results.isMet('b')]).toEqual([false, true])
    expect(results.upTo('b', settings, (until - 1) as Instant)).toBeUndefined()
    results.keep('b', settings, until, kept)
    expect(results.upTo('b', settings, (until - 1) as Instant)).toBe(kept)
    expect(results.upTo('b', settings, until)).toBeUndefined()
    expect(results.upTo('b', {}, (until - 1) as Instant)).toBeUndefined()
  })
})
