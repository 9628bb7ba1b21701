import { type Certificate, hex } from '@chopmark/core'
import type { CertificateProfile } from '@chopmark/core'
import type { KnownCertificate } from './decision-context.js'
import { isoTime } from './iso-time.js'
import { frozen } from './path/frozen.js'
import type { PathResult } from './path/path.js'
import type { ReportedCertificate, ReportedPath, ReportedSigner } from './report.js'
import { reportedName, reportedText } from './reported-name.js'
import { identityOf } from './trust/profile-of.js'

const described = new WeakMap<Certificate, ReportedCertificate>()

/** The certificate as reports name it; worked out once for each parsed certificate. */
export function reportedCertificate({
  certificate,
  sha256,
}: KnownCertificate): ReportedCertificate {
  let reported = described.get(certificate)
  if (reported === undefined) {
    reported = Object.freeze({
      sha256,
      subject: reportedName(certificate.subject),
      issuer: reportedName(certificate.issuer),
      serialNumber: hex(certificate.serialNumber),
      notBefore: isoTime(certificate.notBefore),
      notAfter: isoTime(certificate.notAfter),
    })
    described.set(certificate, reported)
  }
  return reported
}

const signers = new WeakMap<
  Certificate,
  { readonly profile: CertificateProfile | null; readonly reported: ReportedSigner }
>()

/** The signing certificate with who it names. */
export function reportedSigner(
  signer: KnownCertificate,
  profile: CertificateProfile | null,
): ReportedSigner {
  const before = signers.get(signer.certificate)
  // Kept with the profile it was read by: another policy may have another one.
  if (before?.profile === profile) return before.reported
  const commonName = commonNameOf(signer.certificate)
  const reported: ReportedSigner = frozen({
    ...reportedCertificate(signer),
    commonName: commonName === undefined ? null : reportedText(commonName),
    profile: profile?.id ?? null,
    identity: profile === null ? {} : identityOf(signer.certificate, profile),
  })
  signers.set(signer.certificate, { profile, reported })
  return reported
}

function commonNameOf({ subject }: Certificate): string | undefined {
  for (const rdn of subject.rdns) {
    for (const { oid, text } of rdn) if (oid === '2.5.4.3' && text !== undefined) return text
  }
  return undefined
}

const paths = new WeakMap<readonly KnownCertificate[], ReportedPath>()

/** A path as reports show it. */
export function reportedPath({ certificates, anchor, valid, stoppedBy }: PathResult): ReportedPath {
  const before = paths.get(certificates)
  if (
    before?.trustAnchorId === (anchor?.id ?? null) &&
    before.valid === valid &&
    before.stoppedBy === (stoppedBy?.id ?? null)
  ) {
    return before
  }
  const reported = frozen({
    certificates: certificates.map(reportedCertificate),
    trustAnchorId: anchor?.id ?? null,
    valid,
    stoppedBy: stoppedBy?.id ?? null,
  })
  paths.set(certificates, reported)
  return reported
}
