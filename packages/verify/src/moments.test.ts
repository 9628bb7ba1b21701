import { type Instant, instant } from '@chopmark/core'
import { describe, expect, it } from 'vitest'
import type { CheckResult } from './check.js'
import { runCheck } from './check.js'
import { validity } from './checks/path/validity.js'
import { Moments } from './moments.js'

const start = instant('2026-03-31T00:00:00Z')
const hourMs = 3_600_000
const after = (ms: number): { at: Instant; validationTime: Instant } => {
  const at = (start + ms) as Instant
  return { at, validationTime: at }
}

/** Asks as a search does: valid for a day, and is it past noon? */
function asked(noon = 12 * hourMs): Moments {
  const moments = new Moments(after(0))
  moments.check(({ at }) => within(at))
  moments.tell(({ at }) => at >= start + noon)
  return moments
}

function within(at: Instant): CheckResult {
  const notAfter = (start + 24 * hourMs) as Instant
  return runCheck(validity, { notBefore: start, notAfter, at, target: true }, 'a')
}

describe('Moments', () => {
  it('answers for other times while all that was asked has the same answer', () => {
    const again = asked().askAgain(after(hourMs))
    expect(again).toEqual([within((start + hourMs) as Instant)])
    expect(asked().askAgain(after(12 * hourMs - 1))).toHaveLength(1)
    expect(asked().askAgain(after(12 * hourMs))).toBeNull()
    expect(asked(100 * hourMs).askAgain(after(24 * hourMs))).toHaveLength(1)
    expect(asked(100 * hourMs).askAgain(after(24 * hourMs + 1))).toBeNull()
    expect(asked().askAgain(after(-1))).toBeNull()
  })

  it('answers for no other time when a check did not hold', () => {
    const moments = new Moments(after(-1))
    expect(moments.check(({ at }) => within(at)).status).toBe('INDETERMINATE')
    expect([moments.lasting, moments.askAgain(after(-1)), moments.are(after(-1))]).toEqual([
      false,
      null,
      true,
    ])
  })

  it('keeps a bounded number of questions', () => {
    const moments = new Moments(after(0))
    for (let i = 0; i < 1000; i++) moments.tell(() => true)
    expect(moments.askAgain(after(0))).toBeNull()
  })
})
