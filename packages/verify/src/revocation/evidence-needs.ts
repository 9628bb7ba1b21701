import type { Certificate, DistributionPoint } from '@chopmark/core'
import type { KnownCertificate } from '../decision-context.js'
import type { EvidenceNeed } from '../evidence.js'
import { reportedName } from '../reported-name.js'

/** Addresses taken from one certificate for one kind of evidence: honest ones name one to three. */
const maxUrls = 8
/** Longer ones are no addresses that anybody types or serves. */
const maxUrlLength = 2048

const ocspMethod = '1.3.6.1.5.5.7.48.1'

/** Does the certificate say where its revocation is published? */
export function namesASource({ extension }: Certificate): boolean {
  return (
    (extension.cRLDistributionPoints?.length ?? 0) > 0 ||
    (extension.freshestCRL?.length ?? 0) > 0 ||
    (extension.authorityInfoAccess?.some(({ accessMethod }) => accessMethod === ocspMethod) ??
      false)
  )
}

/**
 * Where evidence about the certificate can be had: a CRL from its distribution points, a delta CRL to that, an OCSP answer
 * from its responder; http and https only. The delta is a need of its own: it is wanted beside the complete CRL, not in its place.
 * A certificate that names neither CRL nor responder leaves a need for a CRL without addresses: whoever runs the portal must bring it.
 * @param deltas - As `deltaPoints` gives them.
 * Source: RFC 5280 §4.2.1.13, §4.2.1.15, §4.2.2.1, §5.2.6.
 */
export function evidenceNeeds(
  { certificate, sha256 }: KnownCertificate,
  deltas: readonly DistributionPoint[],
): readonly EvidenceNeed[] {
  const { extension } = certificate
  const issuer = reportedName(certificate.issuer)
  const crlUrls = httpUrls(pointUrls(extension.cRLDistributionPoints))
  const deltaUrls = httpUrls(pointUrls(deltas))
  const ocspUrls = httpUrls(
    (extension.authorityInfoAccess ?? []).flatMap(({ accessMethod, accessLocation }) =>
      accessMethod === ocspMethod && accessLocation.kind === 'uniformResourceIdentifier'
        ? [accessLocation.text]
        : [],
    ),
  )
  const needs: EvidenceNeed[] = []
  if (crlUrls.length > 0 || ocspUrls.length === 0) {
    needs.push({ kind: 'crl', certificate: sha256, issuer, urls: crlUrls })
  }
  if (deltaUrls.length > 0) {
    needs.push({ kind: 'crl', certificate: sha256, issuer, urls: deltaUrls })
  }
  if (ocspUrls.length > 0) {
    needs.push({ kind: 'ocsp', certificate: sha256, issuer, urls: ocspUrls })
  }
  return needs
}

function pointUrls(points: readonly DistributionPoint[] | undefined): readonly string[] {
  return (points ?? []).flatMap(({ distributionPoint }) =>
    distributionPoint?.kind === 'fullName'
      ? distributionPoint.names.flatMap((name) =>
          name.kind === 'uniformResourceIdentifier' ? [name.text] : [],
        )
      : [],
  )
}

function httpUrls(texts: readonly string[]): readonly string[] {
  const urls = texts.filter(
    (text) => text.length <= maxUrlLength && /^https?:\/\/[!-~]+$/i.test(text),
  )
  return [...new Set(urls)].slice(0, maxUrls)
}
