import {
  carriesText,
  type Certificate,
  type CertificateBrand,
  type CertificateKinds,
  type CertificateProfile,
  hex,
  type Instant,
  matchesProfile,
  parseCertificate,
  type SignatureRequest,
} from '@chopmark/core'
import type { KeyHandle } from '../key-sources/key-source.js'
import { subtle } from '../wire/portal.js'
import { type CertificateSummary, renewalOpensMs, summarise } from './certificate-summary.js'
import { type Fit, fitOf } from './fit-of.js'

/** A key with what the dialog shows of it. */
export interface Candidate {
  readonly key: KeyHandle
  /** Of the certificate, lower-case hex. */
  readonly sha256: string
  readonly summary: CertificateSummary
  readonly fit: Fit
  /** Its kind, when it is one of those that the page knows. */
  readonly profile?: CertificateProfile
  /** The bank behind it, when the page knows it. */
  readonly brand?: CertificateBrand
  /** It ends soon, and what to do about it. */
  readonly ending?: { readonly days: number; readonly renewalUrl?: string }
}

const noKinds: CertificateKinds = { profiles: [] }
const dayMs = 24 * 60 * 60 * 1000

/** Describes a key and compares its certificate with the request. @param now - This device's clock, a hint only. */
export async function describeKey(
  key: KeyHandle,
  request: SignatureRequest,
  now: Instant,
  kinds: CertificateKinds = noKinds,
): Promise<Candidate> {
  const sha256 = await digest(key.certificate)
  const parsed = parseCertificate(key.certificate)
  if (!parsed.ok) {
    const unknown = { holder: '?', issuer: '?', serialNumber: '?' }
    const summary = { ...unknown, notBefore: 0 as Instant, notAfter: 0 as Instant }
    return { key, sha256, summary, fit: { fits: 'no', misfit: 'KEY_KIND' } }
  }
  const certificate = parsed.value
  const { profiles } = kinds
  const profile = profiles.find(({ match }) => matchesProfile(certificate, match))
  const issuerNameSha256 = await digest(certificate.issuer.raw)
  const brand = profile && brandOf(certificate, profile, kinds)
  const ending = endingOf(certificate.notAfter, now, profile && kinds.renewalUrls?.[profile.id])
  return {
    key,
    sha256,
    summary: summarise(certificate),
    fit: fitOf({ certificate, issuerNameSha256, profile, profiles }, request, now),
    ...(profile === undefined ? {} : { profile }),
    ...(brand === undefined ? {} : { brand }),
    ...(ending === undefined ? {} : { ending }),
  }
}

async function digest(bytes: Uint8Array): Promise<string> {
  return hex(new Uint8Array(await subtle().digest('SHA-256', Uint8Array.from(bytes))))
}

function brandOf(
  { subject }: Certificate,
  { id }: CertificateProfile,
  { brands = [] }: CertificateKinds,
): CertificateBrand | undefined {
  return brands.find(
    (brand) =>
      brand.profiles.includes(id) &&
      Object.entries(brand.subject).every(([oid, text]) => carriesText(subject, oid, text)),
  )
}

function endingOf(
  notAfter: Instant,
  now: Instant,
  renewalUrl: string | undefined,
): Candidate['ending'] {
  const leftMs = notAfter - now
  if (leftMs < 0 || leftMs > renewalOpensMs) return undefined
  return {
    days: Math.floor(leftMs / dayMs),
    ...(renewalUrl === undefined ? {} : { renewalUrl }),
  }
}
