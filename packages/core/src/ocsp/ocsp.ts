import type { CrlReason } from '../crl/crl.js'
import type { Instant } from '../instant.js'
import type { AlgorithmIdentifier } from '../x509/algorithm-identifier.js'
import type { Extension } from '../x509/extensions.js'
import type { Name } from '../x509/name.js'

export interface CertId {
  readonly raw: Uint8Array
  readonly hashAlgorithm: AlgorithmIdentifier
  readonly issuerNameHash: Uint8Array
  readonly issuerKeyHash: Uint8Array
  readonly serialNumber: Uint8Array
}

export type OcspCertStatus =
  | { readonly kind: 'good' }
  | { readonly kind: 'revoked'; readonly revocationTime: Instant; readonly reason?: CrlReason }
  | { readonly kind: 'unknown' }

/** SingleResponse, RFC 6960 §4.2.1. */
export interface SingleResponse {
  readonly certId: CertId
  readonly status: OcspCertStatus
  readonly thisUpdate: Instant
  readonly nextUpdate?: Instant
  readonly extensions: readonly Extension[]
  /** RFC 6960 §4.4.4. */
  readonly archiveCutoff?: Instant
}

export type ResponderId =
  | { readonly kind: 'byName'; readonly name: Name }
  | { readonly kind: 'byKey'; readonly keyHash: Uint8Array }

/** BasicOCSPResponse, RFC 6960 §4.2.1. */
export interface BasicOcspResponse {
  readonly raw: Uint8Array
  /** ResponseData as signed. */
  readonly tbsRaw: Uint8Array
  readonly responderId: ResponderId
  readonly producedAt: Instant
  readonly responses: readonly SingleResponse[]
  readonly extensions: readonly Extension[]
  readonly nonce?: Uint8Array
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signatureValue: Uint8Array
  /** Certificates as whole DER values, unparsed: nothing is trusted because it is here. */
  readonly certificates: readonly Uint8Array[]
}

export type OcspResponseStatus =
  'successful' | 'malformedRequest' | 'internalError' | 'tryLater' | 'sigRequired' | 'unauthorized'

export interface OcspResponse {
  readonly status: OcspResponseStatus
  /** Present exactly when `status` is `successful`. */
  readonly basic?: BasicOcspResponse
}
