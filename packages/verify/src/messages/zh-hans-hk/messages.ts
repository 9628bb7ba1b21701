import type { Messages } from '../messages.js'
import { checks } from './checks.js'
import { subIndications } from './sub-indications.js'

/** Simplified Chinese, Hong Kong words kept. */
export const zhHansHk: Messages = {
  checks,
  subIndications,
  indications: {
    'TOTAL-PASSED': '签署有效。',
    'TOTAL-FAILED': '签署无效。',
    INDETERMINATE: '暂未能判断签署是否有效。',
  },
  counterSignature: '这是副署：它确认另一个签署，而非文件本身。',
  intact: {
    yes: '文件和签署没有更改。',
    no: '文件或签署已被篡改。',
    unknown: '未能计算文件或签署有否更改。',
  },
  signedBy: '签署人：{name}。',
  signedAt: '签署于 {time}（香港时间）已经存在。',
  claimedAt: '签署人声称于 {time}（香港时间）签署，但未经证明。',
  eto: {
    recognisedYes: '按《电子交易条例》(第553章)，该证书当时属认可证书。',
    recognisedNo: '按《电子交易条例》(第553章)，该证书当时并非认可证书。',
    recognisedUnproven: '未能证明该证书按《电子交易条例》(第553章)属认可证书。',
  },
  sandbox: '测试环境：以测试用证书作出，没有法律效力。',
  notApplicable: '此项不适用，没有查核。',
  weakAlgorithms: '这次验证容许旧算法，请勿倚据其结果。',
}
