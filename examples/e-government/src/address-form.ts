import type { Locale } from '@chopmark/core'

/** What a person types, field by field. */
export interface AddressForm {
  readonly name: string
  readonly phone: string
  readonly flat: string
  readonly street: string
  readonly district: string
  readonly region: 'hk' | 'kln' | 'nt'
  /** Calendar date, YYYY-MM-DD. */
  readonly effective: string
}

export const addressFields = [
  'name',
  'phone',
  'flat',
  'street',
  'district',
  'region',
  'effective',
] as const satisfies readonly (keyof AddressForm)[]

/** Latin letters, spaces and the marks of names: what an e-Cert carries. */
export const namePattern = /^[A-Za-z][A-Za-z ,.'-]{1,63}$/

const maxLength = 120
const regions = ['hk', 'kln', 'nt'] as const

/** The form, or the fields that cannot be accepted. A browser checked them too; a server relies on nobody. */
export function readAddressForm(
  input: unknown,
):
  | { readonly ok: true; readonly form: AddressForm }
  | { readonly ok: false; readonly fields: readonly string[] } {
  const values: Record<string, string> = {}
  const wrong: string[] = []
  for (const field of addressFields) {
    const value =
      typeof input === 'object' && input !== null && Object.hasOwn(input, field)
        ? (input as Record<string, unknown>)[field]
        : undefined
    const text = typeof value === 'string' ? value.trim().normalize('NFC') : ''
    // Control characters have no place in a form, and would not show in what is signed.
    if (text === '' || text.length > maxLength || /\p{Cc}|\p{Cf}/u.test(text)) wrong.push(field)
    values[field] = text
  }
  const region = regions.find((one) => one === values['region'])
  if (region === undefined && !wrong.includes('region')) wrong.push('region')
  if (!namePattern.test(values['name'] ?? '') && !wrong.includes('name')) wrong.push('name')
  if (!/^\d{4}-\d{2}-\d{2}$/.test(values['effective'] ?? '') && !wrong.includes('effective')) {
    wrong.push('effective')
  }
  if (wrong.length > 0 || region === undefined) return { ok: false, fields: wrong }
  const { name = '', phone = '', flat = '', street = '', district = '', effective = '' } = values
  return {
    ok: true,
    form: { name: name.toUpperCase(), phone, flat, street, district, region, effective },
  }
}

const regionNames = {
  hk: { 'zh-Hant-HK': '香港', 'zh-Hans-HK': '香港', en: 'Hong Kong' },
  kln: { 'zh-Hant-HK': '九龍', 'zh-Hans-HK': '九龙', en: 'Kowloon' },
  nt: { 'zh-Hant-HK': '新界', 'zh-Hans-HK': '新界', en: 'New Territories' },
} as const

const labels = {
  'zh-Hant-HK': {
    title: '更改地址通知書',
    name: '姓名',
    phone: '聯絡電話',
    address: '新地址',
    effective: '生效日期',
    declaration: '本人現通知部門更改地址，並聲明以上資料真確無誤。',
  },
  'zh-Hans-HK': {
    title: '更改地址通知书',
    name: '姓名',
    phone: '联络电话',
    address: '新地址',
    effective: '生效日期',
    declaration: '本人现通知部门更改地址，并声明以上资料真确无误。',
  },
  en: {
    title: 'Notice of change of address',
    name: 'Name',
    phone: 'Contact telephone',
    address: 'New address',
    effective: 'Effective from',
    declaration:
      'I notify the department of my new address and declare that the above is true and correct.',
  },
} as const

/** The notice as the person signs it: plain text in the language they read. */
export function addressDocument(form: AddressForm, locale: Locale): string {
  const label = labels[locale]
  const colon = locale === 'en' ? ': ' : '：'
  const place = [form.flat, form.street, form.district, regionNames[form.region][locale]]
  return [
    label.title,
    '',
    `${label.name}${colon}${form.name}`,
    `${label.phone}${colon}${form.phone}`,
    `${label.address}${colon}${place.join(locale === 'en' ? ', ' : '，')}`,
    `${label.effective}${colon}${form.effective}`,
    '',
    label.declaration,
    '',
  ].join('\n')
}
