import type { LocalizedText } from '@chopmark/core'
import { deviceTexts } from './device-texts.js'
import type { FormAction, FormProblem, FormQuestion } from '../form-question.js'
import { renewalOpensMs } from '../../certificate/certificate-summary.js'
import type { ListedRecord } from './manage-device-keys.js'

const text = (en: string, hant: string, hans: string): LocalizedText => ({
  en,
  'zh-Hant-HK': hant,
  'zh-Hans-HK': hans,
})

const words = {
  holder: () => text('Name', '姓名', '姓名'),
  until: () => text('Valid until', '有效期至', '有效期至'),
  empty: () => text('Fill this in first.', '請先填寫此欄。', '请先填写此栏。'),
}

/** What is said while the authority is asked. */
export const workTitles = {
  enrol: {
    en: 'Getting your certificate…',
    'zh-Hant-HK': '正在取得你的證書……',
    'zh-Hans-HK': '正在取得你的证书……',
  },
  renew: {
    en: 'Renewing your certificate…',
    'zh-Hant-HK': '正在為你的證書續期……',
    'zh-Hans-HK': '正在为你的证书续期……',
  },
} as const

/** Reference number and PIN of the enrolment code. */
export function enrolForm(
  code: { readonly referenceNumber: string; readonly pin: string },
  problem: FormProblem | undefined,
  other: boolean,
): FormQuestion {
  const actions: readonly FormAction[] = other
    ? [{ id: 'cancel', label: text('Cancel', '取消', '取消') }]
    : []
  return {
    id: 'device-enrol',
    title: text('Set up this device', '設定這部裝置', '设定这部装置'),
    paragraphs: [
      text(
        'A private key is made in this browser and stays in it. The certification authority issues your certificate for it against the enrolment code in your PIN envelope, which can be used once.',
        '此瀏覽器會製作一條私人密碼匙，並只存放在此。核證機關會按密碼信封內的登記碼為它發出證書；登記碼只可使用一次。',
        '此浏览器会制作一条私人密码匙，并只存放在此。核证机关会按密码信封内的登记码为它发出证书；登记码只可使用一次。',
      ),
      text(
        'Do this only on a device of your own that is locked by a passcode.',
        '請只在你自己並設有開機密碼的裝置上設定。',
        '请只在你自己并设有开机密码的装置上设定。',
      ),
    ],
    fields: [
      {
        id: 'referenceNumber',
        label: text('Reference number', '參考編號', '参考编号'),
        empty: words.empty(),
        kind: 'text',
        digits: true,
        value: code.referenceNumber,
      },
      {
        id: 'enrolmentPin',
        label: text('PIN', '密碼（PIN）', '密码（PIN）'),
        empty: words.empty(),
        kind: 'secret',
        digits: true,
        value: code.pin,
      },
    ],
    ...(problem === undefined ? {} : { problem }),
    actions: [
      { id: 'enrol', label: text('Get my certificate', '取得證書', '取得证书') },
      ...actions,
    ],
  }
}

/** May the key be used now? And what else can be done with the keys of this device. */
export function useForm(
  records: readonly ListedRecord[],
  now: number,
  room: boolean,
  problem: FormProblem | undefined,
): FormQuestion {
  const expired = records.every(({ summary }) => summary.notAfter < now)
  const due = records.some(({ summary }) => summary.notAfter - now <= renewalOpensMs)
  const use = { id: 'use', label: text('Use it this time', '今次使用', '这次使用') }
  const renew = { id: 'renew', label: text('Renew', '續期', '续期') }
  const others = [
    ...(room ? [{ id: 'enrol', label: text('Add another', '加入另一張', '加入另一张') }] : []),
    { id: 'remove', label: text('Remove', '移除', '移除') },
  ]
  const code = 'DEVICE_CERTIFICATE_EXPIRED'
  const shown = problem ?? (expired ? { code, texts: deviceTexts[code] } : undefined)
  return {
    id: 'device-use',
    title: text(
      'Use the key on this device?',
      '使用這部裝置內的密碼匙？',
      '使用这部装置内的密码匙？',
    ),
    paragraphs: [
      text(
        'No PIN is asked for: agree only if you yourself want to sign. You will see the certificate once more before you sign.',
        '使用時無須輸入密碼：只在你本人有意簽署時才同意。簽署前你會再看到證書。',
        '使用时无须输入密码：只在你本人有意签署时才同意。签署前你会再看到证书。',
      ),
      ...(due && !expired
        ? [
            text(
              'The certificate ends soon. Renewing takes a moment.',
              '證書即將過期，可即時續期。',
              '证书即将过期，可即时续期。',
            ),
          ]
        : []),
    ],
    facts: facts(records),
    ...(shown === undefined ? {} : { problem: shown }),
    actions: expired ? [renew, ...others] : [use, ...(due ? [renew] : []), ...others],
  }
}

/** Removing cannot be taken back. */
export function confirmRemoval(records: readonly ListedRecord[]): FormQuestion {
  const several = records.length > 1
  return {
    id: 'device-remove',
    title: text('Remove this key?', '移除密碼匙？', '移除密码匙？'),
    paragraphs: [
      text(
        'It cannot be restored: to sign on this device again you need a new enrolment code. What you have signed stays valid. If somebody else may have used the key, have the certificate revoked by the certification authority as well.',
        '移除後不能復原：如要再在這部裝置簽署，你需要新的登記碼。已作出的簽署仍然有效。如密碼匙可能曾被他人使用，請同時要求核證機關撤銷證書。',
        '移除后不能复原：如要再在这部装置签署，你需要新的登记码。已作出的签署仍然有效。如密码匙可能曾被他人使用，请同时要求核证机关撤销证书。',
      ),
    ],
    facts: facts(records),
    actions: [
      { id: 'keep', label: text('Keep it', '保留', '保留') },
      ...records.map(({ summary: { holder } }, index) => ({
        id: `remove-${index}`,
        label: several
          ? text(
              `Remove ${index + 1}: ${holder}`,
              `移除第 ${index + 1} 條：${holder}`,
              `移除第 ${index + 1} 条：${holder}`,
            )
          : text('Remove', '移除', '移除'),
      })),
    ],
  }
}

function facts(records: readonly ListedRecord[]): NonNullable<FormQuestion['facts']> {
  return records.flatMap(({ summary: { holder, notAfter } }) => [
    [words.holder(), holder] as const,
    [words.until(), notAfter] as const,
  ])
}
