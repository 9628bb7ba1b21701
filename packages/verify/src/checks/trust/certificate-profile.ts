import type { CertificateProfile } from '@chopmark/core'
import type { Check } from '../../check.js'
import type { KnownCertificate } from '../../decision-context.js'
import { indeterminate, notApplicable, passed } from '../../outcomes.js'
import type { ValidationPolicy } from '../../policy.js'

/**
 * Is the signing certificate of a kind that may sign here? A profile whose terms forbid signing never may; one for
 * designated transactions (a Bank-Cert) only where the policy names it; where the policy lists profiles, no other.
 * A profile row known from memory alone is shown and refuses nothing. Source: Cap. 553 s.6(1A); ETSI EN 319 102-1 §5.2.6.
 */
export const trustCertificateProfile: Check<{
  readonly signer: KnownCertificate | null
  readonly profile: CertificateProfile | null
  readonly policy: ValidationPolicy
}> = {
  id: 'trust.certificate-profile',
  clause: 'Cap. 553 s.6(1A); ETSI EN 319 102-1 §5.2.6',
  run({ signer, profile, policy }) {
    if (signer === null) return notApplicable('NO_SIGNING_CERTIFICATE')
    const { acceptedProfiles } = policy
    if (profile === null) {
      if (acceptedProfiles === 'any') return notApplicable('NO_PROFILE')
      return indeterminate('CHAIN_CONSTRAINTS_FAILURE', { profile: null, reason: 'NO_PROFILE' })
    }
    const facts = { profile: profile.id, signing: profile.signing, confidence: profile.confidence }
    const refused = (reason: string) =>
      indeterminate('CHAIN_CONSTRAINTS_FAILURE', { ...facts, reason, terms: profile.terms })
    const named = acceptedProfiles !== 'any' && acceptedProfiles.includes(profile.id)
    if (acceptedProfiles !== 'any' && !named) return refused('NOT_ACCEPTED')
    if (profile.confidence === 'memory') return passed(facts)
    if (profile.signing === 'forbidden') return refused('SIGNING_FORBIDDEN')
    if (profile.signing === 'designated' && !named) return refused('DESIGNATED_TRANSACTIONS_ONLY')
    return passed(facts)
  },
}
