import * as asn1js from 'asn1js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hex } from '../../encoding.js'
import { attributeOids } from './attribute-oids.js'
import { parseShown, parseShownAttribute, type Shown, shownAttribute } from './shown.js'

const whole: Shown = {
  extent: 'whole',
  locale: 'zh-Hant-HK',
  renderer: 'chopmark/transaction',
  version: '1',
  sha256: new Uint8Array(32).fill(9),
}

/** The attribute's value as another implementation writes it. */
function witness(
  extent: number,
  locale: string,
  rendered?: readonly asn1js.BaseBlock[],
): Uint8Array {
  const value = [
    new asn1js.Enumerated({ value: extent }),
    new asn1js.Utf8String({ value: locale }),
    ...(rendered === undefined ? [] : [new asn1js.Sequence({ value: [...rendered] })]),
  ]
  return new Uint8Array(new asn1js.Sequence({ value }).toBER())
}

const text = (value: string): asn1js.BaseBlock => new asn1js.Utf8String({ value })
const octets = (length: number): asn1js.BaseBlock =>
  new asn1js.OctetString({ valueHex: new Uint8Array(length).fill(9).buffer })

describe('shown', () => {
  it('is written as asn1js writes it', () => {
    const parsed = asn1js.fromBER(shownAttribute(whole))
    const { result } = parsed
    if (!(result instanceof asn1js.Sequence)) throw new Error('no SEQUENCE')
    const [oid, values] = result.valueBlock.value
    if (!(values instanceof asn1js.Set)) throw new Error('no SET')
    const [value] = values.valueBlock.value
    // DER by `openssl asn1parse -genstr OID:2.25.25713734631804813498694326921943533587`.
    expect(hex(new Uint8Array(oid?.toBER() ?? []))).toBe(
      '061369a6d8a4bff4ef92bac5b2eafce0ac98dd9013',
    )
    const expected = witness(0, 'zh-Hant-HK', [text('chopmark/transaction'), text('1'), octets(32)])
    expect(hex(new Uint8Array(value?.toBER() ?? []))).toBe(hex(expected))
    expect(hex(shownAttribute({ extent: 'none', locale: 'en' }))).toContain(hex(witness(2, 'en')))
  })

  it('is parsed as asn1js writes it', () => {
    const rendered = [text('chopmark/transaction'), text('1'), octets(32)]
    expect(parseShown(witness(0, 'zh-Hant-HK', rendered))).toEqual({ ok: true, value: whole })
    expect(parseShown(witness(1, 'zh-Hant-HK', rendered))).toMatchObject({
      value: { extent: 'part' },
    })
    expect(parseShown(witness(2, 'en'))).toEqual({
      ok: true,
      value: { extent: 'none', locale: 'en' },
    })
  })

  it.each([
    ['another extent', witness(3, 'en')],
    ['another language', witness(2, 'fr')],
    ['nothing rendered, yet a renderer', witness(2, 'en', [text('a'), text('1'), octets(32)])],
    ['shown, but no renderer', witness(0, 'en')],
    ['a renderer without a name', witness(0, 'en', [text(''), text('1'), octets(32)])],
    ['a name too long', witness(0, 'en', [text('a'.repeat(65)), text('1'), octets(32)])],
    ['a short digest', witness(0, 'en', [text('a'), text('1'), octets(31)])],
    ['more than it has', witness(0, 'en', [text('a'), text('1'), octets(32), octets(1)])],
  ])('refuses %s', (_what, value) => {
    expect(parseShown(value).ok).toBe(false)
  })

  it('is parsed out of a whole attribute, and no other attribute is', () => {
    expect(parseShownAttribute(shownAttribute(whole))).toEqual({ ok: true, value: whole })
    const asn1 = (oid: string, ...values: readonly Uint8Array[]): Uint8Array => {
      const set = new asn1js.Set({ value: values.map((one) => asn1js.fromBER(one).result) })
      const value = [new asn1js.ObjectIdentifier({ value: oid }), set]
      return new Uint8Array(new asn1js.Sequence({ value }).toBER())
    }
    const none = witness(2, 'en')
    expect(parseShownAttribute(asn1(attributeOids.shown, none)).ok).toBe(true)
    expect(parseShownAttribute(asn1('1.2.840.113549.1.9.4', none)).ok).toBe(false)
    expect(parseShownAttribute(asn1(attributeOids.shown, none, none)).ok).toBe(false)
    expect(parseShownAttribute(asn1(attributeOids.shown)).ok).toBe(false)
    expect(parseShownAttribute(Uint8Array.of(...shownAttribute(whole), 0)).ok).toBe(false)
  })

  it('gives a value or a problem for any octets', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (value) => {
        parseShown(value)
        parseShownAttribute(value)
      }),
      { seed: 3 },
    )
    expect(attributeOids.shown).toMatch(/^2\.25\.\d+$/)
  })
})
