import type { Locale } from '@chopmark/core'
import { describe, expect, it } from 'vitest'
import { portalCodes } from '../client-error.js'
import { certificateTexts } from '../certificate/certificate-texts.js'
import { cardTexts } from '../key-sources/card/card-texts.js'
import { fill, loadMessages, nearestLocale } from './messages.js'

const en = await loadMessages('en')
const zhHansHk = await loadMessages('zh-Hans-HK')
const zhHantHk = await loadMessages('zh-Hant-HK')

/** Every text by its path. */
function flat(value: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]]
  return Object.entries(value as object).flatMap(([key, inner]) => flat(inner, `${path}/${key}`))
}

/** What lazy chunks say themselves stands to the same rules. */
const lazy = (locale: Locale): object => ({
  card: Object.fromEntries(Object.entries(cardTexts).map(([code, texts]) => [code, texts[locale]])),
  certificates: certificateTexts[locale],
})
const languages = {
  en: flat({ ...en, ...lazy('en') }),
  'zh-Hant-HK': flat({ ...zhHantHk, ...lazy('zh-Hant-HK') }),
  'zh-Hans-HK': flat({ ...zhHansHk, ...lazy('zh-Hans-HK') }),
}
const placeholders = (text: string): readonly string[] => [...(text.match(/\{\w+\}/g) ?? [])].sort()

describe('the message catalogue', () => {
  it.each(Object.entries(languages))(
    '%s says everything, with the same placeholders',
    (_, texts) => {
      expect(texts.map(([path]) => path)).toEqual(languages.en.map(([path]) => path))
      for (const [index, [path, text]] of texts.entries()) {
        expect(text.trim(), path).not.toBe('')
        expect(placeholders(text), path).toEqual(placeholders(languages.en[index]?.[1] ?? ''))
      }
    },
  )

  it('has title, text and next step for every code of the portal', () => {
    for (const code of portalCodes) {
      expect(Object.keys(en.failures[code])).toEqual(['title', 'text', 'next'])
    }
  })

  // The words of ../shared/hk/FACTS.md §7; `暫時吊銷` is Hong Kong's own word for suspended.
  it.each([
    [
      'zh-Hant-HK',
      /數字簽名|數字證書|數位|簽章|憑證|金鑰|私鑰|密鑰|(?<!暫時)吊銷|軟體|網路|使用者|滑鼠|螢幕|登錄|用戶端|伺服端|信息|服務器|點擊|鼠標|檔桉/,
    ],
    [
      'zh-Hans-HK',
      /数字签名|数字证书|数位|签章|凭证|私钥|密钥|公钥|(?<!暂时)吊销|软体|网路|使用者|信息|服务器|点击|鼠标|登录|证书文件|文件夹|屏幕|客户端|默认/,
    ],
  ] as const)('%s keeps to the words of Hong Kong', (language, forbidden) => {
    for (const [path, text] of languages[language]) expect(text, path).not.toMatch(forbidden)
  })

  it('writes no simplified character in the traditional texts, and the reverse', () => {
    for (const [path, text] of languages['zh-Hant-HK']) {
      expect(text, path).not.toMatch(/[签证书电开关发个这时网络请输码续显选择类说应]/)
    }
    for (const [path, text] of languages['zh-Hans-HK']) {
      expect(text, path).not.toMatch(/[簽證書電開關發個這時網絡請輸碼續顯選擇類說應瀏覽]/)
    }
  })

  it('finds the nearest language', () => {
    expect(['zh-HK', 'zh-Hant', 'zh-TW', 'zh', 'zh-Hant-CN'].map(nearestLocale)).toEqual(
      new Array(5).fill('zh-Hant-HK'),
    )
    expect(['zh-CN', 'zh-Hans', 'zh-SG', 'zh-Hans-HK'].map(nearestLocale)).toEqual(
      new Array(4).fill('zh-Hans-HK'),
    )
    expect(['en-GB', '', 'fr', 'zhx'].map(nearestLocale)).toEqual(new Array(4).fill('en'))
  })

  it('fills placeholders once, and only those given', () => {
    expect(fill('{a} {b} {constructor}', { a: '{b}', b: '2' })).toBe('{b} 2 {constructor}')
  })
})
