import { trustAnchorFromCertificate, trustAnchors } from '@chopmark/core'
import { type SandboxPki, sandboxTrust } from '@chopmark/test-pki'
import { definePolicy } from '@chopmark/verify'
import type { PortalTrust } from './portal.js'

/** Trust for a test: the sandbox that issues the test's signers, and nobody else. */
export function trustIn(pki: SandboxPki): PortalTrust {
  const { anchors, rootCertificate, certificateProfiles, host } = sandboxTrust(pki)
  const held = anchors.flatMap((facts) => {
    const anchor = trustAnchorFromCertificate(rootCertificate, facts)
    return anchor.ok ? [anchor.value] : []
  })
  return {
    policy: definePolicy({ id: 'test', trustAnchors: trustAnchors(held), certificateProfiles }),
    collector: { fetch: { allowAddresses: [host] } },
  }
}
