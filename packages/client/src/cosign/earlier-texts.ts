import type { Locale } from '@chopmark/core'

/** What only a second signature says. Placeholders: `{issuer}`, `{time}`. */
export interface EarlierTexts {
  readonly title: string
  readonly issuer: string
  readonly time: string
  readonly counter: string
  readonly checked: string
  readonly meansParallel: string
  readonly meansCounter: string
}

export const earlierTexts: Readonly<Record<Locale, EarlierTexts>> = {
  en: {
    title: 'Signed before by',
    issuer: 'Certificate issued by {issuer}',
    time: 'Signed, by the signer’s own clock, on {time}',
    counter: 'Counter-signature',
    checked:
      'These signatures fit the document shown here. The service has accepted their certificates, and checks them again with yours.',
    meansParallel: 'You sign the same document beside them.',
    meansCounter:
      'You counter-sign: your signature confirms the earlier one, and with it the document.',
  },
  'zh-Hant-HK': {
    title: '先前的簽署人',
    issuer: '證書由 {issuer} 發出',
    time: '簽署時間（以簽署人的裝置為準）：{time}',
    counter: '加簽',
    checked: '這些簽署與此處顯示的文件相符。有關服務已接納其證書，並會連同你的簽署再次核實。',
    meansParallel: '你將與他們一同簽署同一份文件。',
    meansCounter: '你將加簽：你的簽署確認先前的簽署，並由此確認文件。',
  },
  'zh-Hans-HK': {
    title: '先前的签署人',
    issuer: '证书由 {issuer} 发出',
    time: '签署时间（以签署人的装置为准）：{time}',
    counter: '加签',
    checked: '这些签署与此处显示的文件相符。有关服务已接纳其证书，并会连同你的签署再次核实。',
    meansParallel: '你将与他们一同签署同一份文件。',
    meansCounter: '你将加签：你的签署确认先前的签署，并由此确认文件。',
  },
}
