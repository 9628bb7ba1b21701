import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatInstant } from './format-instant.js'
import { instant, type Instant } from './instant.js'

describe('instant and formatInstant', () => {
  it('agree with Date from the year 0 to 9999', () => {
    const times = fc.integer({ min: Date.UTC(-1, 12, 1) - 1, max: Date.UTC(9999, 11, 31) })
    fc.assert(
      fc.property(times, (ms) => {
        if (ms < -62_167_219_200_000) return
        const iso = new Date(ms).toISOString()
        expect(instant(iso)).toBe(ms)
        expect(formatInstant(ms as Instant)).toBe(iso.replace('.000Z', 'Z'))
      }),
    )
  })

  it('reads an offset', () => {
    expect(instant('2026-03-31T08:00:00+08:00')).toBe(Date.UTC(2026, 2, 31))
    expect(instant('2026-03-30T19:30:00.5-04:30')).toBe(Date.UTC(2026, 2, 31, 0, 0, 0, 500))
  })

  it.each([
    '2026-03-31',
    '2026-03-31T00:00:00',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:60Z',
    '2026-01-01T00:00:00+24:00',
    'now',
  ])('refuses %s', (text) => {
    expect(() => instant(text)).toThrow(expect.objectContaining({ code: 'INVALID_INSTANT' }))
  })

  it('writes the 29th of February of leap years alone', () => {
    expect(formatInstant(instant('2028-02-29T12:00:00Z'))).toBe('2028-02-29T12:00:00Z')
    expect(formatInstant(instant('2000-02-29T12:00:00.250Z'))).toBe('2000-02-29T12:00:00.250Z')
    expect(() => instant('2100-02-29T12:00:00Z')).toThrow()
  })

  it('does not write what four digits cannot say', () => {
    expect(() => formatInstant(1e15 as Instant)).toThrow()
    expect(() => formatInstant(Number.NaN as Instant)).toThrow()
  })
})
