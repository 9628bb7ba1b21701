import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { base64url, fromBase64url, fromHex, hex, latin1Text } from './encoding.js'

const octets = fc.uint8Array({ maxLength: 200 })

describe('hex and base64url', () => {
  it('write as Node does and read back what they wrote', () => {
    fc.assert(
      fc.property(octets, (bytes) => {
        expect(hex(bytes)).toBe(Buffer.from(bytes).toString('hex'))
        expect(base64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'))
        expect(fromHex(hex(bytes).toUpperCase())).toEqual(bytes)
        expect(fromBase64url(base64url(bytes))).toEqual(bytes)
      }),
    )
  })

  it('give octets as characters, as Node does, whole or from here to there', () => {
    const any = fc.uint8Array({ maxLength: 9000, size: 'max' })
    fc.assert(
      fc.property(any, fc.nat(9000), fc.nat(9000), (bytes, from, to) => {
        const node = Buffer.from(bytes)
        expect(latin1Text(bytes)).toBe(node.toString('latin1'))
        const end = Math.min(to, bytes.length)
        expect(latin1Text(bytes, from, end)).toBe(node.toString('latin1', from, end))
      }),
      { numRuns: 50 },
    )
  })

  it.each(['0', 'zz', '0x00', '00 ', '00\n'])('refuse %j as hex', (text) => {
    expect(() => fromHex(text)).toThrow(expect.objectContaining({ code: 'INVALID_HEX' }))
  })

  // The last two carry bits that stand for nothing.
  it.each(['A', 'AA==', 'AA ', '+A', '/A', 'AA\n', 'AAAAA', 'AB', 'AAB'])(
    'refuse %j as base64url',
    (text) => {
      expect(() => fromBase64url(text)).toThrow(
        expect.objectContaining({ code: 'INVALID_BASE64URL' }),
      )
    },
  )
})
