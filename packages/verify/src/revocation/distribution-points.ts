import type {
  Certificate,
  DistributionPoint,
  DistributionPointName,
  GeneralName,
  Name,
  RelativeDistinguishedName,
} from '@chopmark/core'
import { latin1Text, nameKey, sameOctets } from '@chopmark/core'
import { type ReasonsMask, allReasons, reasonsMask } from './reasons.js'

/** A name of a distribution point, comparable: relative ones are written out in full. */
export type PointName = string

/** One distribution point of a certificate, ready to be matched. RFC 5280 §6.3.1. */
export interface Point {
  /** Absent when the point gives only a cRLIssuer. Made when asked: only a CRL of a point of its own wants them. */
  readonly names: () => readonly PointName[] | null
  readonly reasons: ReasonsMask
  /** `nameKey`s of the cRLIssuer's directory names; null when the certificate's own issuer publishes the CRL. */
  readonly crlIssuers: readonly string[] | null
}

/** Honest certificates name one to four points; a certificate with more is answered from its first ones. */
const maxPoints = 32
/** And one to three names for each. */
const maxNames = 32

const pointsOfCertificate = new WeakMap<Certificate, readonly Point[]>()

/**
 * The points from which CRLs for this certificate may come: those it names and, last, the implicit one of its issuer's own
 * name, with which RFC 5280 §6.3.3 ends.
 */
export function pointsOf(certificate: Certificate): readonly Point[] {
  let points = pointsOfCertificate.get(certificate)
  if (points === undefined) {
    const named = certificate.extension.cRLDistributionPoints?.slice(0, maxPoints) ?? []
    const implicit: Point = {
      names: () => [directoryKey(nameKey(certificate.issuer))],
      reasons: allReasons,
      crlIssuers: null,
    }
    points = [...named.map((point) => readPoint(point, certificate.issuer)), implicit]
    pointsOfCertificate.set(certificate, points)
  }
  return points
}

function readPoint(point: DistributionPoint, certificateIssuer: Name): Point {
  const crlIssuers = point.cRLIssuer
    ?.slice(0, maxNames)
    .flatMap((name) => (name.kind === 'directoryName' ? [name.name] : []))
  const base = crlIssuers?.[0] ?? certificateIssuer
  const { distributionPoint } = point
  let names: readonly PointName[] | null | undefined
  return {
    names: () =>
      (names ??= distributionPoint === undefined ? null : namesOf(distributionPoint, base)),
    reasons: reasonsMask(point.reasons),
    crlIssuers: crlIssuers?.map(nameKey) ?? null,
  }
}

/**
 * The comparable names of a DistributionPointName.
 * @param base - What a nameRelativeToCRLIssuer continues. RFC 5280 §4.2.1.13, §5.2.5.
 */
export function namesOf(point: DistributionPointName, base: Name): PointName[] {
  return point.kind === 'fullName'
    ? point.names.slice(0, maxNames).map(generalNameKey)
    : [directoryKey(nameKey(withRelativeName(base, point.rdn)))]
}

/** As the name of a distribution point. */
export function directoryKey(key: string): PointName {
  return `directoryName:${key}`
}

/** Equal texts are equal names: directory names by RFC 5280 §7.1, scheme and host of a URI without case (§7.4). */
function generalNameKey(name: GeneralName): PointName {
  switch (name.kind) {
    case 'directoryName':
      return directoryKey(nameKey(name.name))
    case 'uniformResourceIdentifier': {
      const [, origin, rest] = /^([^:]*:\/\/[^/?#]*)?(.*)$/s.exec(name.text) ?? []
      return `uri:${(origin ?? '').toLowerCase()}${rest ?? ''}`
    }
    case 'rfc822Name':
    case 'dNSName':
      return `${name.kind}:${name.text.toLowerCase()}`
    default:
      return `${name.kind}:${latin1Text(name.raw.subarray(0, 1024))}`
  }
}

const relativeNames = new WeakMap<RelativeDistinguishedName, Name>()

/** `base` followed by one more RDN. `raw` is the base's: it marks where the name came from and is not its encoding. */
function withRelativeName(base: Name, rdn: RelativeDistinguishedName): Name {
  const before = relativeNames.get(rdn)
  if (before !== undefined && sameOctets(before.raw, base.raw)) return before
  const name: Name = { raw: base.raw, rdns: [...base.rdns, rdn] }
  relativeNames.set(rdn, name)
  return name
}
