import { describe, expect, it } from 'vitest'
import { addressDocument, readAddressForm } from './address-form.js'

const typed = {
  name: 'Chan Tai Man',
  phone: '2123 4567',
  flat: 'Flat A, 12/F, Block 3',
  street: '1 Example Street',
  district: 'Sha Tin',
  region: 'nt',
  effective: '2026-12-01',
}

describe('readAddressForm', () => {
  it('takes a form and writes the name as an e-Cert does', () => {
    const read = readAddressForm(typed)
    expect(read).toMatchObject({ ok: true, form: { name: 'CHAN TAI MAN', region: 'nt' } })
  })

  it('names every field it cannot accept', () => {
    expect(readAddressForm({})).toEqual({
      ok: false,
      fields: ['name', 'phone', 'flat', 'street', 'district', 'region', 'effective'],
    })
    expect(readAddressForm({ ...typed, name: '陳大文' })).toEqual({ ok: false, fields: ['name'] })
    expect(readAddressForm({ ...typed, region: 'xx' })).toEqual({ ok: false, fields: ['region'] })
    expect(readAddressForm({ ...typed, effective: 'soon' })).toEqual({
      ok: false,
      fields: ['effective'],
    })
    expect(readAddressForm(null)).toMatchObject({ ok: false })
  })

  it('refuses characters that would not show in what is signed', () => {
    for (const hidden of ['\u202e', '\u200b', '\u0000', '\u0007']) {
      expect(readAddressForm({ ...typed, street: `1 Example${hidden}Street` })).toEqual({
        ok: false,
        fields: ['street'],
      })
    }
  })
})

describe('addressDocument', () => {
  it('is plain text in the language the person reads', () => {
    const read = readAddressForm(typed)
    if (!read.ok) throw new Error('unreadable')
    expect(addressDocument(read.form, 'en')).toContain(
      'New address: Flat A, 12/F, Block 3, 1 Example Street, Sha Tin, New Territories\n',
    )
    expect(addressDocument(read.form, 'zh-Hant-HK')).toContain('姓名：CHAN TAI MAN\n')
    expect(addressDocument(read.form, 'zh-Hans-HK')).toContain('联络电话：2123 4567\n')
  })
})
