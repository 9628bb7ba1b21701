import { type Certificate, type CryptoForm, type DigestAlgorithm, hex } from '@chopmark/core'
import type { KnownCertificate } from '../decision-context.js'
import { sameOctets } from '../octets.js'
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
export async function matchReferences(
  attributes: AttributeReadings | null,
  candidate: KnownCertificate,
  crypto: CryptoForm,
): Promise<readonly ReferenceMatch[]> {
  const matches: ReferenceMatch[] = []
  if (attributes?.signingCertificate !== undefined) {
    const reference = attributes.signingCertificate
    matches.push(await matchOf('signing-certificate', reference, candidate, crypto))
  }
  if (attributes?.signingCertificateV2 !== undefined) {
    const reference = attributes.signingCertificateV2
    matches.push(await matchOf('signing-certificate-v2', reference, candidate, crypto))
  }
  return matches
}

async function matchOf(
  form: ReferenceMatch['form'],
  reference: CertificateReference,
  candidate: KnownCertificate,
  crypto: CryptoForm,
): Promise<ReferenceMatch> {
  const { digestAlgorithm, digest, issuerSerial } = reference
  let digestMatches = false
  if (digestAlgorithm === 'SHA-256') {
    digestMatches = hex(digest) === candidate.sha256
  } else if (digestAlgorithm !== null) {
    const computed = crypto.digest(digestAlgorithm, candidate.certificate.raw)
    digestMatches = sameOctets(digest, computed instanceof Promise ? await computed : computed)
  }
  return {
    form,
    digestAlgorithm,
    digestMatches,
    issuerSerialMatches:
      issuerSerial === undefined ? null : namesCertificate(issuerSerial, candidate.certificate),
  }
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
