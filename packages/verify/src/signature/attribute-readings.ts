import type { AlgorithmIdentifier, DigestAlgorithm, Instant, Shown } from '@chopmark/core'
import type { Fact, Facts } from '../check.js'

/** The first ESSCertID of a signing-certificate attribute: it names the signing certificate, RFC 5035 §5.4. */
export interface CertificateReference {
  /** null: an algorithm this code does not know. */
  readonly digestAlgorithm: DigestAlgorithm | null
  readonly digest: Uint8Array
  /** `digest` in lower-case hex. */
  readonly digestHex: string
  readonly issuerSerial?: {
    /** DER of the one directory name; null when the issuer is named otherwise. */
    readonly issuer: Uint8Array | null
    readonly serialNumber: Uint8Array
  }
}

/**
 * What the signed attributes say. A field is absent when its attribute is absent, stands twice, has not exactly one
 * value, or is malformed: nothing downstream can pick one of two.
 */
export interface AttributeReadings {
  /** Types in the order they stand. */
  readonly types: readonly string[]
  readonly contentType?: string
  readonly messageDigest?: Uint8Array
  /** `messageDigest` in lower-case hex. */
  readonly messageDigestHex?: string
  readonly signingTime?: Instant
  readonly signingCertificate?: CertificateReference
  readonly signingCertificateV2?: CertificateReference
  readonly algorithmProtection?: {
    readonly digestAlgorithm: AlgorithmIdentifier
    readonly signatureAlgorithm?: AlgorithmIdentifier
  }
  readonly contentIdentifier?: Uint8Array
  readonly commitmentTypes?: readonly string[]
  /** What the signing dialog says it showed. */
  readonly shown?: Shown
  /** OID of the explicit policy, or `implied`. */
  readonly signaturePolicy?: string
  /** Types that may stand once and stand more often, sorted. */
  readonly repeated: readonly string[]
  /** Types that have exactly one value by definition and have another number, sorted. */
  readonly notSingleValued: readonly string[]
  /** Known types whose value does not parse: type, reason, offset in the value. */
  readonly malformed: readonly Fact[]
  /** What the signer claims, for the report. */
  readonly claims: Facts
}
