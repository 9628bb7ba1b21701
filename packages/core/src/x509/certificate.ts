import type { Instant } from '../instant.js'
import type { AlgorithmIdentifier } from './algorithm-identifier.js'
import type { CertificateExtensions, Extension } from './extensions.js'
import type { Name } from './name.js'

/** SubjectPublicKeyInfo, RFC 5280 §4.1.2.7. */
export interface SubjectPublicKeyInfo {
  /** The whole SEQUENCE. */
  readonly raw: Uint8Array
  readonly algorithm: AlgorithmIdentifier
  /** The contents of the BIT STRING, which must be whole octets. */
  readonly publicKey: Uint8Array
}

/** A certificate as parsed: every `Uint8Array` is a view into the caller's bytes. RFC 5280 §4.1. */
export interface Certificate {
  readonly raw: Uint8Array
  /** What the issuer signed. */
  readonly tbsRaw: Uint8Array
  readonly version: 1 | 2 | 3
  /** Contents octets of the INTEGER: minimal two's complement, may be negative or zero in the wild. */
  readonly serialNumber: Uint8Array
  /** `signature` inside the TBSCertificate; must equal `signatureAlgorithm` (a path check, RFC 5280 §4.1.1.2). */
  readonly tbsSignatureAlgorithm: AlgorithmIdentifier
  readonly issuer: Name
  readonly notBefore: Instant
  readonly notAfter: Instant
  readonly subject: Name
  readonly subjectPublicKeyInfo: SubjectPublicKeyInfo
  /** All extensions in order of appearance, known or not. */
  readonly extensions: readonly Extension[]
  /** The known ones, parsed. A malformed known extension makes the certificate a FORMAT_FAILURE. */
  readonly extension: CertificateExtensions
  /** OID of the first extension met twice (a path check, RFC 5280 §4.2). */
  readonly duplicateExtension?: string
  readonly signatureAlgorithm: AlgorithmIdentifier
  /** Contents of the signature BIT STRING. */
  readonly signatureValue: Uint8Array
}
