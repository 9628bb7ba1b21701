import type { RequesterOptions } from '@chopmark/client'
import {
  type CertificateProfile,
  fromBase64url,
  type HeldTrustAnchor,
  trustAnchorFromCertificate,
  trustAnchors,
} from '@chopmark/core'

interface SandboxTrustJson {
  /** DER in base64url. */
  readonly rootCertificate: string
  readonly anchor: Pick<
    HeldTrustAnchor,
    'id' | 'use' | 'sandbox' | 'certificatePolicies' | 'recognition'
  >
  readonly certificateProfiles: readonly CertificateProfile[]
}

/**
 * Whom the demonstration believes: the sandbox CA, whose root is made anew for each data folder and so comes from the server. A real
 * page has the recognised CAs of `@chopmark/trust-hk` in its own code.
 */
export const sandboxRequester: RequesterOptions = {
  async trust() {
    const response = await fetch('/sandbox/trust')
    const { rootCertificate, anchor, certificateProfiles } =
      (await response.json()) as SandboxTrustJson
    const root = trustAnchorFromCertificate(fromBase64url(rootCertificate), anchor)
    if (!root.ok) throw new Error('The sandbox root cannot be read.')
    const requesterProfiles = ['sandbox/e-cert-server']
    return { trustAnchors: trustAnchors([root.value]), certificateProfiles, requesterProfiles }
  },
}
