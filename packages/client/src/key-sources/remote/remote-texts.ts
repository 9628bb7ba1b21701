import type { LocalizedText } from '@chopmark/core'

const text = (en: string, hant: string, hans: string): LocalizedText => ({
  en,
  'zh-Hant-HK': hant,
  'zh-Hans-HK': hans,
})

/** What the screen of a signing service says; the failures stand in the message catalogue. */
export const remoteTexts = {
  instruction: text(
    'Confirm the signature at the signing service. This page notices when you have done so.',
    '請在簽署服務確認簽署。完成後，此頁會自動繼續。',
    '请在签署服务确认签署。完成后，此页会自动继续。',
  ),
  starting: text('Asking the signing service…', '正在聯絡簽署服務……', '正在联络签署服务……'),
  keepOpen: text('Leave this window open.', '請勿關閉此視窗。', '请勿关闭此视窗。'),
  identificationCode: text('Identification code', '識別碼', '识别码'),
  open: text('Open the signing service', '開啟簽署服務', '开启签署服务'),
  check: text('I have confirmed it', '我已確認', '我已确认'),
  cancel: text('Cancel', '取消', '取消'),
} as const

/** For signers of these ids, what the service itself calls things. */
export const textsOf: Readonly<
  Record<
    string,
    { readonly instruction: LocalizedText; readonly openLabel: LocalizedText } | undefined
  >
> = {
  'iam-smart': {
    instruction: {
      en: 'Open the iAM Smart app on your phone. Authorise the signature only if the app shows the same identification code. The first time you are asked twice.',
      'zh-Hant-HK':
        '請在手提電話開啟「智方便」應用程式。只在應用程式顯示相同的識別碼時才授權簽署。首次使用時須授權兩次。',
      'zh-Hans-HK':
        '请在手提电话开启“智方便”应用程式。只在应用程式显示相同的识别码时才授权签署。首次使用时须授权两次。',
    },
    openLabel: { en: 'Open iAM Smart', 'zh-Hant-HK': '開啟智方便', 'zh-Hans-HK': '开启智方便' },
  },
}
