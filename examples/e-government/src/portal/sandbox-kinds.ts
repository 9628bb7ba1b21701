import type { CertificateKinds } from '@chopmark/core'
import { sandboxCertificateProfiles } from '@chopmark/test-pki'

/** A bank that is none. */
export const sandboxBank = {
  en: 'Demonstration Bank Limited',
  'zh-Hant-HK': '示範銀行有限公司',
  'zh-Hans-HK': '示范银行有限公司',
}

/**
 * What the dialog may know of the sandbox's certificates. A production page takes `hongKongCertificateKinds` of
 * `@chopmark/trust-hk` in its place.
 */
export const sandboxKinds: CertificateKinds = {
  profiles: sandboxCertificateProfiles,
  renewalUrls: Object.fromEntries(sandboxCertificateProfiles.map(({ id }) => [id, '/sandbox'])),
  brands: [
    {
      profiles: ['sandbox/bank-cert'],
      subject: { '2.5.4.11': sandboxBank.en },
      name: sandboxBank,
      logo: '/assets/bank.svg',
      confidence: 'seen',
    },
  ],
}
