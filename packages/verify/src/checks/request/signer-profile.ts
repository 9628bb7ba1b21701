import type { CertificateProfile, SignatureRequest } from '@chopmark/core'
import type { Check } from '../../check.js'
import type { KnownCertificate } from '../../decision-context.js'
import { indeterminate, notApplicable, passed } from '../../outcomes.js'

/** Is the signer's certificate of a kind the request accepts? Source: ETSI EN 319 102-1 §5.2.8. */
export const requestSignerProfile: Check<{
  readonly request: SignatureRequest | null
  readonly signer: KnownCertificate | null
  readonly profile: CertificateProfile | null
}> = {
  id: 'request.signer-profile',
  clause: 'ETSI EN 319 102-1 §5.2.8',
  run({ request, signer, profile }) {
    if (request === null) return notApplicable('NO_REQUEST')
    const accepted = request.signer.profiles
    if (accepted === undefined) return notApplicable('NOT_ASKED')
    if (signer === null) return notApplicable('NO_SIGNING_CERTIFICATE')
    const id = profile === null ? null : profile.id
    return id !== null && accepted.includes(id)
      ? passed({ profile: id })
      : indeterminate('SIG_CONSTRAINTS_FAILURE', { profile: id, accepted })
  },
}
