import type { Check } from '../../check.js'

/**
 * Whose key signed the CRL: the issuer's own (its path is the one under validation), or a separate signer's, with the facts
 * of its path. `namesake`: a certificate of the same name that another CA issued, which must not speak for this one.
 */
export type CrlSignerPath =
  | { readonly signer: 'issuer' }
  | { readonly signer: 'in-question'; readonly certificate: string }
  | { readonly signer: 'namesake'; readonly certificate: string }
  | {
      readonly signer: 'separate'
      readonly certificate: string
      readonly valid: boolean
      readonly stoppedBy: string | null
    }

/**
 * Does the CRL signer's path hold and end in the trust anchor of the certificate? A signer whose own status is being asked by
 * means of this very CRL (`in-question`) counts for the moment: its certificate's place in the CRL is what is looked up next
 * (PKITS 4.14.30).
 * Source: RFC 5280 §6.3.3 (f).
 */
export const crlSignerPath: Check<CrlSignerPath, 'revocation.crl-signer-path'> = {
  id: 'revocation.crl-signer-path',
  clause: 'RFC 5280 §6.3.3 (f)',
  run(path) {
    switch (path.signer) {
      case 'issuer':
        return { status: 'PASSED', facts: { signer: path.signer } }
      case 'in-question':
        return { status: 'PASSED', facts: { ...path } }
      case 'namesake':
        return {
          status: 'INDETERMINATE',
          subIndication: 'TRY_LATER',
          facts: { reason: 'WRONG_ISSUER', ...path },
        }
      case 'separate': {
        const facts = { ...path }
        return path.valid
          ? { status: 'PASSED', facts }
          : { status: 'INDETERMINATE', subIndication: 'TRY_LATER', facts }
      }
    }
  },
}
