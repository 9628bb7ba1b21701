import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinOctets } from './join-octets.js'

describe('joinOctets', () => {
  it('gives what Buffer.concat gives, in a buffer of its own', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 9 }), { maxLength: 9 }), (parts) => {
        const joined = joinOctets(parts)
        expect([...joined]).toEqual([...Buffer.concat(parts)])
        expect([joined.byteOffset, joined.buffer.byteLength]).toEqual([0, joined.length])
      }),
    )
  })

  it('leaves the parts alone', () => {
    const part = Uint8Array.of(1)
    joinOctets([part])[0] = 2
    expect(part[0]).toBe(1)
  })
})
