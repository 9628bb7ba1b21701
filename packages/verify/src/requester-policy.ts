import type { RequesterTrust } from '@chopmark/core'
import { definePolicy } from './define-policy.js'
import type { ValidationPolicy } from './policy.js'

/** A server's certificate names these; one of an organisation names nothing, or the purposes of mail and log-in. */
const requesterPurposes = [
  '1.3.6.1.5.5.7.3.1', // serverAuth
  '1.3.6.1.5.5.7.3.2', // clientAuth
  '1.3.6.1.5.5.7.3.4', // emailProtection
  '1.3.6.1.5.5.7.3.36', // documentSigning, RFC 9336
]

/**
 * The policy by which a requester's signature over a signature request is judged: recognised CA, accepted profile, key usage
 * `digitalSignature`, revocation evidence of the last 24 hours, CAdES-B-B; the clock may be off by 5 minutes.
 *
 * The terms of an e-Cert (Server) forbid signing documents. A request is none: its signature proves to a browser which service
 * it talks to, which is what such a certificate is for. So the profiles named here count as allowed to sign, for this alone.
 * @throws UsageError `UNKNOWN_PROFILE_ID`, as `definePolicy`.
 */
export function requesterPolicy(trust: RequesterTrust): ValidationPolicy {
  const { trustAnchors, certificateProfiles, requesterProfiles } = trust
  return definePolicy({
    id: 'chopmark-requester',
    trustAnchors,
    certificateProfiles: certificateProfiles.map((profile) =>
      requesterProfiles.includes(profile.id) ? { ...profile, signing: 'allowed' } : profile,
    ),
    acceptedProfiles: requesterProfiles,
    signature: { keyUsage: ['digitalSignature'], extKeyUsage: requesterPurposes },
  })
}
