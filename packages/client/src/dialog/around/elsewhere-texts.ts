import type { Locale } from '@chopmark/core'
import type { Elsewhere } from './claim-requests.js'

/** What only a person with two windows reads. */
export interface ElsewhereTexts {
  readonly title: string
  readonly text: string
  /** Takes the request over; absent: closing is all that is left. */
  readonly here?: string
  readonly close: string
}

export const elsewhereTexts: Readonly<Record<Locale, Readonly<Record<Elsewhere, ElsewhereTexts>>>> =
  {
    en: {
      held: {
        title: 'This request is open in another window',
        text: 'You can go on here or there. If you go on here, the other window waits, and keeps what you have typed in it.',
        here: 'Go on here',
        close: 'Leave it to the other window',
      },
      signed: {
        title: 'Signed in another window',
        text: 'You have signed this in another window, and the signature has been received. There is nothing more to do here.',
        close: 'Close',
      },
    },
    'zh-Hant-HK': {
      held: {
        title: '此簽署要求已在另一個視窗開啟',
        text: '你可在此處或該視窗繼續。如在此處繼續，該視窗會暫停，你在該處輸入的資料會保留。',
        here: '在此處繼續',
        close: '留待另一個視窗處理',
      },
      signed: {
        title: '已在另一個視窗簽署',
        text: '你已在另一個視窗簽署，有關服務亦已收到簽署。此處無須再作任何處理。',
        close: '關閉',
      },
    },
    'zh-Hans-HK': {
      held: {
        title: '此签署要求已在另一个视窗开启',
        text: '你可在此处或该视窗继续。如在此处继续，该视窗会暂停，你在该处输入的资料会保留。',
        here: '在此处继续',
        close: '留待另一个视窗处理',
      },
      signed: {
        title: '已在另一个视窗签署',
        text: '你已在另一个视窗签署，有关服务亦已收到签署。此处无须再作任何处理。',
        close: '关闭',
      },
    },
  }
