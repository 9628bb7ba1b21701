import type { CertificateProfile } from './certificate-profile.js'
import type { TrustAnchors } from './trust-anchor.js'

/**
 * The content type of a signature request that its requester signed: a signature over one can be taken for no other.
 * The arc of UUID 4938973d-2a8c-405f-ad2b-6f59e462f3f1, which needs no registry (X.667).
 */
export const requestContentType = '2.25.97327479806312797865150553691061941233'

/** Whom to believe when a requester names itself. */
export interface RequesterTrust {
  readonly trustAnchors: TrustAnchors
  readonly certificateProfiles: readonly CertificateProfile[]
  /** Ids of the profiles whose holders may ask for signatures, for example `hk/e-cert-server`. */
  readonly requesterProfiles: readonly string[]
}

/** A requester's signature over a request, and what was collected about its certificate. Travels as JSON, octets as base64url. */
export interface RequesterProof {
  /** Detached CMS (CAdES-B-B) over the request's canonical JSON (RFC 8785) in UTF-8, content type `requestContentType`. */
  readonly signature: string
  readonly evidence: readonly {
    readonly kind: 'certificate' | 'crl' | 'ocsp'
    readonly bytes: string
  }[]
}
