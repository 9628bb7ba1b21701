import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatInstant } from '../format-instant.js'
import { der } from './der.test-support.js'
import { parsing } from './parsing.js'
import { readGeneralizedTimeWithFraction, readTime } from './time.js'

const read = (bytes: string): string => {
  const time = parsing(der(bytes), readTime)
  return time.ok ? formatInstant(time.value) : time.reason
}

describe('readTime (RFC 5280 §4.1.2.5)', () => {
  it.each([
    ['17{"260331000000Z"}', '2026-03-31T00:00:00Z'],
    ['17{"500101000000Z"}', '1950-01-01T00:00:00Z'],
    ['17{"491231235959Z"}', '2049-12-31T23:59:59Z'],
    ['17{"000229120000Z"}', '2000-02-29T12:00:00Z'],
    ['18{"20500101000000Z"}', '2050-01-01T00:00:00Z'],
    ['18{"99991231235959Z"}', '9999-12-31T23:59:59Z'],
    ['18{"20240229000000Z"}', '2024-02-29T00:00:00Z'],
    ['18{"00000101000000Z"}', '0000-01-01T00:00:00Z'],
  ])('reads %s', (bytes, iso) => {
    expect(read(bytes)).toBe(iso)
  })

  it.each([
    '17{"2603310000Z"}', // no seconds
    '17{"260331000000+0000"}',
    '17{"260331000000"}',
    '17{"260230000000Z"}', // 30 February
    '17{"250229000000Z"}', // not a leap year
    '17{"260431000000Z"}',
    '17{"261301000000Z"}',
    '17{"260001000000Z"}',
    '17{"260100000000Z"}',
    '17{"260101240000Z"}',
    '17{"260101006000Z"}',
    '17{"260101000060Z"}', // a leap second
    '17{"26010100 000Z"}',
    '17{"2601010000.0Z"}',
    '18{"19000229000000Z"}', // 1900 was no leap year
    '18{"20260331000000.5Z"}',
    '18{"202603310000Z"}',
    '18{"20260331000000"}',
  ])('refuses %s', (bytes) => {
    expect(read(bytes)).toBe('BAD_TIME')
  })

  it('agrees with Date on every second', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('0001-01-01T00:00:00Z'),
          max: new Date('9999-12-31T23:59:59Z'),
          noInvalidDate: true,
        }),
        (date) => {
          const iso = date.toISOString()
          const digits = iso.slice(0, 19).replace(/[-:T]/g, '')
          expect(read(`18{"${digits}Z"}`)).toBe(`${iso.slice(0, 19)}Z`)
        },
      ),
    )
  })
})

describe('readGeneralizedTimeWithFraction (RFC 3161 §2.4.2)', () => {
  it.each([
    ['18{"20260331000000Z"}', 0],
    ['18{"20260331000000.5Z"}', 500],
    ['18{"20260331000000.123Z"}', 123],
    ['18{"20260331000000.1239999Z"}', 123],
    ['18{"20260331000000.001Z"}', 1],
  ])('reads %s', (bytes, millis) => {
    expect(parsing(der(bytes), readGeneralizedTimeWithFraction)).toEqual({
      ok: true,
      value: 1774915200000 + millis,
    })
  })

  it.each([
    '18{"20260331000000.50Z"}',
    '18{"20260331000000.Z"}',
    '18{"20260331000000,5Z"}',
    '18{"20260331000000.x5Z"}',
  ])('refuses %s', (bytes) => {
    expect(parsing(der(bytes), readGeneralizedTimeWithFraction)).toMatchObject({
      reason: 'BAD_TIME',
    })
  })
})
