import type { KeyUsageBit } from '@chopmark/core'
import type { Check } from '../../check.js'

/**
 * May the key that signed the CRL sign CRLs? When its certificate has a key usage extension, cRLSign must be in it; a trust
 * anchor without a certificate carries no such limit.
 * Source: RFC 5280 §6.3.3 (f).
 */
export const crlIssuerKeyUsage: Check<
  { readonly keyUsage: readonly KeyUsageBit[] | undefined },
  'revocation.crl-issuer-key-usage'
> = {
  id: 'revocation.crl-issuer-key-usage',
  clause: 'RFC 5280 §6.3.3 (f)',
  run({ keyUsage }) {
    const facts = { keyUsage: keyUsage ?? null }
    return keyUsage === undefined || keyUsage.includes('cRLSign')
      ? { status: 'PASSED', facts }
      : { status: 'INDETERMINATE', subIndication: 'TRY_LATER', facts }
  },
}
