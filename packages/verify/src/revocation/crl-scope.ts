import { nameKey } from '@chopmark/core'
import type { Certificate, CertificateList } from '@chopmark/core'
import type { Point, PointName } from './distribution-points.js'
import { namesOf, pointsOf } from './distribution-points.js'
import { type ReasonsMask, reasonsMask } from './reasons.js'

/** Why no distribution point of the certificate leads to the CRL. */
export type ScopeProblem =
  /** Another issuer, and no cRLIssuer names it. */
  | 'ISSUER'
  /** A cRLIssuer names its issuer, but the CRL does not say that it is an indirect one. */
  | 'NOT_INDIRECT'
  /** Its own distribution point is none of the certificate's. */
  | 'DISTRIBUTION_POINT'
  | 'USER_CERTIFICATES_ONLY'
  | 'CA_CERTIFICATES_ONLY'
  | 'ATTRIBUTE_CERTIFICATES_ONLY'

/** `reasons`: those for which the CRL speaks about this certificate; 0 when it does not. */
export type CrlScope =
  | { readonly inScope: true; readonly reasons: ReasonsMask }
  | { readonly inScope: false; readonly problem: ScopeProblem }

/**
 * Does the CRL speak for the certificate, and for which reasons?
 * Source: RFC 5280 §6.3.3 (b), (d): issuer or cRLIssuer, indirectCRL, names of the distribution point, kind of certificate,
 * and the reasons that both the certificate's point and the CRL name.
 */
export function crlScope(crl: CertificateList, certificate: Certificate): CrlScope {
  const idp = crl.extension.issuingDistributionPoint
  const crlIssuer = nameKey(crl.issuer)
  const direct = crlIssuer === nameKey(certificate.issuer)
  const idpNames = pointNamesOf(crl)
  let reasons = 0
  let problem: ScopeProblem = 'ISSUER'
  for (const point of pointsOf(certificate)) {
    if (point.crlIssuers === null ? !direct : !point.crlIssuers.includes(crlIssuer)) continue
    if (point.crlIssuers !== null && idp?.indirectCRL !== true) {
      if (problem === 'ISSUER') problem = 'NOT_INDIRECT'
      continue
    }
    if (!leadsTo(point, idpNames)) {
      problem = 'DISTRIBUTION_POINT'
      continue
    }
    reasons |= point.reasons
  }
  if (reasons === 0) return { inScope: false, problem }
  if (idp === undefined) return { inScope: true, reasons }
  const isCa = certificate.extension.basicConstraints?.cA === true
  if (idp.onlyContainsUserCerts && isCa) {
    return { inScope: false, problem: 'USER_CERTIFICATES_ONLY' }
  }
  if (idp.onlyContainsCACerts && !isCa) return { inScope: false, problem: 'CA_CERTIFICATES_ONLY' }
  if (idp.onlyContainsAttributeCerts) {
    return { inScope: false, problem: 'ATTRIBUTE_CERTIFICATES_ONLY' }
  }
  return { inScope: true, reasons: reasons & reasonsMask(idp.onlySomeReasons) }
}

/**
 * One of the CRL's names is one of the point's; a point without names is compared by its cRLIssuer; a CRL without names
 * comes from any point.
 */
function leadsTo(point: Point, idpNames: readonly PointName[] | null): boolean {
  if (idpNames === null) return true
  const names = point.names()
  if (names !== null) return idpNames.some((name) => names.includes(name))
  const issuers = point.crlIssuers?.map((key) => `directoryName:${key}`) ?? []
  return idpNames.some((name) => issuers.includes(name))
}

const pointNames = new WeakMap<CertificateList, readonly PointName[] | null>()

/** The names of the CRL's own distribution point; null when it has none. */
function pointNamesOf(crl: CertificateList): readonly PointName[] | null {
  let names = pointNames.get(crl)
  if (names === undefined) {
    const point = crl.extension.issuingDistributionPoint?.distributionPoint
    names = point === undefined ? null : namesOf(point, crl.issuer)
    pointNames.set(crl, names)
  }
  return names
}
