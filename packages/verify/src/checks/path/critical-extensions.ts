import type { Certificate } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, passed } from '../../outcomes.js'

/** Extensions whose meaning path validation or revocation checking acts upon, or which ask nothing of it. */
const processed: ReadonlySet<string> = new Set([
  '2.5.29.14', // subjectKeyIdentifier
  '2.5.29.15', // keyUsage
  '2.5.29.17', // subjectAltName
  '2.5.29.18', // issuerAltName
  '2.5.29.19', // basicConstraints
  '2.5.29.30', // nameConstraints
  '2.5.29.31', // cRLDistributionPoints
  '2.5.29.32', // certificatePolicies
  '2.5.29.33', // policyMappings
  '2.5.29.35', // authorityKeyIdentifier
  '2.5.29.36', // policyConstraints
  '2.5.29.37', // extKeyUsage
  '2.5.29.46', // freshestCRL
  '2.5.29.54', // inhibitAnyPolicy
  '1.3.6.1.5.5.7.1.1', // authorityInfoAccess
  '1.3.6.1.5.5.7.1.11', // subjectInfoAccess
  '1.3.6.1.5.5.7.48.1.5', // ocsp-nocheck
])

/**
 * Is every critical extension one that is understood?
 * Qualified-certificate statements are read and shown, but nothing obeys their limits, so critical ones stop the path too.
 * Source: RFC 5280 §4.2, §6.1.4 (o), §6.1.5 (f).
 */
export const criticalExtensions: Check<Certificate, 'path.critical-extensions'> = {
  id: 'path.critical-extensions',
  clause: 'RFC 5280 §6.1.4 (o)',
  run({ extensions }) {
    const unknown: string[] = []
    for (const { critical, oid } of extensions) {
      if (critical && !processed.has(oid)) unknown.push(oid)
    }
    return unknown.length === 0
      ? passed()
      : indeterminate('CERTIFICATE_CHAIN_GENERAL_FAILURE', { unknown })
  },
}
