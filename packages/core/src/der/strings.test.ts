import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { der } from './der.test-support.js'
import { parsing } from './parsing.js'
import { stringText } from './strings.js'

const read = (bytes: Uint8Array): string | undefined => {
  const text = parsing(bytes, (reader) => {
    const tag = reader.any()
    return stringText(tag, reader.bytes, reader.start, reader.contentStart, reader.contentEnd)
  })
  return text.ok ? text.value : text.reason
}

describe('stringText', () => {
  it.each([
    ['13{"Hongkong Post"}', 'Hongkong Post'],
    ['13{"Chan & Co."}', 'Chan & Co.'],
    ['0c{ e9 99 b3 }', '陳'],
    ['0c{ f0 a0 ae b7 }', '𠮷'],
    ['0c{ ef bb bf 41 }', '\ufeffA'],
    ['1e{ 96 73 }', '陳'],
    ['1c{ 00 02 0b b7 }', '𠮷'],
    ['14{ 4d fc 6c }', 'Mül'],
    ['16{"a@b.hk"}', 'a@b.hk'],
    ['0c{}', ''],
  ])('reads %s', (bytes, text) => {
    expect(read(der(bytes))).toBe(text)
  })

  it.each([
    '0c{ c0 80 }', // overlong NUL
    '0c{ e0 80 80 }',
    '0c{ ed a0 80 }', // a surrogate
    '0c{ f4 90 80 80 }', // past U+10FFFF
    '0c{ f5 80 80 80 }',
    '0c{ e9 99 }',
    '0c{ 80 }',
    '0c{ c3 28 }',
    '13{ 41 00 }',
    '13{ e9 }',
    '14{ 1b 41 }', // a T.61 escape
    '16{ e9 }',
    '1e{ 96 }',
    '1e{ d8 00 }',
    '1c{ 00 11 00 00 }',
    '1c{ 00 00 00 }',
  ])('refuses %s', (bytes) => {
    expect(read(der(bytes))).toBe('BAD_STRING')
  })

  it('has no text for what is no string', () => {
    expect(read(der('02 01 05'))).toBeUndefined()
    expect(read(der('8c{"x"}'))).toBeUndefined()
  })

  it('reads UTF-8 as the platform does, or refuses where it does', () => {
    const platform = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 12 }),
          // Code points by number: fast-check's own strings take a table of all characters first.
          fc
            .array(fc.nat(0x10ffff), { maxLength: 12 })
            .map((points) => new TextEncoder().encode(String.fromCodePoint(...points))),
        ),
        (octets) => {
          let expected: string
          try {
            expected = platform.decode(octets)
          } catch {
            expected = 'BAD_STRING'
          }
          expect(read(Uint8Array.of(0x0c, octets.length, ...octets))).toBe(expected)
        },
      ),
      { numRuns: 500 },
    )
  })
})
