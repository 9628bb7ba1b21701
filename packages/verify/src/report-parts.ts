import { type Certificate, hex } from '@chopmark/core'
import type { CertificateProfile } from '@chopmark/core'
import type { KnownCertificate } from './decision-context.js'
import { isoTime } from './iso-time.js'
import { frozen } from './path/frozen.js'
import { traitsOf } from './path/certificate-traits.js'
import type { PathResult } from './path/path.js'
import type { ReportedCertificate, ReportedPath, ReportedSigner } from './report.js'
import { reportedName, reportedText } from './reported-name.js'
import { identityOf } from './trust/profile-of.js'

/** The certificate as reports name it; worked out once for each parsed certificate. */
export function reportedCertificate(known: KnownCertificate): ReportedCertificate {
  return (traitsOf(known).reported ??= Object.freeze(describe(known)))
}

function describe({ certificate, sha256 }: KnownCertificate): ReportedCertificate {
  return {
    sha256,
    subject: reportedName(certificate.subject),
    issuer: reportedName(certificate.issuer),
    serialNumber: hex(certificate.serialNumber),
    notBefore: isoTime(certificate.notBefore),
    notAfter: isoTime(certificate.notAfter),
  }
}

const signers = new WeakMap<
  KnownCertificate,
  { readonly profile: CertificateProfile | null; readonly reported: ReportedSigner }
>()

/** The signing certificate with who it names. Kept, and frozen, of signers that came again: most come once. */
export function reportedSigner(
  signer: KnownCertificate,
  profile: CertificateProfile | null,
): ReportedSigner {
  const { keeps } = traitsOf(signer).results
  const before = keeps ? signers.get(signer) : undefined
  // Kept with the profile it was read by: another policy may have another one.
  if (before?.profile === profile) return before.reported
  const { sha256, subject, issuer, serialNumber, notBefore, notAfter } = reportedCertificate(signer)
  const commonName = commonNameOf(signer.certificate)
  const reported: ReportedSigner = {
    sha256,
    subject,
    issuer,
    serialNumber,
    notBefore,
    notAfter,
    commonName: commonName === undefined ? null : reportedText(commonName),
    profile: profile?.id ?? null,
    identity: profile === null ? {} : identityOf(signer.certificate, profile),
  }
  if (keeps) signers.set(signer, { profile, reported: frozen(reported) })
  return reported
}

function commonNameOf({ subject }: Certificate): string | undefined {
  for (const rdn of subject.rdns) {
    for (const { oid, text } of rdn) if (oid === '2.5.4.3' && text !== undefined) return text
  }
  return undefined
}

const paths = new WeakMap<readonly KnownCertificate[], ReportedPath>()

/** A path as reports show it. Kept, and frozen, of paths that are remembered themselves. */
export function reportedPath(path: PathResult): ReportedPath {
  const { certificates, anchor, valid, stoppedBy } = path
  const remembered = path.reported !== undefined
  const before = remembered ? paths.get(certificates) : undefined
  if (
    before?.trustAnchorId === (anchor?.id ?? null) &&
    before.valid === valid &&
    before.stoppedBy === (stoppedBy?.id ?? null)
  ) {
    return before
  }
  const reported = {
    certificates: certificates.map(reportedCertificate),
    trustAnchorId: anchor?.id ?? null,
    valid,
    stoppedBy: stoppedBy?.id ?? null,
  }
  if (remembered) paths.set(certificates, frozen(reported))
  return reported
}
