import type { Messages } from '../messages.js'
import { checks } from './checks.js'
import { subIndications } from './sub-indications.js'

/** Traditional Chinese with the wording of Hong Kong government pages. */
export const zhHantHk: Messages = {
  checks,
  subIndications,
  indications: {
    'TOTAL-PASSED': '簽署有效。',
    'TOTAL-FAILED': '簽署無效。',
    INDETERMINATE: '暫未能判斷簽署是否有效。',
  },
  counterSignature: '這是副署：它確認另一個簽署，而非文件本身。',
  intact: {
    yes: '文件和簽署沒有更改。',
    no: '文件或簽署已被竄改。',
    unknown: '未能計算文件或簽署有否更改。',
  },
  signedBy: '簽署人：{name}。',
  signedAt: '簽署於 {time}（香港時間）已經存在。',
  claimedAt: '簽署人聲稱於 {time}（香港時間）簽署，但未經證明。',
  eto: {
    recognisedYes: '按《電子交易條例》(第553章)，該證書當時屬認可證書。',
    recognisedNo: '按《電子交易條例》(第553章)，該證書當時並非認可證書。',
    recognisedUnproven: '未能證明該證書按《電子交易條例》(第553章)屬認可證書。',
  },
  sandbox: '測試環境：以測試用證書作出，沒有法律效力。',
  notApplicable: '此項不適用，沒有查核。',
  weakAlgorithms: '這次驗證容許舊算法，請勿倚據其結果。',
}
