import type { Check } from '../../check.js'
import { indeterminate, notApplicable, passed } from '../../outcomes.js'
import type { ValidationPolicy } from '../../policy.js'
import type { AttributeReadings } from '../../signature/attribute-readings.js'

/**
 * Does the signature say, under its protection, which certificate made it? CAdES asks for signing-certificate or
 * signing-certificate-v2; without it another certificate over the same key could be put in its place.
 * Source: ETSI EN 319 122-1 §5.2.2; RFC 5035 §3.
 */
export const signingCertificateReferencePresent: Check<{
  readonly attributes: AttributeReadings | null
  readonly policy: ValidationPolicy
}> = {
  id: 'signing-certificate.reference-present',
  clause: 'ETSI EN 319 122-1 §5.2.2',
  run({ attributes, policy }) {
    const forms: string[] = []
    if (attributes?.signingCertificate !== undefined) forms.push('signing-certificate')
    if (attributes?.signingCertificateV2 !== undefined) forms.push('signing-certificate-v2')
    if (forms.length > 0) return passed({ forms })
    return policy.signature.level === 'CMS'
      ? notApplicable('NOT_REQUIRED')
      : indeterminate('SIG_CONSTRAINTS_FAILURE')
  },
}
