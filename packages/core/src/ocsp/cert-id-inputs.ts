import type { Certificate, SubjectPublicKeyInfo } from '../x509/certificate.js'
import type { Name } from '../x509/name.js'

/** What a CertID is made from: digest the first two with the CertID's hash algorithm. RFC 6960 §4.1.1. */
export interface CertIdInputs {
  /** The issuer's name as it stands in the certificate that is asked about. */
  readonly issuerName: Uint8Array
  /** The issuer's public key: contents of the BIT STRING without tag, length and count of unused bits. */
  readonly issuerKey: Uint8Array
  readonly serialNumber: Uint8Array
}

/**
 * @param certificate - The one that is asked about.
 * @param issuer - Its issuer: a certificate, or a trust anchor with its key.
 */
export function certIdInputs(
  certificate: { readonly issuer: Name } & Pick<Certificate, 'serialNumber'>,
  issuer: { readonly subjectPublicKeyInfo: SubjectPublicKeyInfo },
): CertIdInputs {
  return {
    issuerName: certificate.issuer.raw,
    issuerKey: issuer.subjectPublicKeyInfo.publicKey,
    serialNumber: certificate.serialNumber,
  }
}
