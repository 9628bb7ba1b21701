import * as pki from '@chopmark/test-pki'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsing } from '../der/parsing.js'
import type { Name } from './name.js'
import { compareNames, nameKey, rdnKey } from './name-key.js'
import { readName } from './read-name.js'

const name = (bytes: Uint8Array): Name => {
  const read = parsing(bytes, readName)
  if (!read.ok) throw new Error(read.reason)
  return read.value
}
const cn = (text: string, as?: pki.StringType): Name =>
  name(pki.distinguishedName(as === undefined ? ['CN', text] : ['CN', text, as]))

describe('compareNames (RFC 5280 §7.1)', () => {
  it.each([
    ['case', cn('Hongkong Post'), cn('HONGKONG post')],
    ['string types', cn('Hongkong Post', 'printable'), cn('Hongkong Post', 'utf8')],
    ['BMPString and UTF8String', cn('陳大文', 'bmp'), cn('陳大文', 'utf8')],
    ['runs of spaces', cn('Hongkong   Post'), cn(' Hongkong Post  ')],
    ['a no-break space', cn('Hongkong\u00a0Post', 'utf8'), cn('Hongkong Post')],
    ['width of letters', cn('ＨＫ', 'utf8'), cn('hk')],
    ['composition', cn('é', 'utf8'), cn('e\u0301', 'utf8')],
    ['sharp s', cn('Straße', 'utf8'), cn('STRASSE')],
    ['final sigma', cn('ΟΔΟΣ', 'utf8'), cn('οδος', 'utf8')],
    ['a soft hyphen', cn('Hong\u00adkong', 'utf8'), cn('Hongkong')],
    ['a zero width space', cn('Hong\u200bkong', 'utf8'), cn('Hongkong')],
  ])('overlooks %s', (_what, a, b) => {
    expect(compareNames(a, b)).toBe(true)
  })

  it.each([
    ['letters', cn('Hongkong Post'), cn('Hongkong Pest')],
    ['a space that is missing', cn('Hongkong Post'), cn('HongkongPost')],
    ['simplified and traditional characters', cn('陈大文', 'utf8'), cn('陳大文', 'utf8')],
    ['look-alikes', cn('Ноngkong', 'utf8'), cn('Hongkong')],
    ['attribute types', cn('x'), name(pki.distinguishedName(['O', 'x']))],
    [
      'order',
      name(pki.distinguishedName(['C', 'HK'], ['O', 'x'])),
      name(pki.distinguishedName(['O', 'x'], ['C', 'HK'])),
    ],
    [
      'length',
      name(pki.distinguishedName(['C', 'HK'])),
      name(pki.distinguishedName(['C', 'HK'], ['O', 'x'])),
    ],
    [
      'two RDNs and one of two',
      name(pki.distinguishedName(['C', 'HK'], ['O', 'x'])),
      name(
        pki.nameOfRdns([
          ['C', 'HK'],
          ['O', 'x'],
        ]),
      ),
    ],
    [
      'a value that imitates two',
      cn('x+2.5.4.10=y'),
      name(pki.distinguishedName(['CN', 'x'], ['O', 'y'])),
    ],
    [
      'a value that imitates a set',
      cn('x&2.5.4.10=y', 'utf8'),
      name(
        pki.nameOfRdns([
          ['CN', 'x'],
          ['O', 'y'],
        ]),
      ),
    ],
    ['private use characters', cn('x\ue000', 'utf8'), cn('x\ue000', 'bmp')],
    ['nothing and a name', name(pki.distinguishedName()), cn('')],
  ])('tells %s apart', (_what, a, b) => {
    expect(compareNames(a, b)).toBe(false)
  })

  it('takes an RDN as a set', () => {
    const rdns = (
      [
        ['C', 'HK'],
        ['O', 'x'],
        ['CN', 'A'],
      ] as const
    ).map((pair) => [pair[0], pair[1]] as const)
    const a = name(pki.nameOfRdns(rdns))
    const b = name(pki.nameOfRdns([rdns[2], rdns[0], rdns[1]].filter((one) => one !== undefined)))
    expect(compareNames(a, b)).toBe(true)
  })

  it('makes the key of a name from those of its RDNs', () => {
    const whole = name(pki.distinguishedName(['C', 'HK'], ['O', 'X'], ['CN', 'y']))
    expect(nameKey(whole)).toBe(whole.rdns.map(rdnKey).join('+'))
    expect(nameKey(whole)).toBe(nameKey(whole))
  })

  it('is the same for a text however it is cased, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
        const upper = cn(text.toUpperCase(), 'utf8')
        expect(compareNames(cn(text, 'utf8'), cn(text, 'utf8'))).toBe(true)
        expect(compareNames(upper, cn(text.toUpperCase().toLowerCase(), 'utf8'))).toBe(true)
      }),
    )
  })
})
