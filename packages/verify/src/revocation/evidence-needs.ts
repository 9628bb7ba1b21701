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
 * Where evidence about the certificate can be had: a CRL from its distribution points, an OCSP answer from its responder; http and https
 * only. A certificate that names neither leaves a need for a CRL without addresses: whoever runs the portal must bring it.
 * Source: RFC 5280 §4.2.1.13, §4.2.1.15, §4.2.2.1.
 */
export function evidenceNeeds({ certificate, sha256 }: KnownCertificate): readonly EvidenceNeed[] {
  const { extension } = certificate
  const issuer = reportedName(certificate.issuer)
  const crlUrls = httpUrls([
    ...pointUrls(extension.cRLDistributionPoints),
    ...pointUrls(extension.freshestCRL),
  ])
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
