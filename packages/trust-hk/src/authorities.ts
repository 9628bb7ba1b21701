import type { CertificationAuthority } from './authority.js'

const readOn = '2026-11-24'

/**
 * The CAs recognised under the Electronic Transactions Ordinance (Cap. 553), now and in the market of 2003.
 * Dates without a source that states the day are marked `memory` and carry no recognition period that is enforced.
 */
export const certificationAuthorities: readonly CertificationAuthority[] = [
  {
    id: 'hk/hongkong-post',
    name: {
      en: 'Hongkong Post Certification Authority',
      'zh-Hant-HK': '香港郵政核證機關',
      'zh-Hans-HK': '香港邮政核证机关',
    },
    recognition: [
      {
        status: 'recognised',
        from: '2000-01-31T00:00:00+08:00',
        source: 'Cap. 553 s.34; disclosure record of the Hongkong Post CA',
        readOn,
        confidence: 'seen',
      },
    ],
    hosts: [
      'www1.ecert.gov.hk',
      'crl1.ecert.gov.hk',
      'ocsp1.ecert.gov.hk',
      'www1.hongkongpost.gov.hk',
      'crl1.hongkongpost.gov.hk',
    ],
    note: 'The operating contract ran to 2026-06-30; the Postmaster General remains the recognised CA by statute.',
  },
  {
    id: 'hk/digi-sign',
    name: {
      en: 'Digi-Sign Certification Services Limited',
      'zh-Hant-HK': '電子核證服務有限公司',
      'zh-Hans-HK': '电子核证服务有限公司',
    },
    recognition: [
      {
        status: 'recognised',
        // The first private CA; the LegCo paper of July 2003 shows it recognised, the day in 2001 was not found.
        from: '2003-07-01T00:00:00+08:00',
        source: 'LegCo paper of July 2003 ¶13; Digital Policy Office certificate user journey',
        readOn,
        confidence: 'seen',
      },
    ],
    hosts: [],
    note: 'No CA certificate could be had: its signatures cannot be validated until one is imported by the operator.',
  },
  {
    id: 'hk/jetco',
    name: {
      en: 'Joint Electronic Teller Services Limited (JETCO)',
      'zh-Hant-HK': '銀聯通寶有限公司',
      'zh-Hans-HK': '银联通宝有限公司',
    },
    recognition: [
      {
        status: 'recognised',
        from: '2002-01-01T00:00:00+08:00',
        to: '2006-01-01T00:00:00+08:00',
        source: 'LegCo paper of July 2003 ¶13 for the role; the dates are from memory',
        readOn,
        confidence: 'memory',
      },
    ],
    hosts: [],
    note: 'Served its member banks. No CA certificate could be had.',
  },
  {
    id: 'hk/hitrust',
    name: {
      en: 'HiTRUST.COM (HK) Incorporated Limited',
      'zh-Hant-HK': '網際威信(香港)有限公司',
      'zh-Hans-HK': '网际威信(香港)有限公司',
    },
    recognition: [
      {
        status: 'recognised',
        from: '2002-01-01T00:00:00+08:00',
        to: '2007-01-01T00:00:00+08:00',
        source: 'LegCo paper of July 2003 ¶13 for the role; the dates are from memory',
        readOn,
        confidence: 'memory',
      },
    ],
    hosts: [],
    note: 'Server certificates. No CA certificate could be had.',
  },
]
