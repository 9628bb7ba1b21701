import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesFromBase64url, bytesFromHex, toBase64url, toHex } from './encoding.js'

describe('encodings', () => {
  it('give back what they were given, also from a view', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (octets) => {
        const view = new Uint8Array([9, ...octets, 9]).subarray(1, -1)
        expect(bytesFromHex(toHex(view))).toEqual(new Uint8Array(octets))
        expect(bytesFromBase64url(toBase64url(view))).toEqual(new Uint8Array(octets))
      }),
    )
  })

  it.each(['AA==', 'A', 'AB', 'A A', 'A+A', 'A/A', '\n'])('refuse base64url %j', (text) => {
    expect(bytesFromBase64url(text)).toBeUndefined()
  })

  it.each(['0', 'AA', 'zz', '0x00', ' 00'])('refuse hex %j', (text) => {
    expect(bytesFromHex(text)).toBeUndefined()
  })
})
