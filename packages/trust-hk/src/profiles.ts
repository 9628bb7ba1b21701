import type { CertificateProfile } from '@chopmark/core'

const commonName = '2.5.4.3'
const organisation = '2.5.4.10'
const organisationalUnit = '2.5.4.11'
const emailAddress = '1.2.840.113549.1.9.1'

/** CPS arcs of Hongkong Post: the version node behind them moves several times a year, so they match as prefixes. */
const eCertArc = '1.3.6.1.4.1.16030.1.1'
const organisationalRoleArc = '1.3.6.1.4.1.16030.1.3'
const serverArc = '1.3.6.1.4.1.16030.1.7'
const mutualRecognitionArc = '2.16.344.8.2.2008.810.2'
const idCertArc = '1.3.6.1.4.1.8420.1'

const personIssuers = [
  'Hongkong Post e-Cert CA',
  'Hongkong Post e-Cert CA 1',
  'Hongkong Post e-Cert CA 1 - 10',
  'Hongkong Post e-Cert CA 1 - 14',
  'Hongkong Post e-Cert CA 1 - 15',
  'Hongkong Post e-Cert CA 2 - 15',
  'Hongkong Post e-Cert CA 2 - 17',
  'Hongkong Post e-Cert CA 2 - 19',
]
const serverIssuers = [...personIssuers, 'Hongkong Post e-Cert SSL CA 3 - 17']

const personLayout = [
  { role: 'certificateType', oid: organisation, index: 0, confidence: 'seen' },
  { role: 'subscriberReferenceNumber', oid: organisationalUnit, index: 0, confidence: 'seen' },
  { role: 'holderName', oid: commonName, index: 0, confidence: 'seen' },
  { role: 'email', oid: emailAddress, index: 0, confidence: 'seen' },
] as const

const organisationLayout = [
  { role: 'certificateType', oid: organisation, index: 0, confidence: 'seen' },
  { role: 'subscriberReferenceNumber', oid: organisationalUnit, index: 0, confidence: 'seen' },
  { role: 'registrationNumber', oid: organisationalUnit, index: 1, confidence: 'seen' },
  { role: 'organisation', oid: organisationalUnit, index: 2, confidence: 'seen' },
  { role: 'branch', oid: organisationalUnit, index: 3, confidence: 'seen' },
  { role: 'holderName', oid: commonName, index: 0, confidence: 'seen' },
  { role: 'email', oid: emailAddress, index: 0, confidence: 'seen' },
] as const

const eCertTerms = 'https://www.ecert.gov.hk/product/cps/ecert/'
const bankCertTerms = 'https://www.ecert.gov.hk/product/cps/bankcert/'

/** Type names of Bank-Certs inside the certificate follow the pattern of e-Certs; no Bank-Cert was at hand to read them from. */
function bankCert(
  id: string,
  type: string,
  en: string,
  hant: string,
  hans: string,
): CertificateProfile {
  return {
    id,
    name: { en, 'zh-Hant-HK': hant, 'zh-Hans-HK': hans },
    match: {
      issuerCommonNames: personIssuers,
      subject: { [organisation]: `Hongkong Post Bank-Cert (${type})` },
    },
    subjectLayout: organisationLayout.map((row) => ({ ...row, confidence: 'inferred' as const })),
    signing: 'designated',
    terms: bankCertTerms,
    sandbox: false,
    confidence: 'inferred',
  }
}

/**
 * Kinds of certificate, first match names one. The certificate type stands in the subject's organizationName, the
 * employer, where there is one, in an organizationalUnitName.
 */
export const certificateProfiles: readonly CertificateProfile[] = [
  {
    id: 'hk/e-cert-mutual-recognition',
    name: {
      en: 'e-Cert with "Mutual Recognition" status',
      'zh-Hant-HK': '電子證書「互認版」',
      'zh-Hans-HK': '电子证书"互认版"',
    },
    match: {
      policyPrefixes: [mutualRecognitionArc],
      issuerCommonNames: ['Hongkong Post e-Cert CA 1 - 10', 'Hongkong Post e-Cert CA 2 - 15'],
    },
    subjectLayout: personLayout.slice(0, 2),
    signing: 'allowed',
    terms: eCertTerms,
    sandbox: false,
    confidence: 'seen',
  },
  {
    id: 'hk/e-cert-personal',
    name: {
      en: 'e-Cert (Personal)',
      'zh-Hant-HK': '電子證書(個人)',
      'zh-Hans-HK': '电子证书(个人)',
    },
    match: {
      policyPrefixes: [eCertArc],
      issuerCommonNames: personIssuers,
      subject: { [organisation]: 'Hongkong Post e-Cert (Personal)' },
    },
    subjectLayout: personLayout,
    signing: 'allowed',
    terms: eCertTerms,
    sandbox: false,
    confidence: 'seen',
  },
  {
    id: 'hk/e-cert-personal-minor',
    name: {
      en: 'e-Cert (Personal/Minor)',
      'zh-Hant-HK': '電子證書(個人／未成年人士)',
      'zh-Hans-HK': '电子证书(个人/未成年人士)',
    },
    match: {
      policyPrefixes: [eCertArc],
      issuerCommonNames: personIssuers,
      subject: { [organisation]: 'Hongkong Post e-Cert (Personal/Minor)' },
    },
    subjectLayout: personLayout,
    signing: 'allowed',
    terms: eCertTerms,
    sandbox: false,
    confidence: 'seen',
  },
  {
    id: 'hk/e-cert-organisational',
    name: {
      en: 'e-Cert (Organisational)',
      'zh-Hant-HK': '電子證書(機構)',
      'zh-Hans-HK': '电子证书(机构)',
    },
    match: {
      policyPrefixes: [eCertArc],
      issuerCommonNames: personIssuers,
      subject: { [organisation]: 'Hongkong Post e-Cert (Organisational)' },
    },
    subjectLayout: organisationLayout,
    signing: 'allowed',
    terms: eCertTerms,
    sandbox: false,
    confidence: 'seen',
  },
  {
    id: 'hk/e-cert-organisational-role',
    name: {
      en: 'e-Cert (Organisational Role)',
      'zh-Hant-HK': '電子證書(機構職務)',
      'zh-Hans-HK': '电子证书(机构职务)',
    },
    match: { policyPrefixes: [organisationalRoleArc], issuerCommonNames: personIssuers },
    subjectLayout: organisationLayout,
    signing: 'allowed',
    terms: 'https://www.ecert.gov.hk/product/cps/orgrole/',
    sandbox: false,
    confidence: 'seen',
  },
  {
    id: 'hk/e-cert-encipherment',
    name: {
      en: 'e-Cert (Encipherment)',
      'zh-Hant-HK': '電子證書(保密)',
      'zh-Hans-HK': '电子证书(保密)',
    },
    match: {
      policyPrefixes: [eCertArc],
      issuerCommonNames: personIssuers,
      subject: { [organisation]: 'Hongkong Post e-Cert (Encipherment)' },
    },
    subjectLayout: organisationLayout,
    signing: 'forbidden',
    terms: 'https://www.ecert.gov.hk/product/ecert/type/enc/',
    sandbox: false,
    confidence: 'seen',
  },
  {
    id: 'hk/e-cert-server',
    name: {
      en: 'e-Cert (Server)',
      'zh-Hant-HK': '電子證書(伺服器)',
      'zh-Hans-HK': '电子证书(伺服器)',
    },
    match: {
      policyPrefixes: [serverArc, eCertArc],
      issuerCommonNames: serverIssuers,
      subject: { [organisation]: 'Hongkong Post e-Cert (Server)' },
    },
    subjectLayout: organisationLayout,
    signing: 'forbidden',
    terms: 'https://www.ecert.gov.hk/product/ecert/type/server/',
    sandbox: false,
    confidence: 'seen',
  },
  {
    id: 'hk/e-cert-server-ssl',
    name: {
      en: 'e-Cert (Server)',
      'zh-Hant-HK': '電子證書(伺服器)',
      'zh-Hans-HK': '电子证书(伺服器)',
    },
    match: { policyPrefixes: [serverArc], issuerCommonNames: serverIssuers },
    subjectLayout: [],
    signing: 'forbidden',
    terms: 'https://www.ecert.gov.hk/product/ecert/type/server/',
    sandbox: false,
    confidence: 'seen',
  },
  bankCert(
    'hk/bank-cert-personal',
    'Personal',
    'Bank-Cert (Personal)',
    '銀行證書(個人)',
    '银行证书(个人)',
  ),
  bankCert(
    'hk/bank-cert-corporate',
    'Corporate',
    'Bank-Cert (Corporate)',
    '銀行證書(公司)',
    '银行证书(公司)',
  ),
  bankCert('hk/bank-cert-bank', 'Bank', 'Bank-Cert (Bank)', '銀行證書(銀行)', '银行证书(银行)'),
  {
    id: 'hk/iam-smart-cert',
    name: { en: 'iAM Smart-Cert', 'zh-Hant-HK': '智方便電子證書', 'zh-Hans-HK': '智方便电子证书' },
    match: { issuerCommonNames: ['Hongkong Post e-Cert CA 2 - 19'] },
    subjectLayout: [{ role: 'holderName', oid: commonName, index: 0, confidence: 'inferred' }],
    signing: 'allowed',
    terms: eCertTerms,
    sandbox: false,
    confidence: 'inferred',
  },
  {
    id: 'hk/id-cert',
    name: {
      en: 'Digi-Sign ID-Cert',
      'zh-Hant-HK': 'Digi-Sign ID-Cert 證書',
      'zh-Hans-HK': 'Digi-Sign ID-Cert 证书',
    },
    match: { policyPrefixes: [idCertArc] },
    subjectLayout: [{ role: 'holderName', oid: commonName, index: 0, confidence: 'inferred' }],
    signing: 'allowed',
    terms: 'https://www.dg-sign.com/',
    sandbox: false,
    confidence: 'seen',
  },
]
