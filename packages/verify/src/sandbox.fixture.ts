import { instant, type Instant, parseCertificate, trustAnchors } from '@chopmark/core'
import { type SandboxPki, sandboxTrust, type SignatureCase } from '@chopmark/test-pki'
import { definePolicy } from './define-policy.js'
import type { Evidence } from './evidence.js'
import type { PolicySettings, ValidationPolicy } from './policy.js'
import { readCms } from './read-cms.js'
import type { ValidationReport } from './report.js'

/** A policy that trusts one sandbox, for tests. */
export function sandboxPolicy(
  pki: SandboxPki,
  settings: Partial<PolicySettings> = {},
): ValidationPolicy {
  const trust = sandboxTrust(pki)
  const parsed = parseCertificate(trust.rootCertificate)
  if (!parsed.ok) throw new RangeError('The sandbox root is no certificate.')
  const certificate = parsed.value
  const { subject: name, subjectPublicKeyInfo } = certificate
  const [facts] = trust.anchors
  return definePolicy({
    id: 'sandbox',
    trustAnchors: trustAnchors([
      { kind: 'held', ...facts, name, subjectPublicKeyInfo, certificate },
    ]),
    certificateProfiles: trust.certificateProfiles,
    ...settings,
  })
}

/** The sandbox's clock as an instant. */
export function sandboxTime(pki: SandboxPki): Instant {
  return instant(pki.clock().toISOString())
}

/** A made signature as evidence. */
export function evidenceOf(made: Omit<SignatureCase, 'anchor'>): Evidence {
  return {
    document: readCms(made.signature),
    ...(made.detached && {
      content: { sizeBytes: made.content.length, digests: [], bytes: made.content },
    }),
    items: made.crls.map((bytes) => ({ kind: 'crl' as const, bytes })),
  }
}

/** What a failing test should show: the verdict and every check that is not content. */
export function why(report: ValidationReport): string {
  const failing = report.checks.filter(
    ({ status }) => status === 'FAILED' || status === 'INDETERMINATE',
  )
  return JSON.stringify([report.indication, report.subIndication, failing])
}
