import type { LocalizedText } from '@chopmark/core'

/** What the command line itself says to a person; the sentences about checks are `verify`'s. */
export const words = {
  valid: { en: 'valid', 'zh-Hant-HK': '有效', 'zh-Hans-HK': '有效' },
  notValid: { en: 'not valid', 'zh-Hant-HK': '無效', 'zh-Hans-HK': '无效' },
  good: { en: 'not revoked', 'zh-Hant-HK': '未被撤銷', 'zh-Hans-HK': '未被撤销' },
  revoked: { en: 'revoked', 'zh-Hant-HK': '已撤銷', 'zh-Hans-HK': '已撤销' },
  unknown: {
    en: 'revocation not known',
    'zh-Hant-HK': '撤銷情況不明',
    'zh-Hans-HK': '撤销情况不明',
  },
  notUsed: { en: 'not used', 'zh-Hant-HK': '未採用', 'zh-Hans-HK': '未采用' },
  policies: {
    en: 'certificate policies',
    'zh-Hant-HK': '證書政策',
    'zh-Hans-HK': '证书政策',
  },
  anyAlgorithms: {
    en: 'Old algorithms and short keys were admitted (--algorithms any): this answer is for conformance work, not to rely on.',
    'zh-Hant-HK':
      '已容許舊演算法及短密碼匙（--algorithms any）：此結果只供符合性測試之用，不應倚據。',
    'zh-Hans-HK': '已容许旧算法及短密钥（--algorithms any）：此结果只供符合性测试之用，不应依据。',
  },
  revocationSkipped: {
    en: 'Nobody asked whether certificates were revoked (--no-revocation).',
    'zh-Hant-HK': '沒有查核證書是否已被撤銷（--no-revocation）。',
    'zh-Hans-HK': '没有查核证书是否已被撤销（--no-revocation）。',
  },
  missingAnchor: {
    en: 'needed: the certificate of {subject}, SHA-256 {sha256}, published at {place}; then: chopmark trust import FILE',
    'zh-Hant-HK':
      '尚需：{subject} 的證書，SHA-256 {sha256}，於 {place} 公布；取得後執行 chopmark trust import FILE',
    'zh-Hans-HK':
      '尚需：{subject} 的证书，SHA-256 {sha256}，于 {place} 公布；取得后执行 chopmark trust import FILE',
  },
  missing: { en: 'needed: ', 'zh-Hant-HK': '尚需：', 'zh-Hans-HK': '尚需：' },
} as const satisfies Readonly<Record<string, LocalizedText>>
