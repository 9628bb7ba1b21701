import {
  instant,
  trustAnchorFromCertificate,
  trustAnchors,
  UsageError,
  type CertificateProfile,
  type Instant,
  type RecognitionPeriod,
  type TrustAnchor,
  type TrustAnchors,
} from '@chopmark/core'
import type { CaCertificate } from './authority.js'
import { certificationAuthorities } from './authorities.js'
import { caCertificates } from './ca-certificates.js'
import { certificateProfiles } from './profiles.js'

/** What a policy needs to rely on the recognised CAs. */
export interface HongKongTrust {
  readonly trustAnchors: TrustAnchors
  readonly certificateProfiles: readonly CertificateProfile[]
  /** Hosts from which evidence about these CAs' certificates may be fetched. */
  readonly hosts: readonly string[]
}

/** Periods that are enforced: what rests on memory alone is data to show, never a ground for a verdict. */
function periods(authorityId: string): readonly RecognitionPeriod[] {
  const authority = certificationAuthorities.find(({ id }) => id === authorityId)
  return (authority?.recognition ?? [])
    .filter(({ confidence }) => confidence !== 'memory')
    .map(({ status, from, to, source, readOn }) => ({
      status,
      from: instant(from),
      ...(to === undefined ? {} : { to: instant(to) }),
      source,
      readOn,
    }))
}

function anchorOf(entry: CaCertificate, sha256: string): TrustAnchor {
  const facts = {
    id: entry.id,
    use: 'signing' as const,
    sandbox: false,
    certificatePolicies: 'any' as const,
    recognition: periods(entry.authority),
  }
  if (entry.der !== undefined) {
    const held = trustAnchorFromCertificate(
      Uint8Array.from(atob(entry.der), (character) => character.charCodeAt(0)),
      facts,
    )
    if (!held.ok) throw new Error(`The certificate of ${entry.id} in this package is damaged.`)
    return held.value
  }
  return {
    kind: 'pinned',
    ...facts,
    certificateSha256: sha256,
    subject: entry.subject,
    notBefore: instant(entry.notBefore),
    notAfter: instant(entry.notAfter),
    publishedAt: entry.publishedAt,
  }
}

/**
 * The trust anchors of the CAs recognised in Hong Kong under the Electronic Transactions Ordinance (Cap. 553).
 * @param at - Only roots whose certificate and recognition stood at this moment; left out, every root there has been,
 *   which is what validating old signatures needs: recognition is then checked for the time of the signature.
 * @returns Anchors, the kinds of certificate they issue, and the hosts their evidence comes from. Two roots are held as
 *   certificates; two are pinned by fingerprint and count once that certificate is among the evidence or imported.
 * @throws UsageError `NO_ANCHOR_AT_THAT_TIME` when no root stood at `at`.
 * Source: the disclosure records under Cap. 553 s.31; each row of the data names its own.
 */
export function hongKong(at?: Instant): HongKongTrust {
  const anchors = caCertificates
    .filter(({ role }) => role === 'root')
    .flatMap((entry) => (entry.sha256 === undefined ? [] : [{ entry, sha256: entry.sha256 }]))
    .filter(({ entry }) => at === undefined || stoodAt(entry, at))
    .map(({ entry, sha256 }) => anchorOf(entry, sha256))
  if (anchors.length === 0) {
    throw new UsageError(
      'NO_ANCHOR_AT_THAT_TIME',
      'No root recognised in Hong Kong stood at that time: give a date from 2000-01-31 on.',
    )
  }
  return {
    trustAnchors: trustAnchors(anchors),
    certificateProfiles,
    hosts: certificationAuthorities.flatMap(({ hosts }) => hosts),
  }
}

function stoodAt(entry: CaCertificate, at: Instant): boolean {
  return (
    instant(entry.notBefore) <= at &&
    at <= instant(entry.notAfter) &&
    periods(entry.authority).some(
      ({ status, from, to }) =>
        status === 'recognised' && from <= at && (to === undefined || at < to),
    )
  )
}
