import type { Check } from '../../check.js'
import { indeterminate, notApplicable, passed } from '../../outcomes.js'
import type { ValidationPolicy } from '../../policy.js'
import type { AttributeReadings } from '../../signature/attribute-readings.js'

/**
 * Where the signer signed under an explicit signature policy: is it one this relying party knows? Under an unknown one
 * the signer may have meant something else. Source: ETSI EN 319 102-1 §5.2.4; RFC 5126 §5.8.1.
 */
export const acceptanceSignaturePolicy: Check<{
  readonly attributes: AttributeReadings | null
  readonly policy: ValidationPolicy
}> = {
  id: 'acceptance.signature-policy',
  clause: 'ETSI EN 319 102-1 §5.2.4; RFC 5126 §5.8.1',
  run({ attributes, policy }) {
    const signaturePolicy = attributes?.signaturePolicy
    if (signaturePolicy === undefined) return notApplicable('NO_EXPLICIT_POLICY')
    if (signaturePolicy === 'implied') return notApplicable('IMPLIED_POLICY')
    const known = policy.signature.signaturePolicies ?? []
    return known === 'any' || known.includes(signaturePolicy)
      ? passed({ signaturePolicy })
      : indeterminate('SIGNATURE_POLICY_NOT_AVAILABLE', { signaturePolicy })
  },
}
