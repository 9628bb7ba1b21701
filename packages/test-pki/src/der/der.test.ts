import * as asn1js from 'asn1js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bmpOctets, integer, lengthOctets, namedBits, oid, setOf, time, tlv } from './der.js'
import { descend, members, readElement } from './read.js'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

describe('der', () => {
  it('writes integers as asn1js reads them', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(1n << 200n), max: 1n << 200n }), (value) => {
        const { result } = asn1js.fromBER(integer(value))
        expect(result).toBeInstanceOf(asn1js.Integer)
        expect((result as asn1js.Integer).toBigInt()).toBe(value)
      }),
    )
    expect([0, 127, 128, 255, 256].map((value) => hex(integer(value)))).toEqual([
      '020100',
      '02017f',
      '02020080',
      '020200ff',
      '02020100',
    ])
  })

  it('writes lengths in as few octets as it takes', () => {
    expect([127, 128, 255, 256, 65535, 65536].map((length) => hex(lengthOctets(length)))).toEqual([
      '7f',
      '8180',
      '81ff',
      '820100',
      '82ffff',
      '83010000',
    ])
  })

  it('leaves out trailing zero bits, X.690 §11.2.2', () => {
    expect(hex(namedBits([0, 1, 2]))).toBe('030205e0')
    expect(hex(namedBits([8]))).toBe('0303070080')
    expect(hex(namedBits([]))).toBe('030100')
  })

  it('changes to GeneralizedTime in 2050, RFC 5280 §4.1.2.5', () => {
    expect(time(new Date('2049-12-31T23:59:59.999Z'))).toEqual(
      tlv(0x17, Buffer.from('491231235959Z')),
    )
    expect(time(new Date('2050-01-01T00:00:00Z'))).toEqual(
      tlv(0x18, Buffer.from('20500101000000Z')),
    )
  })

  it('sorts SET OF, writes UTF-16 big-endian and the example arc', () => {
    expect(hex(setOf(tlv(4, Uint8Array.of(2)), tlv(4, Uint8Array.of(1))))).toBe('3106040101040102')
    expect(hex(bmpOctets('密A'))).toBe('5bc60041')
    expect(hex(oid('2.999.16030'))).toBe('06048837fd1e')
  })

  it('takes apart what it wrote', () => {
    const made = tlv(0x30, integer(1), tlv(0x30, integer(2), tlv(0x04, new Uint8Array(300))))
    expect(members(made).length).toBe(2)
    expect(descend(made, 1, 1).content.length).toBe(300)
    expect(() => readElement(made.subarray(0, 20))).toThrow(RangeError)
    expect(() => readElement(Uint8Array.of(0x30, 0x80, 0, 0))).toThrow(RangeError)
  })
})
