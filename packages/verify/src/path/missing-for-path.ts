import { type PinnedTrustAnchor, sameOctets } from '@chopmark/core'
import type { KnownCertificate } from '../decision-context.js'
import type { EvidenceNeed } from '../evidence.js'
import { reportedName } from '../reported-name.js'
import { traitsOf } from './certificate-traits.js'
import type { ValidatedPath } from './validate-path.js'

const caIssuers = '1.3.6.1.5.5.7.48.2'
/** Nobody publishes a certificate in more places; a hostile list ends here. */
const maxUrls = 4
const maxUrlLength = 2048

/**
 * What could complete a path that does not hold: the issuer of its last certificate, the certificate of a pinned anchor of that
 * name, and what revocation lacks.
 * The addresses come out of a certificate that no anchor vouches for: a collector follows them only where the trust list
 * names the host.
 */
export function missingForPath(
  { result, missing }: ValidatedPath,
  absent: readonly PinnedTrustAnchor[],
): readonly EvidenceNeed[] {
  const needs = [...missing]
  const loose = looseEnd(result)
  if (loose !== undefined) {
    const { certificate, sha256 } = loose
    const issuer = reportedName(certificate.issuer)
    for (const anchor of absent) {
      if (!namesAlike(anchor.subject, issuer)) continue
      const { id: anchorId, certificateSha256, subject, publishedAt } = anchor
      needs.push({ kind: 'trust-anchor', anchorId, certificateSha256, subject, publishedAt })
    }
    if (!isItsOwnIssuer(loose)) {
      needs.push({ kind: 'issuer', certificate: sha256, issuer, urls: issuerUrls(loose) })
    }
  }
  return needs.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

/** A root has no other issuer; a self-issued certificate whose identifiers differ was signed by the CA's earlier or later key. */
function isItsOwnIssuer(known: KnownCertificate): boolean {
  if (!traitsOf(known).selfIssued) return false
  const { authorityKeyIdentifier, subjectKeyIdentifier } = known.certificate.extension
  const by = authorityKeyIdentifier?.keyIdentifier
  return by === undefined || subjectKeyIdentifier === undefined
    ? true
    : sameOctets(by, subjectKeyIdentifier)
}

/** What says that the issuer at hand is not the one. */
const unlinked: readonly string[] = ['path.name-chaining', 'path.signature']

/**
 * The certificate whose issuer is not there: the last one, or the lowest whose signature the namesake at hand did not make, or whose
 * issuer's key is at hand under another name only.
 */
function looseEnd({
  anchor,
  certificates,
  checks,
}: ValidatedPath['result']): KnownCertificate | undefined {
  if (anchor === null) return certificates[certificates.length - 1]
  const refuted = checks.findLast(
    ({ id, status }) => unlinked.includes(id) && status === 'INDETERMINATE',
  )
  return certificates.find(({ sha256 }) => sha256 === refuted?.subject)
}

function issuerUrls({ certificate }: KnownCertificate): readonly string[] {
  const urls: string[] = []
  for (const { accessMethod, accessLocation } of certificate.extension.authorityInfoAccess ?? []) {
    if (accessMethod !== caIssuers || accessLocation.kind !== 'uniformResourceIdentifier') continue
    const { text } = accessLocation
    if (/^https?:\/\//i.test(text) && text.length <= maxUrlLength && !urls.includes(text))
      urls.push(text)
    if (urls.length === maxUrls) break
  }
  return urls
}

/** The subject of a pinned anchor is text in either order; the certificate's digest decides later, this only asks for it. */
function namesAlike(a: string, b: string): boolean {
  return partsOf(a) === partsOf(b)
}

function partsOf(name: string): string {
  return name
    .split(/,|\+/)
    .map((part) =>
      part
        .trim()
        .toLowerCase()
        .replace(/\s*=\s*/, '='),
    )
    .sort()
    .join(',')
}

function keyOf(need: EvidenceNeed): string {
  return 'certificate' in need
    ? `${need.kind} ${need.certificate}`
    : `${need.kind} ${JSON.stringify(need)}`
}
