import type { Check } from '../../check.js'
import type { KnownCertificate } from '../../decision-context.js'
import { indeterminate, notApplicable, passed } from '../../outcomes.js'
import type { ValidationPolicy } from '../../policy.js'

/**
 * May the certificate's key sign at all? An Encipherment e-Cert, whose key usage is keyEncipherment alone, may not.
 * A certificate without the extension leaves it open. Source: RFC 5280 §4.2.1.3; ETSI EN 319 102-1 §5.2.6.
 */
export const signerKeyUsage: Check<{
  readonly signer: KnownCertificate | null
  readonly policy: ValidationPolicy
}> = {
  id: 'signing-certificate.key-usage',
  clause: 'RFC 5280 §4.2.1.3',
  run({ signer, policy }) {
    if (signer === null) return notApplicable('NO_SIGNING_CERTIFICATE')
    const usage = signer.certificate.extension.keyUsage
    if (usage === undefined) return notApplicable('NO_KEY_USAGE_EXTENSION')
    const accepted = policy.signature.keyUsage
    return accepted.some((bit) => usage.includes(bit))
      ? passed({ keyUsage: usage })
      : indeterminate('CHAIN_CONSTRAINTS_FAILURE', { keyUsage: usage, accepted })
  },
}
