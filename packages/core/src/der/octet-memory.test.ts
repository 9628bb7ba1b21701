import { describe, expect, it } from 'vitest'
import { OctetMemory } from './octet-memory.js'

const octets = (length: number, fill: number): Uint8Array => new Uint8Array(length).fill(fill)

/** A memory that says what it read. */
function memory(slots = 4, maxBytes = 64): { memory: OctetMemory<object>; read: Uint8Array[] } {
  const read: Uint8Array[] = []
  const taking = (own: Uint8Array): object | undefined => {
    read.push(own)
    return own[0] === 0 ? undefined : { first: own[0] }
  }
  return { memory: new OctetMemory(slots, maxBytes, taking), read }
}

describe('OctetMemory', () => {
  it('keeps what comes a second time, and gives the same object from then on', () => {
    const { memory: met, read } = memory()
    const given = octets(20, 7)
    expect(met.get(given)).toBeUndefined()
    const kept = met.get(octets(20, 7))
    expect(kept).toEqual({ first: 7 })
    expect(met.get(octets(20, 7))).toBe(kept)
    expect(read).toHaveLength(1)
  })

  it('reads a copy, so that nobody changes what is kept', () => {
    const { memory: met, read } = memory()
    const given = octets(20, 7)
    met.get(given)
    met.get(given)
    given[0] = 9
    expect(read[0]).toEqual(octets(20, 7))
    expect(met.get(given)).toBeUndefined()
  })

  it('compares every octet, though length and last octets agree', () => {
    const { memory: met } = memory()
    met.get(octets(20, 7))
    met.get(octets(20, 7))
    for (let i = 0; i < 20; i++) {
      const other = octets(20, 7)
      other[i] = 8
      expect(met.get(other)).not.toEqual({ first: 7 })
      met.get(octets(20, 7))
      met.get(octets(20, 7))
    }
  })

  it('keeps nothing that is too long, or that cannot be read', () => {
    const { memory: met, read } = memory()
    for (let i = 0; i < 3; i++) expect(met.get(octets(65, 7))).toBeUndefined()
    expect(read).toEqual([])
    for (let i = 0; i < 3; i++) expect(met.get(octets(20, 0))).toBeUndefined()
  })
})
