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

  it('sorts by UTF-16 code units (RFC 8785 §3.2.3)', () => {
    const sample: unknown = JSON.parse(
      String.raw`{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}`,
    )
    expect(Object.values(JSON.parse(canonicalJson(sample)) as object)).toHaveLength(7)
    expect([...canonicalJson(sample).matchAll(/:"([^"]+)"/g)].map(([, text]) => text)).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ])
  })

  it('writes the sample of RFC 8785 §3.2.2', () => {
    const sample: unknown = JSON.parse(
      String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`,
    )
    expect(canonicalJson(sample)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    )
  })

  // RFC 8785 appendix B, the finite ones.
  it.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('writes the double %s as %s', (bits, text) => {
    expect(canonicalJson(Buffer.from(bits, 'hex').readDoubleBE())).toBe(text)
  })

  it('keeps the texts of what cannot change, and of nothing else', () => {
    const texts = new WeakMap<object, string>()
    const shallow = Object.freeze({ a: [1] })
    const deep = Object.freeze({ b: Object.freeze([Object.freeze({ c: 2 })]) })
    const value = { deep, shallow, open: { d: 3 } }
    const first = '{"deep":{"b":[{"c":2}]},"open":{"d":3},"shallow":{"a":[1]}}'
    expect(canonicalJson(value, texts)).toBe(first)
    shallow.a.push(4)
    value.open.d = 5
    const second = '{"deep":{"b":[{"c":2}]},"open":{"d":5},"shallow":{"a":[1,4]}}'
    expect(canonicalJson(value, texts)).toBe(second)
    expect([texts.get(deep), texts.has(shallow), texts.has(value.open)]).toEqual([
      '{"b":[{"c":2}]}',
      false,
      false,
    ])
  })
})
