import {
  type Certificate,
  type CryptoForm,
  type DigestAlgorithm,
  type MaybePromise,
  sameOctets,
} from '@chopmark/core'
import type { KnownCertificate } from '../decision-context.js'
import type { AttributeReadings, CertificateReference } from './attribute-readings.js'

/** How one reference in the signature fits one certificate. */
export interface ReferenceMatch {
  readonly form: 'signing-certificate' | 'signing-certificate-v2'
  /** null: an algorithm this code does not know, so that nothing can match. */
  readonly digestAlgorithm: DigestAlgorithm | null
  readonly digestMatches: boolean
  /** null: the reference names no issuer and serial number. */
  readonly issuerSerialMatches: boolean | null
}

/** How every reference that the signature carries fits the certificate. RFC 5035 §5.4. */
export function matchReferences(
  attributes: AttributeReadings | null,
  candidate: KnownCertificate,
  crypto: CryptoForm,
): MaybePromise<readonly ReferenceMatch[]> {
  const { signingCertificate: first, signingCertificateV2: second } = attributes ?? {}
  if (first === undefined && second === undefined) return []
  const matches: MaybePromise<ReferenceMatch>[] = []
  if (first !== undefined) matches.push(matchOf('signing-certificate', first, candidate, crypto))
  if (second !== undefined) {
    matches.push(matchOf('signing-certificate-v2', second, candidate, crypto))
  }
  const ready = matches.filter((match) => !(match instanceof Promise)) as readonly ReferenceMatch[]
  return ready.length === matches.length
    ? ready
    : Promise.all(matches.map((match) => Promise.resolve(match)))
}

function matchOf(
  form: ReferenceMatch['form'],
  reference: CertificateReference,
  candidate: KnownCertificate,
  crypto: CryptoForm,
): MaybePromise<ReferenceMatch> {
  const { digestAlgorithm, digest, digestHex, issuerSerial } = reference
  const issuerSerialMatches =
    issuerSerial === undefined ? null : namesCertificate(issuerSerial, candidate.certificate)
  const match = (digestMatches: boolean): ReferenceMatch => ({
    form,
    digestAlgorithm,
    digestMatches,
    issuerSerialMatches,
  })
  if (digestAlgorithm === null) return match(false)
  if (digestAlgorithm === 'SHA-256') return match(digestHex === candidate.sha256)
  const computed = crypto.digest(digestAlgorithm, candidate.certificate.raw)
  return computed instanceof Promise
    ? computed.then((octets) => match(sameOctets(digest, octets)))
    : match(sameOctets(digest, computed))
}

/** Issuer and serial number are the certificate's own, octet for octet. RFC 5035 §5.4.1. */
function namesCertificate(
  { issuer, serialNumber }: NonNullable<CertificateReference['issuerSerial']>,
  certificate: Certificate,
): boolean {
  return (
    issuer !== null &&
    sameOctets(issuer, certificate.issuer.raw) &&
    sameOctets(serialNumber, certificate.serialNumber)
  )
}
