import { trustAnchorFromCertificate, trustAnchors } from '@chopmark/core'
import { sandboxTrust, type SandboxPki } from '@chopmark/test-pki'
import { definePolicy, type ValidationPolicy } from '@chopmark/verify'

/**
 * The demonstration's policy: it trusts the sandbox CA and no other, so nothing real passes here, and nothing from here
 * passes under the recognised CAs. A production portal writes `hongKong()` of `@chopmark/trust-hk` in its place.
 */
export function sandboxPolicy(pki: SandboxPki): ValidationPolicy {
  const trust = sandboxTrust(pki)
  const anchors = trust.anchors
    .filter(({ use }) => use === 'signing')
    .flatMap((facts) => {
      const anchor = trustAnchorFromCertificate(trust.rootCertificate, facts)
      return anchor.ok ? [anchor.value] : []
    })
  return definePolicy({
    id: 'e-government-sandbox',
    trustAnchors: trustAnchors(anchors),
    certificateProfiles: trust.certificateProfiles,
    acceptedProfiles: ['sandbox/e-cert-personal'],
  })
}
