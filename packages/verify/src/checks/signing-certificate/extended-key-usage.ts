import type { Check } from '../../check.js'
import type { KnownCertificate } from '../../decision-context.js'
import { indeterminate, notApplicable, passed } from '../../outcomes.js'
import type { ValidationPolicy } from '../../policy.js'

const anyExtendedKeyUsage = '2.5.29.37.0'
const extKeyUsageOid = '2.5.29.37'

/**
 * Where the certificate restricts its purposes, is signing documents among them? A server or code-signing certificate
 * may not, critical or not: RFC 5280 lets the key be used for one of the listed purposes only.
 * Source: RFC 5280 §4.2.1.12; RFC 9336.
 */
export const signerExtendedKeyUsage: Check<{
  readonly signer: KnownCertificate | null
  readonly policy: ValidationPolicy
}> = {
  id: 'signing-certificate.extended-key-usage',
  clause: 'RFC 5280 §4.2.1.12; RFC 9336',
  run({ signer, policy }) {
    if (signer === null) return notApplicable('NO_SIGNING_CERTIFICATE')
    const { certificate } = signer
    const purposes = certificate.extension.extKeyUsage
    if (purposes === undefined) return notApplicable('NO_EXTENDED_KEY_USAGE_EXTENSION')
    const accepted = policy.signature.extKeyUsage
    const allowed = purposes.some((oid) => oid === anyExtendedKeyUsage || accepted.includes(oid))
    if (allowed) return passed({ extKeyUsage: purposes })
    const critical = certificate.extensions.some(
      (extension) => extension.oid === extKeyUsageOid && extension.critical,
    )
    return indeterminate('CHAIN_CONSTRAINTS_FAILURE', { extKeyUsage: purposes, critical, accepted })
  },
}
