import * as asn1js from 'asn1js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalise } from './canonicalise.js'
import { der, hexOf } from './der.test-support.js'

const canonical = (notation: string): string => {
  const made = canonicalise(der(notation))
  return made.ok ? hexOf(made.value) : `${made.reason} at ${made.offset}`
}

describe('canonicalise (X.690 §8.1.3, §10)', () => {
  it.each([
    ['30 80 02 01 05 00 00', '3003020105'],
    ['30 81 03 02 01 05', '3003020105'],
    ['30 05 02 83 00 00 01 05', 'TRUNCATED at 2'],
    ['02 83 00 00 01 05', '020105'],
    ['24 80 04 01 61 04 01 62 00 00', '04026162'],
    ['24{ 24{ 04{61} } 04{62} }', '04026162'],
    ['30 80 24 80 04 01 61 00 00 31 80 00 00 00 00', '300504016131 00'.replace(' ', '')],
    ['30{ 31{ 0c{"b"} 0c{"a"} } }', '300831060c01620c0161'],
    ['30 80 02 01 05', 'TRUNCATED at 0'],
    ['30 80 00 00 00', 'TRAILING_BYTES at 4'],
    ['04 80 00 00', 'INDEFINITE_LENGTH at 0'],
    ['24{ 0c{61} }', 'UNEXPECTED_TAG at 2'],
    ['', 'TRUNCATED at 0'],
  ])('makes of %s: %s', (from, to) => {
    expect(canonical(from)).toBe(to)
  })

  it('is bounded in depth', () => {
    expect(canonical('30 80 '.repeat(100))).toMatch(/^TOO_DEEP/)
  })

  it('leaves DER as it is, and makes what asn1js reads alike', () => {
    fc.assert(
      fc.property(berAndDer, ([ber, wanted]) => {
        expect(canonicalise(wanted)).toEqual({ ok: true, value: wanted })
        expect(canonicalise(ber)).toEqual({ ok: true, value: wanted })
        expect(asn1js.fromBER(ber).offset).not.toBe(-1)
      }),
    )
  })

  it('answers any bytes, never with more than it was given', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const made = canonicalise(bytes)
        if (made.ok) expect(made.value.length).toBeLessThanOrEqual(bytes.length)
      }),
      { numRuns: 1000 },
    )
  })
})

/** The same value twice: with BER's freedoms, and as DER. */
const berAndDer: fc.Arbitrary<[Uint8Array, Uint8Array]> = fc
  .letrec<{ value: [string, string] }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<[string, string]>(
        ['05{}', '05{}'],
        ['02 81 01 05', '02{05}'],
        ['24 80 04{61} 04{6263} 00 00', '04{616263}'],
        ['24{ 04{61} }', '04{61}'],
      ),
      fc
        .tuple(fc.boolean(), fc.array(tie('value'), { maxLength: 4 }))
        .map(([indefinite, values]): [string, string] => {
          const ber = values.map(([from]) => from).join('')
          const wanted = values.map(([, to]) => to).join('')
          return [indefinite ? `30 80 ${ber} 00 00` : `30{${ber}}`, `30{${wanted}}`]
        }),
    ),
  }))
  .value.map(([ber, wanted]) => [der(ber), der(wanted)])
