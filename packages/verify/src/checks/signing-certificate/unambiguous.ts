import type { Check } from '../../check.js'
import type { KnownCertificate } from '../../decision-context.js'
import { indeterminate, notApplicable, passed } from '../../outcomes.js'

/**
 * Does exactly one certificate answer to what the signature says of its signer? Key identifiers are chosen by the CA and
 * can be copied; of two holders with the same one, the signature must name which (by a certificate digest).
 * Source: ETSI EN 319 102-1 §5.2.3; RFC 5280 §4.2.1.2.
 */
export const signingCertificateUnambiguous: Check<{
  readonly candidates: readonly KnownCertificate[]
  /** Those of them that every reference in the signature fits. */
  readonly matching: readonly KnownCertificate[]
  readonly referenced: boolean
}> = {
  id: 'signing-certificate.unambiguous',
  clause: 'ETSI EN 319 102-1 §5.2.3',
  run({ candidates, matching, referenced }) {
    if (candidates.length === 0) return notApplicable('NO_SIGNING_CERTIFICATE')
    if (referenced && matching.length === 0) return notApplicable('REFERENCE_FITS_NONE')
    const facts = { certificates: matching.map(({ sha256 }) => sha256) }
    return matching.length === 1
      ? passed(facts)
      : indeterminate('NO_SIGNING_CERTIFICATE_FOUND', facts)
  },
}
