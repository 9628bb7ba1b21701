import type { AlgorithmIdentifier } from '../x509/algorithm-identifier.js'
import type { Name } from '../x509/name.js'

/** Attribute, RFC 5652 §5.3. */
export interface Attribute {
  readonly raw: Uint8Array
  readonly oid: string
  /** Each value as a whole TLV. */
  readonly values: readonly Uint8Array[]
}

/** Signed attributes with what is signed over. */
export interface SignedAttributes {
  /** DER of `SET OF Attribute` (tag 0x31): what the signature covers, RFC 5652 §5.4. */
  readonly der: Uint8Array
  /** False when the message carried them in another encoding or order, so that `der` had to be made. RFC 5652 §5.3. */
  readonly wasDer: boolean
  readonly attributes: readonly Attribute[]
}

export type SignerIdentifier =
  | {
      readonly kind: 'issuerAndSerialNumber'
      readonly issuer: Name
      readonly serialNumber: Uint8Array
    }
  | { readonly kind: 'subjectKeyIdentifier'; readonly keyIdentifier: Uint8Array }

export interface SignerInfo {
  readonly raw: Uint8Array
  readonly version: number
  readonly sid: SignerIdentifier
  readonly digestAlgorithm: AlgorithmIdentifier
  readonly signedAttributes?: SignedAttributes
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signatureValue: Uint8Array
  readonly unsignedAttributes?: readonly Attribute[]
}

/** What CertificateSet holds besides X.509 certificates is named, never used. RFC 5652 §10.2.2. */
export interface CertificateChoice {
  readonly kind: 'certificate' | 'extendedCertificate' | 'v1AttrCert' | 'v2AttrCert' | 'other'
  readonly raw: Uint8Array
}

export interface RevocationInfoChoice {
  readonly kind: 'crl' | 'ocsp' | 'other'
  /** For `crl` the CertificateList, for `ocsp` the OCSPResponse (RFC 5940), else the whole choice. */
  readonly raw: Uint8Array
}

/**
 * SignedData, RFC 5652 §5.1. BER outer layers are accepted and canonicalised into fresh bytes; then `encoding` is
 * `BER` and all views point into the canonical copy.
 */
export interface SignedData {
  /** The ContentInfo as it was given. */
  readonly raw: Uint8Array
  readonly encoding: 'DER' | 'BER'
  readonly version: number
  readonly digestAlgorithms: readonly AlgorithmIdentifier[]
  readonly eContentType: string
  /** Contents octets of eContent; absent in a detached signature. */
  readonly eContent?: Uint8Array
  /** Identifier octet of eContent, present with it: 0x04 in CMS; PKCS #7 allows any other type (RFC 5652 §5.2.1). */
  readonly eContentTag?: number
  readonly certificates: readonly CertificateChoice[]
  readonly revocationInfos: readonly RevocationInfoChoice[]
  readonly signerInfos: readonly SignerInfo[]
}
