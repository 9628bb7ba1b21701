import type { Locale } from '../request.js'

/** What the renderers say in their own words. A change to one is a new version of the renderers. */
interface Words {
  readonly empty: string
  readonly nothing: string
  readonly yes: string
  readonly no: string
  readonly bank: string
  readonly account: string
  readonly identity: string
  readonly hongKongTime: string
}

/** The renderers' words, by language. */
export const words: Readonly<Record<Locale, Words>> = {
  en: {
    empty: '(empty)',
    nothing: '(none)',
    yes: 'Yes',
    no: 'No',
    bank: 'Bank',
    account: 'Account number',
    identity: 'Identity document number',
    hongKongTime: 'Hong Kong time',
  },
  'zh-Hant-HK': {
    empty: '（空白）',
    nothing: '（沒有）',
    yes: '是',
    no: '否',
    bank: '銀行',
    account: '帳戶號碼',
    identity: '身份證明文件號碼',
    hongKongTime: '香港時間',
  },
  'zh-Hans-HK': {
    empty: '（空白）',
    nothing: '（没有）',
    yes: '是',
    no: '否',
    bank: '银行',
    account: '账户号码',
    identity: '身份证明文件号码',
    hongKongTime: '香港时间',
  },
}
