import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DerReader } from './der-reader.js'
import { OidTexts } from './oid-texts.js'

/** The text as a reader gives it. */
function textOf(contents: Uint8Array): string | null {
  try {
    return new DerReader(Uint8Array.of(6, contents.length, ...contents)).objectIdentifier()
  } catch {
    return null
  }
}

describe('OidTexts', () => {
  it('knows what was kept, by all its octets', () => {
    const texts = new OidTexts()
    const rsa = Uint8Array.of(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1)
    expect(texts.of(rsa, 0, 9)).toBeUndefined()
    texts.keep(rsa, 0, 9, '1.2.840.113549.1.1.1')
    expect(texts.of(Uint8Array.of(1, ...rsa, 2), 1, 10)).toBe('1.2.840.113549.1.1.1')
    // The same place: equal length and last octets.
    const other = rsa.slice()
    other[1] = 0x87
    expect(texts.of(other, 0, 9)).toBeUndefined()
    texts.keep(other, 0, 9, 'other')
    expect([texts.of(other, 0, 9), texts.of(rsa, 0, 9)]).toEqual(['other', undefined])
  })

  it('keeps a copy', () => {
    const texts = new OidTexts()
    const given = Uint8Array.of(0x2a, 3, 4)
    texts.keep(given, 0, 3, '1.2.3.4')
    given[2] = 5
    expect(texts.of(given, 0, 3)).toBeUndefined()
    expect(texts.of(Uint8Array.of(0x2a, 3, 4), 0, 3)).toBe('1.2.3.4')
  })

  it('changes no text and no refusal of a reader', () => {
    const contents = fc.uint8Array({ minLength: 0, maxLength: 20 })
    fc.assert(
      fc.property(contents, fc.nat(19), fc.nat(255), (octets, at, octet) => {
        const first = textOf(octets)
        const changed = octets.slice()
        if (at < changed.length) changed[at] = octet
        textOf(changed)
        expect(textOf(octets)).toBe(first)
      }),
    )
  })
})
