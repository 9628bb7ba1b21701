import type { Locale } from '@chopmark/core'
import { ClientError, type RequesterCode } from '../client-error.js'
import type { FailureTexts } from '../messages/messages.js'

/** What stands beside a verified name. */
export const requesterWords: Readonly<
  Record<
    Locale,
    { readonly verified: string; readonly verifiedPlain: string; readonly callsItself: string }
  >
> = {
  en: {
    verified: 'Verified: {profile}, issued by {issuer}',
    verifiedPlain: 'Verified: certificate issued by {issuer}',
    callsItself: 'It calls itself “{name}”.',
  },
  'zh-Hant-HK': {
    verified: '已核實：由 {issuer} 發出的{profile}',
    verifiedPlain: '已核實：由 {issuer} 發出的證書',
    callsItself: '自稱「{name}」。',
  },
  'zh-Hans-HK': {
    verified: '已核实：由 {issuer} 发出的{profile}',
    verifiedPlain: '已核实：由 {issuer} 发出的证书',
    callsItself: '自称「{name}」。',
  },
}

/** What a person reads when it is not clear who asks. */
export const requesterTexts: Readonly<Record<RequesterCode, FailureTexts>> = {
  REQUESTER_UNSIGNED: {
    en: {
      title: 'Nobody vouches for this request',
      text: 'The service did not sign what it asks you to sign, so nobody can tell who asks.',
      next: 'Do not sign. Tell the service; it has to mend this.',
    },
    'zh-Hant-HK': {
      title: '未能確定由誰提出要求',
      text: '該服務沒有簽署這項簽署要求，因此無法得知由誰提出。',
      next: '請勿簽署，並通知該服務機構處理。',
    },
    'zh-Hans-HK': {
      title: '未能确定由谁提出要求',
      text: '该服务没有签署这项签署要求，因此无法得知由谁提出。',
      next: '请勿签署，并通知该服务机构处理。',
    },
  },
  REQUESTER_SIGNATURE_BROKEN: {
    en: {
      title: 'This request was altered',
      text: 'What came here is not what the service signed. Somebody may have changed it on the way.',
      next: 'Do not sign. Close this window, open the service anew and tell it if this happens again.',
    },
    'zh-Hant-HK': {
      title: '這項簽署要求曾被更改',
      text: '收到的內容與該服務所簽署的不符，可能在傳送途中被更改。',
      next: '請勿簽署。關閉此視窗，重新開啟該服務；如再次出現，請通知該服務機構。',
    },
    'zh-Hans-HK': {
      title: '这项签署要求曾被更改',
      text: '收到的内容与该服务所签署的不符，可能在传送途中被更改。',
      next: '请勿签署。关闭此视窗，重新开启该服务；如再次出现，请通知该服务机构。',
    },
  },
  REQUESTER_NOT_RECOGNISED: {
    en: {
      title: 'It is not clear who asks',
      text: 'The certificate of the service is not one of a recognised certification authority for this purpose.',
      next: 'Do not sign. Check the web address, and ask the service by telephone.',
    },
    'zh-Hant-HK': {
      title: '未能確定由誰提出要求',
      text: '該服務的證書並非由認可核證機關為此用途發出。',
      next: '請勿簽署。請核對網址，並致電該服務機構查詢。',
    },
    'zh-Hans-HK': {
      title: '未能确定由谁提出要求',
      text: '该服务的证书并非由认可核证机关为此用途发出。',
      next: '请勿签署。请核对网址，并致电该服务机构查询。',
    },
  },
  REQUESTER_WRONG_SITE: {
    en: {
      title: 'This request belongs to another website',
      text: 'The certificate that signed it names another website than the one that asks.',
      next: 'Do not sign. Check the web address, and ask the service by telephone.',
    },
    'zh-Hant-HK': {
      title: '這項要求屬於另一網站',
      text: '簽署這項要求的證書所載的網站，與提出要求的網站不同。',
      next: '請勿簽署。請核對網址，並致電該服務機構查詢。',
    },
    'zh-Hans-HK': {
      title: '这项要求属于另一网站',
      text: '签署这项要求的证书所载的网站，与提出要求的网站不同。',
      next: '请勿签署。请核对网址，并致电该服务机构查询。',
    },
  },
  REQUESTER_NOT_CURRENT: {
    en: {
      title: 'The certificate of the service is out of date',
      text: 'By the clock of this device it has expired, or is not valid yet.',
      next: 'Check the date and time of this device. If they are right, tell the service.',
    },
    'zh-Hant-HK': {
      title: '該服務的證書不在有效期內',
      text: '按這部裝置的時鐘，該證書已到期或尚未生效。',
      next: '請核對這部裝置的日期和時間；如無錯誤，請通知該服務機構。',
    },
    'zh-Hans-HK': {
      title: '该服务的证书不在有效期内',
      text: '按这部装置的时钟，该证书已到期或尚未生效。',
      next: '请核对这部装置的日期和时间；如无错误，请通知该服务机构。',
    },
  },
  REQUESTER_REVOKED: {
    en: {
      title: 'The certificate of the service was revoked',
      text: 'The certification authority has withdrawn it: somebody else may be using its key.',
      next: 'Do not sign. Ask the service by telephone.',
    },
    'zh-Hant-HK': {
      title: '該服務的證書已被撤銷',
      text: '核證機關已撤銷該證書，其私人密碼匙可能正被他人使用。',
      next: '請勿簽署，並致電該服務機構查詢。',
    },
    'zh-Hans-HK': {
      title: '该服务的证书已被撤销',
      text: '核证机关已撤销该证书，其私人密码匙可能正被他人使用。',
      next: '请勿签署，并致电该服务机构查询。',
    },
  },
  REQUESTER_REVOCATION_UNKNOWN: {
    en: {
      title: 'It is not certain that the certificate of the service still holds',
      text: 'The service sent nothing recent that says so, or its certificate is suspended.',
      next: 'Check the date and time of this device, and try again in some minutes.',
    },
    'zh-Hant-HK': {
      title: '未能確定該服務的證書是否仍然有效',
      text: '該服務沒有提供近期的證明，或其證書已被暫時吊銷。',
      next: '請核對這部裝置的日期和時間，數分鐘後再試。',
    },
    'zh-Hans-HK': {
      title: '未能确定该服务的证书是否仍然有效',
      text: '该服务没有提供近期的证明，或其证书已被暂时吊销。',
      next: '请核对这部装置的日期和时间，数分钟后再试。',
    },
  },
}

/** The failure with what a person reads. */
export function requesterError(code: RequesterCode): ClientError {
  return new ClientError(code, { texts: requesterTexts[code] })
}
