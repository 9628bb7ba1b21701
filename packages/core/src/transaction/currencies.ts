import type { LocalizedText } from '../request.js'

/**
 * The currencies a transaction may be in, by ISO 4217 code: decimal places, what stands before the digits, and the names,
 * which always come along because one sign stands for several of them.
 */
export const currencies = {
  HKD: [2, 'HK$', 'Hong Kong dollars', '港元', '港元'],
  CNY: [2, 'RMB¥', 'Renminbi yuan', '人民幣', '人民币'],
  USD: [2, 'US$', 'US dollars', '美元', '美元'],
  EUR: [2, '€', 'Euro', '歐元', '欧元'],
  GBP: [2, '£', 'Pounds sterling', '英鎊', '英镑'],
  JPY: [0, 'JP¥', 'Japanese yen', '日圓', '日元'],
  AUD: [2, 'A$', 'Australian dollars', '澳元', '澳元'],
  CAD: [2, 'C$', 'Canadian dollars', '加元', '加元'],
  CHF: [2, 'CHF ', 'Swiss francs', '瑞士法郎', '瑞士法郎'],
  SGD: [2, 'S$', 'Singapore dollars', '新加坡元', '新加坡元'],
  NZD: [2, 'NZ$', 'New Zealand dollars', '紐西蘭元', '新西兰元'],
  TWD: [2, 'NT$', 'New Taiwan dollars', '新台幣', '新台币'],
  MOP: [2, 'MOP$', 'Macao patacas', '澳門元', '澳门元'],
  THB: [2, '฿', 'Thai baht', '泰銖', '泰铢'],
  KRW: [0, '₩', 'Korean won', '韓圓', '韩元'],
} as const

/** ISO 4217 code. */
export type Currency = keyof typeof currencies

/** The currency's name in each language. */
export function currencyName(code: Currency): LocalizedText {
  const [, , en, hant, hans] = currencies[code]
  return { en, 'zh-Hant-HK': hant, 'zh-Hans-HK': hans }
}

/**
 * A decimal amount as people read it: sign, grouped by thousands, a true minus.
 * @param value - As a transaction holds it, for example `-12500.00`.
 */
export function formatAmount(code: Currency, value: string): string {
  const [whole = '', places] = value.replace('-', '').split('.')
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',')
  const minus = value.startsWith('-') ? '\u2212' : ''
  return `${minus}${currencies[code][1]}${grouped}${places === undefined ? '' : `.${places}`}`
}
