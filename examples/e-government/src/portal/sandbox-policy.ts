import {
  type RequesterTrust,
  trustAnchorFromCertificate,
  type TrustAnchors,
  trustAnchors,
} from '@chopmark/core'
import { sandboxTrust, type SandboxPki } from '@chopmark/test-pki'
import { definePolicy, type ValidationPolicy } from '@chopmark/verify'

/**
 * The demonstration's policy: it trusts the sandbox CA and no other, so nothing real passes here, and nothing from here
 * passes under the recognised CAs. A production portal writes `hongKong()` of `@chopmark/trust-hk` in its place.
 */
export function sandboxPolicy(pki: SandboxPki): ValidationPolicy {
  return definePolicy({
    id: 'e-government-sandbox',
    trustAnchors: sandboxAnchors(pki),
    certificateProfiles: sandboxTrust(pki).certificateProfiles,
    acceptedProfiles: ['sandbox/e-cert-personal'],
  })
}

/** Who may ask for signatures: holders of a server e-Cert of the sandbox. */
export function sandboxRequesterTrust(pki: SandboxPki): RequesterTrust {
  return {
    trustAnchors: sandboxAnchors(pki),
    certificateProfiles: sandboxTrust(pki).certificateProfiles,
    requesterProfiles: ['sandbox/e-cert-server'],
  }
}

function sandboxAnchors(pki: SandboxPki): TrustAnchors {
  const { rootCertificate, anchors } = sandboxTrust(pki)
  return trustAnchors(
    anchors
      .filter(({ use }) => use === 'signing')
      .flatMap((facts) => {
        const anchor = trustAnchorFromCertificate(rootCertificate, facts)
        return anchor.ok ? [anchor.value] : []
      }),
  )
}
