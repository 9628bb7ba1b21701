import type { Check } from '../../check.js'
import { indeterminate, notApplicable, passed } from '../../outcomes.js'
import type { ReferenceMatch } from '../../signature/signing-certificate-reference.js'

/**
 * Where the reference also names issuer and serial number: are they the certificate's own?
 * Source: RFC 5035 §5.4.1.1; ETSI EN 319 102-1 §5.2.3.
 */
export const signingCertificateIssuerSerialMatches: Check<{
  readonly references: readonly ReferenceMatch[] | null
}> = {
  id: 'signing-certificate.issuer-serial-matches',
  clause: 'RFC 5035 §5.4.1',
  run({ references }) {
    if (references === null) return notApplicable('NO_SIGNING_CERTIFICATE')
    const named = references.filter(({ issuerSerialMatches }) => issuerSerialMatches !== null)
    if (named.length === 0) return notApplicable('NO_ISSUER_SERIAL')
    const facts = {
      references: named.map(({ form, issuerSerialMatches }) => ({ form, issuerSerialMatches })),
    }
    return named.every(({ issuerSerialMatches }) => issuerSerialMatches === true)
      ? passed(facts)
      : indeterminate('NO_SIGNING_CERTIFICATE_FOUND', facts)
  },
}
