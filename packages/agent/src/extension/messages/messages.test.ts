import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { agentMessages, nearestLocale } from './messages.js'

/** Every text by its path. */
function flat(value: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]]
  return Object.entries(value as object).flatMap(([key, inner]) => flat(inner, `${path}/${key}`))
}

const store = (locale: string): string =>
  readFileSync(
    fileURLToPath(new URL(`../../../extension/_locales/${locale}/messages.json`, import.meta.url)),
    'utf8',
  )
const english = flat(agentMessages.en)
const traditional = [...flat(agentMessages['zh-Hant-HK']), ['store', store('zh_HK')] as const]
const simplified = [...flat(agentMessages['zh-Hans-HK']), ['store', store('zh_CN')] as const]
const placeholders = (text: string): readonly string[] => [...(text.match(/\{\w+\}/g) ?? [])].sort()

describe('the extension’s texts', () => {
  it.each(Object.entries(agentMessages))(
    '%s says everything, with the same placeholders',
    (_, m) => {
      const texts = flat(m)
      expect(texts.map(([path]) => path)).toEqual(english.map(([path]) => path))
      for (const [index, [path, text]] of texts.entries()) {
        expect(text.trim(), path).not.toBe('')
        expect(placeholders(text), path).toEqual(placeholders(english[index]?.[1] ?? ''))
      }
    },
  )

  // The words of Hong Kong; Chromium in Hong Kong asks for zh_TW, so that has the same text.
  it('keep to the words of Hong Kong, in one script each', () => {
    for (const [path, text] of traditional) {
      expect(text, path).not.toMatch(
        /數字簽名|數字證書|數位|簽章|憑證|金鑰|私鑰|密鑰|軟體|網路|使用者|螢幕|信息|點擊/,
      )
      expect(text, path).not.toMatch(/[签证书电开关发个这时网络请输码续显选择类说应]/)
    }
    for (const [path, text] of simplified) {
      expect(text, path).not.toMatch(
        /数字签名|数字证书|数位|签章|凭证|私钥|密钥|公钥|软体|网路|使用者|信息|点击|登录|屏幕|默认/,
      )
      expect(text, path).not.toMatch(/[簽證書電開關發個這時網絡請輸碼續顯選擇類說應瀏覽]/)
    }
    expect(store('zh_TW')).toBe(store('zh_HK'))
  })

  it('are chosen by the page’s language', () => {
    expect(['zh-HK', 'zh-TW', 'zh-CN', 'zh-Hans-HK', 'en-GB', ''].map(nearestLocale)).toEqual([
      'zh-Hant-HK',
      'zh-Hant-HK',
      'zh-Hans-HK',
      'zh-Hans-HK',
      'en',
      'en',
    ])
  })
})
