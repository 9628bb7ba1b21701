import type { Locale } from '@chopmark/core'
import type { MisfitCode } from './fit-of.js'

/** What is said where a certificate is chosen. Placeholders as in the message catalogue. */
export interface CertificateTexts {
  readonly title: string
  readonly chooseTitle: string
  readonly bank: string
  readonly kind: string
  readonly organisation: string
  readonly issuer: string
  readonly validity: string
  readonly until: string
  readonly serialNumber: string
  readonly fits: string
  readonly unfit: string
  readonly doubtful: string
  readonly others: string
  readonly noneFits: string
  readonly consent: string
  readonly sign: string
  readonly ending: string
  readonly endingToday: string
  readonly renew: string
  readonly renewHere: string
  readonly misfits: Readonly<Record<MisfitCode, string>>
  /** Between the names of several kinds. */
  readonly or: string
  /** For PROFILE, when no name is known for what is asked for. */
  readonly anotherKind: string
}

/** In its own chunk with the screen: nobody needs it before a certificate is there. */
export const certificateTexts: Readonly<Record<Locale, CertificateTexts>> = {
  en: {
    title: 'Check and sign',
    chooseTitle: 'Choose a certificate and sign',
    bank: 'Bank',
    kind: 'Type',
    organisation: 'Organisation',
    issuer: 'Issued by',
    validity: 'Validity period',
    until: '{from} to {to}',
    serialNumber: 'Serial number',
    fits: 'Can be used here',
    unfit: 'Cannot be used here',
    doubtful: 'May not be accepted',
    others: 'Certificates that cannot be used here',
    noneFits: 'None of these certificates can be used here. Choose another e-Cert.',
    consent: 'By pressing “Sign” you sign “{document}” for {requester}.',
    sign: 'Sign',
    ending: 'This certificate expires on {to}, {days} days from now. It can be used until then.',
    endingToday: 'This certificate expires on {to}. It can be used until then.',
    renew: 'How to renew it (opens a new window)',
    renewHere: 'Renew it now',
    misfits: {
      EXPIRED: 'This certificate expired on {to}. Renew it, or choose another.',
      NOT_YET_VALID: 'This certificate is not valid until {from}.',
      ISSUER: 'The certification authority that issued it, {issuer}, is not accepted here.',
      WRONG_PERSON: 'It belongs to {holder}; this document has to be signed by {wanted}.',
      KEY_USAGE: 'It is for encryption only and cannot sign.',
      KEY_KIND: 'Its kind of key cannot be used here.',
      PROFILE: 'This document has to be signed with {wanted}.',
      TERMS: 'Under its terms, a certificate of this type must not be used to sign documents.',
      DESIGNATED:
        'Under its terms, a certificate of this type may be used only for the transactions that the bank designates.',
      CLOCK_EXPIRED:
        'By the clock of this device it expired on {to}. If the clock is right, it will not be accepted.',
      CLOCK_NOT_YET_VALID:
        'By the clock of this device it is not valid until {from}. Check date and time of this device.',
    },
    or: ' or ',
    anotherKind: 'another type of certificate',
  },
  'zh-Hant-HK': {
    title: '核對並簽署',
    chooseTitle: '選擇證書並簽署',
    bank: '銀行',
    kind: '證書類別',
    organisation: '機構',
    issuer: '發出證書的核證機關',
    validity: '有效期',
    until: '{from} 至 {to}',
    serialNumber: '證書編號',
    fits: '可在此使用',
    unfit: '不可在此使用',
    doubtful: '可能不獲接納',
    others: '不可在此使用的證書',
    noneFits: '以下證書均不可在此使用。請選擇另一張電子證書。',
    consent: '按「簽署」即表示你為{requester}簽署「{document}」。',
    sign: '簽署',
    ending: '此證書將於 {to} 過期，尚餘 {days} 天。在此之前仍可使用。',
    endingToday: '此證書將於 {to} 過期。在此之前仍可使用。',
    renew: '如何續期（開啟新視窗）',
    renewHere: '即時續期',
    misfits: {
      EXPIRED: '此證書已於 {to} 過期。請將證書續期，或選擇另一張證書。',
      NOT_YET_VALID: '此證書由 {from} 起才有效。',
      ISSUER: '此處不接納發出此證書的核證機關（{issuer}）。',
      WRONG_PERSON: '此證書屬於{holder}；此文件須由{wanted}簽署。',
      KEY_USAGE: '此證書只供加密，不能用作簽署。',
      KEY_KIND: '此證書所用的密碼匙種類不能在此使用。',
      PROFILE: '此文件須以{wanted}簽署。',
      TERMS: '按證書條款，此類證書不得用作簽署文件。',
      DESIGNATED: '按證書條款，此類證書只可用於銀行指定的交易。',
      CLOCK_EXPIRED: '按這部裝置的時鐘，此證書已於 {to} 過期。如時鐘正確，簽署將不獲接納。',
      CLOCK_NOT_YET_VALID: '按這部裝置的時鐘，此證書由 {from} 起才有效。請檢查裝置的日期及時間。',
    },
    or: '或',
    anotherKind: '另一類別的證書',
  },
  'zh-Hans-HK': {
    title: '核对并签署',
    chooseTitle: '选择证书并签署',
    bank: '银行',
    kind: '证书类别',
    organisation: '机构',
    issuer: '发出证书的核证机关',
    validity: '有效期',
    until: '{from} 至 {to}',
    serialNumber: '证书编号',
    fits: '可在此使用',
    unfit: '不可在此使用',
    doubtful: '可能不获接纳',
    others: '不可在此使用的证书',
    noneFits: '以下证书均不可在此使用。请选择另一张电子证书。',
    consent: '按“签署”即表示你为{requester}签署“{document}”。',
    sign: '签署',
    ending: '此证书将于 {to} 过期，尚余 {days} 天。在此之前仍可使用。',
    endingToday: '此证书将于 {to} 过期。在此之前仍可使用。',
    renew: '如何续期（开启新视窗）',
    renewHere: '即时续期',
    misfits: {
      EXPIRED: '此证书已于 {to} 过期。请将证书续期，或选择另一张证书。',
      NOT_YET_VALID: '此证书由 {from} 起才有效。',
      ISSUER: '此处不接纳发出此证书的核证机关（{issuer}）。',
      WRONG_PERSON: '此证书属于{holder}；此文件须由{wanted}签署。',
      KEY_USAGE: '此证书只供加密，不能用作签署。',
      KEY_KIND: '此证书所用的密码匙种类不能在此使用。',
      PROFILE: '此文件须以{wanted}签署。',
      TERMS: '按证书条款，此类证书不得用作签署文件。',
      DESIGNATED: '按证书条款，此类证书只可用于银行指定的交易。',
      CLOCK_EXPIRED: '按这部装置的时钟，此证书已于 {to} 过期。如时钟正确，签署将不获接纳。',
      CLOCK_NOT_YET_VALID: '按这部装置的时钟，此证书由 {from} 起才有效。请检查装置的日期及时间。',
    },
    or: '或',
    anotherKind: '另一类别的证书',
  },
}
