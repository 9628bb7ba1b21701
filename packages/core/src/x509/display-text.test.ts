import { describe, expect, it } from 'vitest'
import { displayText } from './display-text.js'

describe('displayText', () => {
  it('leaves names of any script as they are', () => {
    for (const name of ['CHAN Tai Man', '陳大文', 'José Ñandú', 'Αθήνα', 'O’Neil & Co.']) {
      expect(displayText(name)).toBe(name)
    }
  })

  it('writes out bidirectional controls, NUL and zero-width characters', () => {
    expect(displayText('CHAN\u202eNAM')).toBe('CHAN‹U+202E›NAM')
    expect(displayText('bank.hk\u0000.evil')).toBe('bank.hk‹U+0000›.evil')
    expect(displayText('a\u200bb\ufeffc\u2066d')).toBe('a‹U+200B›b‹U+FEFF›c‹U+2066›d')
    expect(displayText('\u{e0041}')).toBe('‹U+E0041›')
    expect(displayText('\ud800x')).toBe('‹U+D800›x')
    expect(displayText('a\u0378')).toBe('a‹U+0378›')
  })

  it('writes out spaces that look like the usual one', () => {
    expect(displayText('a\u00a0b\u2003c')).toBe('a‹U+00A0›b‹U+2003›c')
  })

  it('keeps line ends and tabs of a document, and no lone carriage return', () => {
    const text = 'a\r\n\tb\rc'
    expect(displayText(text, { multiline: true })).toBe('a\r\n\tb‹U+000D›c')
    expect(displayText(text)).toBe('a‹U+000D›‹U+000A›‹U+0009›b‹U+000D›c')
  })

  it('cuts between characters', () => {
    expect(displayText('陳大文', { maxLength: 2 })).toBe('陳大…')
    expect(displayText('𠮷𠮷', { maxLength: 2 })).toBe('𠮷𠮷')
    expect(displayText('陳大文', { maxLength: 3 })).toBe('陳大文')
  })
})
