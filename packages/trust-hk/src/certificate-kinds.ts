import type { CertificateBrand, CertificateKinds } from '@chopmark/core'
import { certificateProfiles } from './profiles.js'

/** One page for every kind of certificate of Hongkong Post, Bank-Certs and iAM Smart-Cert included; read in November 2026. */
const hongkongPostRenewal = 'https://www.ecert.gov.hk/product/ecert/apply/certrenew.html'

const organisationalUnit = '2.5.4.11'
const bankCerts = ['hk/bank-cert-personal', 'hk/bank-cert-corporate', 'hk/bank-cert-bank']

/**
 * Registration Banks of today's Bank-Certs, as https://www.ecert.gov.hk/product/ecert/type/bcc/ names them. The same page says
 * that the certificate names its bank; in which attribute, no certificate was at hand to tell. The banks' Chinese names are from
 * memory: they are shown, and decide nothing.
 */
function registrationBank(en: string, hant: string, hans: string): CertificateBrand {
  return {
    profiles: bankCerts,
    subject: { [organisationalUnit]: en },
    name: { en, 'zh-Hant-HK': hant, 'zh-Hans-HK': hans },
    confidence: 'inferred',
  }
}

/**
 * What a sign dialog may know of Hong Kong's certificates: kinds, renewal page, banks. Logos are the banks' own: a bank that
 * may show one adds it to its row.
 */
export const hongKongCertificateKinds: CertificateKinds = {
  profiles: certificateProfiles,
  renewalUrls: Object.fromEntries(
    certificateProfiles
      .filter(({ match }) => match.issuerCommonNames !== undefined)
      .map(({ id }) => [id, hongkongPostRenewal]),
  ),
  brands: [
    registrationBank(
      'The Hongkong and Shanghai Banking Corporation Limited',
      '香港上海滙豐銀行有限公司',
      '香港上海汇丰银行有限公司',
    ),
    registrationBank('CMB Wing Lung Bank Limited', '招商永隆銀行有限公司', '招商永隆银行有限公司'),
  ],
}
