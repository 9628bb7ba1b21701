import type { Certificate } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, notApplicable, passed } from '../../outcomes.js'
import type { PathPurpose } from '../../path/path.js'

export interface ExtKeyUsageInput {
  readonly certificate: Certificate
  readonly purpose: PathPurpose
  /** For `signing`: a certificate that restricts its purposes needs one of these; empty: not asked. */
  readonly signingPurposes: readonly string[]
  /** True for the certificate that the path is for; CA certificates above it limit what lies below them. */
  readonly target: boolean
}

const anyExtendedKeyUsage = '2.5.29.37.0'
const timeStamping = '1.3.6.1.5.5.7.3.8'
const ocspSigning = '1.3.6.1.5.5.7.3.9'
const extension = '2.5.29.37'

/**
 * Do the extended key usages of the certificate allow the purpose?
 * A signer's may be absent, any, or one that the policy names. A responder's names OCSPSigning and a time-stamping unit's
 * is critical and names timeStamping alone: there "any" is not enough. In CA certificates the extension limits
 * the certificates below, as all implementations read it; for CRL signers and responders, which have their own rules, it does not.
 * Source: RFC 5280 §4.2.1.12; RFC 6960 §4.2.2.2; RFC 3161 §2.3.
 */
export const extKeyUsage: Check<ExtKeyUsageInput, 'path.ext-key-usage'> = {
  id: 'path.ext-key-usage',
  clause: 'RFC 5280 §4.2.1.12',
  run({ certificate, purpose, signingPurposes, target }) {
    const present = certificate.extension.extKeyUsage
    const nested = purpose === 'signing' || purpose === 'time-stamping'
    if (purpose === 'any' || purpose === 'crl-signing') return notApplicable('NO_PURPOSE')
    if (!target && !nested) return notApplicable('NOT_NESTED')
    const needed =
      purpose === 'signing'
        ? signingPurposes
        : [purpose === 'ocsp-signing' ? ocspSigning : timeStamping]
    const facts = { extKeyUsage: present ?? null, needed, purpose }
    return fits() ? passed(facts) : indeterminate('CHAIN_CONSTRAINTS_FAILURE', facts)

    function fits(): boolean {
      if (target && purpose === 'ocsp-signing') return present?.includes(ocspSigning) === true
      if (target && purpose === 'time-stamping') {
        const critical = certificate.extensions.some((one) => one.oid === extension && one.critical)
        return critical && present?.length === 1 && present[0] === timeStamping
      }
      if (present === undefined || present.includes(anyExtendedKeyUsage)) return true
      return needed.length === 0 || needed.some((oid) => present.includes(oid))
    }
  },
}
