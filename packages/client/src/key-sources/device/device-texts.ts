import { ClientError, type ClientErrorDetails, type DeviceCode } from '../../client-error.js'
import type { FailureTexts } from '../../messages/messages.js'

/** What a person reads when this device or its enrolment fails. Beside the source, so that a page without it loads none of it. */
export const deviceTexts: Readonly<Record<DeviceCode, FailureTexts>> = {
  DEVICE_NOT_ENROLLED: {
    en: {
      title: 'No e-Cert in this browser',
      text: 'This device has not been set up.',
      next: 'Set one up with an enrolment code from the certification authority.',
    },
    'zh-Hant-HK': {
      title: '此瀏覽器內沒有電子證書',
      text: '這部裝置尚未設定。',
      next: '請以核證機關發出的登記碼設定。',
    },
    'zh-Hans-HK': {
      title: '此浏览器内没有电子证书',
      text: '这部装置尚未设定。',
      next: '请以核证机关发出的登记码设定。',
    },
  },
  DEVICE_STORAGE_REFUSED: {
    en: {
      title: 'This browser keeps no key',
      text: 'It refuses to store anything, perhaps because this is a private window.',
      next: 'Open the service in an ordinary window, or in another browser.',
    },
    'zh-Hant-HK': {
      title: '此瀏覽器未能保存密碼匙',
      text: '瀏覽器拒絕儲存，可能正使用私人瀏覽視窗。',
      next: '請以一般視窗或另一瀏覽器開啟服務網站。',
    },
    'zh-Hans-HK': {
      title: '此浏览器未能保存密码匙',
      text: '浏览器拒绝储存，可能正使用私人浏览视窗。',
      next: '请以一般视窗或另一浏览器开启服务网站。',
    },
  },
  DEVICE_STORAGE_CLEARED: {
    en: {
      title: 'Your key is no longer here',
      text: 'What this browser kept for this website has been cleared.',
      next: 'Set this device up again with a new enrolment code.',
    },
    'zh-Hant-HK': {
      title: '你的密碼匙已不在此處',
      text: '此瀏覽器為本網站保存的資料已被清除。',
      next: '請以新的登記碼重新設定這部裝置。',
    },
    'zh-Hans-HK': {
      title: '你的密码匙已不在此处',
      text: '此浏览器为本网站保存的资料已被清除。',
      next: '请以新的登记码重新设定这部装置。',
    },
  },
  DEVICE_CERTIFICATE_EXPIRED: {
    en: {
      title: 'Your certificate has expired',
      text: 'This certificate can no longer be used.',
      next: 'Renew it now, or set this device up again with a new enrolment code.',
    },
    'zh-Hant-HK': {
      title: '你的證書已過期',
      text: '此證書已不能使用。',
      next: '請現在續期，或以新的登記碼重新設定這部裝置。',
    },
    'zh-Hans-HK': {
      title: '你的证书已过期',
      text: '此证书已不能使用。',
      next: '请现在续期，或以新的登记码重新设定这部装置。',
    },
  },
  ENROLMENT_CODE_WRONG: {
    en: {
      title: 'Reference number or PIN is not right',
      text: 'The certification authority does not know them together.',
      next: 'Compare both with your PIN envelope and enter them again.',
    },
    'zh-Hant-HK': {
      title: '參考編號或密碼不正確',
      text: '核證機關沒有這組資料。',
      next: '請核對密碼信封，然後重新輸入。',
    },
    'zh-Hans-HK': {
      title: '参考编号或密码不正确',
      text: '核证机关没有这组资料。',
      next: '请核对密码信封，然后重新输入。',
    },
  },
  ENROLMENT_CODE_USED: {
    en: {
      title: 'This enrolment code has been used',
      text: 'Each code gives one certificate.',
      next: 'Get a new enrolment code from the certification authority.',
    },
    'zh-Hant-HK': {
      title: '此登記碼已經使用',
      text: '每個登記碼只可取得一張證書。',
      next: '請向核證機關索取新的登記碼。',
    },
    'zh-Hans-HK': {
      title: '此登记码已经使用',
      text: '每个登记码只可取得一张证书。',
      next: '请向核证机关索取新的登记码。',
    },
  },
  ENROLMENT_CODE_EXPIRED: {
    en: {
      title: 'This enrolment code has expired',
      text: 'Each code can be used for a limited time only.',
      next: 'Get a new enrolment code from the certification authority.',
    },
    'zh-Hant-HK': {
      title: '此登記碼已過期',
      text: '每個登記碼只在限時內有效。',
      next: '請向核證機關索取新的登記碼。',
    },
    'zh-Hans-HK': {
      title: '此登记码已过期',
      text: '每个登记码只在限时内有效。',
      next: '请向核证机关索取新的登记码。',
    },
  },
  ENROLMENT_CODE_LOCKED: {
    en: {
      title: 'This enrolment code is locked',
      text: 'A wrong PIN has been entered too often.',
      next: 'Get a new enrolment code from the certification authority.',
    },
    'zh-Hant-HK': {
      title: '此登記碼已鎖上',
      text: '輸入錯誤密碼的次數過多。',
      next: '請向核證機關索取新的登記碼。',
    },
    'zh-Hans-HK': {
      title: '此登记码已锁上',
      text: '输入错误密码的次数过多。',
      next: '请向核证机关索取新的登记码。',
    },
  },
  ENROLMENT_REFUSED: {
    en: {
      title: 'No certificate has been issued',
      text: 'The certification authority refused the request ({what}).',
      next: 'Try again. If it happens again, contact the certification authority with this code.',
    },
    'zh-Hant-HK': {
      title: '未有發出證書',
      text: '核證機關拒絕了要求（{what}）。',
      next: '請再試一次。如再次發生，請將此代號通知核證機關。',
    },
    'zh-Hans-HK': {
      title: '未有发出证书',
      text: '核证机关拒绝了要求（{what}）。',
      next: '请再试一次。如再次发生，请将此代号通知核证机关。',
    },
  },
  RENEWAL_REFUSED: {
    en: {
      title: 'The certificate cannot be renewed',
      text: 'The certification authority refused to renew it ({what}).',
      next: 'Set this device up again with a new enrolment code.',
    },
    'zh-Hant-HK': {
      title: '證書未能續期',
      text: '核證機關拒絕為證書續期（{what}）。',
      next: '請以新的登記碼重新設定這部裝置。',
    },
    'zh-Hans-HK': {
      title: '证书未能续期',
      text: '核证机关拒绝为证书续期（{what}）。',
      next: '请以新的登记码重新设定这部装置。',
    },
  },
  CA_UNREACHABLE: {
    en: {
      title: 'The certification authority cannot be reached',
      text: 'There was no answer. An enrolment code can still be used.',
      next: 'Check your network connection, then try again.',
    },
    'zh-Hant-HK': {
      title: '未能連接核證機關',
      text: '核證機關沒有回應。登記碼仍可使用。',
      next: '請檢查網絡連線，然後再試。',
    },
    'zh-Hans-HK': {
      title: '未能连接核证机关',
      text: '核证机关没有回应。登记码仍可使用。',
      next: '请检查网络连线，然后再试。',
    },
  },
  CA_ANSWER_MALFORMED: {
    en: {
      title: 'The certification authority has a fault',
      text: 'Its answer could not be understood.',
      next: 'Try again in a few minutes.',
    },
    'zh-Hant-HK': {
      title: '核證機關發生故障',
      text: '未能理解核證機關的回覆。',
      next: '請數分鐘後再試。',
    },
    'zh-Hans-HK': {
      title: '核证机关发生故障',
      text: '未能理解核证机关的回覆。',
      next: '请数分钟后再试。',
    },
  },
}

/** A failure of this source with the words that go with it. */
export function deviceError(code: DeviceCode, details: ClientErrorDetails = {}): ClientError {
  return new ClientError(code, { ...details, texts: deviceTexts[code] })
}
