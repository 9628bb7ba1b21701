import * as asn1js from 'asn1js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../errors.js'
import { der, hexOf } from './der.test-support.js'
import {
  integer,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  tlv,
  utf8String,
} from './der-writer.js'

const ber = (value: asn1js.BaseBlock): string => hexOf(new Uint8Array(value.toBER()))

describe('the DER writer', () => {
  it.each([0, 1, 127, 128, 129, 255, 256, 65535, 65536, 70000])(
    'writes the length %i',
    (length) => {
      const octets = new Uint8Array(length)
      expect(hexOf(octetString(octets))).toBe(ber(new asn1js.OctetString({ valueHex: octets })))
    },
  )

  it('writes INTEGERs as asn1js does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 48 }), (value) => {
        expect(hexOf(integer(value))).toBe(ber(asn1js.Integer.fromBigInt(BigInt(value))))
      }),
    )
  })

  it('writes OBJECT IDENTIFIERs as asn1js does', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 9 }), (arcs) => {
        const dotted = `2.${arcs.join('.')}`
        expect(hexOf(objectIdentifier(dotted))).toBe(
          ber(new asn1js.ObjectIdentifier({ value: dotted })),
        )
      }),
    )
  })

  it('orders a SET OF by its encodings', () => {
    const set = setOf(utf8String('b'), utf8String('aa'), utf8String('a'), tlv(0x02, der('05')))
    expect(hexOf(set)).toBe(hexOf(der('31{ 02{05} 0c{"a"} 0c{"b"} 0c{"aa"} }')))
    expect(hexOf(sequence())).toBe('3000')
  })

  it.each([
    '',
    '1',
    '1.2.',
    '3.1',
    '1.40',
    '1.2.x',
    '1.2.-3',
    '1.2.03',
    ' 1.2',
    '1.2.1e3',
    '1.2.1234567890123456789012345678901234567890',
  ])('takes no identifier %j', (dotted) => {
    expect(() => objectIdentifier(dotted)).toThrow(UsageError)
  })

  it.each([-1, 1.5, Number.NaN, 2 ** 49])('takes no INTEGER %d', (value) => {
    expect(() => integer(value)).toThrow(UsageError)
  })
})
