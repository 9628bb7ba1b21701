import { describe, expect, it } from 'vitest'
import { requesterError, requesterTexts, requesterWords } from './requester-texts.js'

describe('requesterTexts', () => {
  it('says every failure in three languages: what it is, what happened, what to do', () => {
    for (const texts of Object.values(requesterTexts)) {
      expect(Object.keys(texts)).toEqual(['en', 'zh-Hant-HK', 'zh-Hans-HK'])
      for (const message of Object.values(texts)) {
        expect(Object.keys(message)).toEqual(['title', 'text', 'next'])
        for (const sentence of Object.values(message)) expect(sentence).not.toBe('')
      }
    }
  })

  it('keeps to the wording of Hong Kong', () => {
    const chinese = JSON.stringify([requesterTexts, requesterWords])
    expect(chinese).not.toMatch(/数字签名|数字证书|私钥|吊销证书|數位簽章|憑證|金鑰|網路|身份驗證/)
  })

  it('travels with the error', () => {
    expect(requesterError('REQUESTER_REVOKED').texts).toBe(requesterTexts.REQUESTER_REVOKED)
  })
})
