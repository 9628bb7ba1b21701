import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from './canonical-json.js'

/** The same by JSON.stringify, given keys in order. */
function reference(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reference)
  if (value === null || typeof value !== 'object') return value
  const record = value as Record<string, unknown>
  return Object.fromEntries(
    Object.keys(record)
      .filter((key) => !/^\d+$/.test(key) && key !== '__proto__')
      .sort()
      .map((key) => [key, reference(record[key])]),
  )
}

describe('canonicalJson', () => {
  it('is what JSON.stringify writes of sorted keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const expected = reference(value)
        expect(canonicalJson(expected)).toBe(JSON.stringify(expected))
      }),
      { seed: 7, numRuns: 300 },
    )
  })

  it('sorts few and many keys alike', () => {
    const keys = Array.from({ length: 40 }, (_, index) => `k${(index * 7) % 40}`)
    for (const count of [2, 16, 17, 40]) {
      const record = Object.fromEntries(keys.slice(0, count).map((key) => [key, key]))
      expect(canonicalJson(record)).toBe(
        `{${Object.keys(record)
          .sort()
          .map((key) => `"${key}":"${key}"`)
          .join(',')}}`,
      )
    }
  })

  it('leaves out what is undefined, writes octets as hex, escapes what JSON escapes', () => {
    expect(canonicalJson({ b: undefined, a: Uint8Array.of(1, 255) })).toBe('{"a":"01ff"}')
    expect(canonicalJson(['"\\\n', '\ud800', '香港'])).toBe('["\\"\\\\\\n","\\ud800","香港"]')
    expect(canonicalJson(undefined)).toBe('null')
  })
})
