import type { Check } from '../../check.js'
import { indeterminate, notApplicable, passed } from '../../outcomes.js'
import type { ReferenceMatch } from '../../signature/signing-certificate-reference.js'

/**
 * Is the certificate the one whose digest the signature carries? The first ESSCertID of each form must fit; where
 * signing-certificate (SHA-1) and signing-certificate-v2 both stand, both must.
 * Source: ETSI EN 319 102-1 §5.2.3; RFC 5035 §5.4, §5.4.1.
 */
export const signingCertificateReferenceMatches: Check<{
  readonly references: readonly ReferenceMatch[] | null
}> = {
  id: 'signing-certificate.reference-matches',
  clause: 'ETSI EN 319 102-1 §5.2.3; RFC 5035 §5.4',
  run({ references }) {
    if (references === null) return notApplicable('NO_SIGNING_CERTIFICATE')
    if (references.length === 0) return notApplicable('NO_REFERENCE')
    const facts = {
      references: references.map(({ form, digestAlgorithm, digestMatches }) => ({
        form,
        digestAlgorithm,
        digestMatches,
      })),
    }
    return references.every(({ digestMatches }) => digestMatches)
      ? passed(facts)
      : indeterminate('NO_SIGNING_CERTIFICATE_FOUND', facts)
  },
}
