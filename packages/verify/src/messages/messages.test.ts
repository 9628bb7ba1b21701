import { describe, expect, it } from 'vitest'
import { registry } from '../registry.js'
import { messagesOf } from './messages-of.js'

const locales = ['en', 'zh-Hant-HK', 'zh-Hans-HK'] as const

/** Every sentence of a language with the place it stands at. */
function sentences(value: unknown, place = ''): [string, string][] {
  if (typeof value === 'string') return [[place, value]]
  return Object.entries(value as Record<string, unknown>).flatMap(([key, inner]) =>
    sentences(inner, `${place}/${key}`),
  )
}

describe.each(locales)('messages in %s', (locale) => {
  const messages = messagesOf(locale)

  it('have two sentences for every check, and none for a check that is not there', () => {
    expect(Object.keys(messages.checks).sort()).toEqual(registry.map(({ id }) => id).sort())
  })

  it('are complete, and end as sentences do', () => {
    const places = sentences(messages).map(([place]) => place)
    expect(places).toEqual(sentences(messagesOf('en')).map(([place]) => place))
    for (const [place, sentence] of sentences(messages)) {
      expect(sentence, place).toMatch(locale === 'en' ? /[.]$/ : /。$/)
    }
  })

  it('keep their placeholders', () => {
    expect(messages.signedBy).toContain('{name}')
    expect(messages.signedAt).toContain('{time}')
    expect(messages.claimedAt).toContain('{time}')
  })
})

describe('the Chinese of Hong Kong government pages', () => {
  const mainland = [
    '数字签名',
    '數字簽名',
    '签名',
    '簽名',
    '数字证书',
    '數字證書',
    '私钥',
    '私鑰',
    '公钥',
    '吊销列表',
  ]
  const taiwan = [
    '數位',
    '数位',
    '簽章',
    '签章',
    '憑證',
    '凭证',
    '金鑰',
    '金钥',
    '軟體',
    '软体',
    '檔案庫',
    '網路',
    '网路',
  ]

  it.each(['zh-Hant-HK', 'zh-Hans-HK'] as const)('%s has no Mainland or Taiwan terms', (locale) => {
    for (const [place, sentence] of sentences(messagesOf(locale))) {
      for (const term of [...mainland, ...taiwan]) {
        expect(sentence.includes(term), `${place}: ${sentence}`).toBe(false)
      }
      // 吊銷 stands only in 暫時吊銷, suspended; a revoked certificate is 撤銷.
      expect(sentence.replace(/暫時吊銷|暂时吊销/g, ''), place).not.toMatch(/吊[銷销]/)
    }
  })

  it('writes simplified characters in zh-Hans-HK and traditional ones in zh-Hant-HK', () => {
    const text = (locale: 'zh-Hant-HK' | 'zh-Hans-HK'): string =>
      sentences(messagesOf(locale))
        .map(([, sentence]) => sentence)
        .join('')
    expect(text('zh-Hans-HK')).not.toMatch(/[簽證書機關銷檔發屬這個沒為與時間後]/)
    expect(text('zh-Hant-HK')).not.toMatch(/[签证书机关销档发属这个没为与时间后]/)
  })
})
