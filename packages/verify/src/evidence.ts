import type { DigestAlgorithm, Instant, Result, SignatureRequest, SignedData } from '@chopmark/core'

/** What a FormatReader made of the bytes; CMS today, PDF signatures (a CMS in a byte range) later. */
export interface SignedDocument {
  readonly format: 'cms' | 'pdf'
  readonly signatures: readonly SignedData[]
}

/** The content of a detached signature as its digests: a collector streams the file through and keeps only these. */
export interface DetachedContent {
  readonly sizeBytes: number
  readonly digests: readonly { readonly algorithm: DigestAlgorithm; readonly value: Uint8Array }[]
  /**
   * The content itself, where whoever collected it held it in memory anyway; then `digests` are not looked at. Only a
   * signature without signed attributes needs it: its value is over the content, not over a digest attribute.
   */
  readonly bytes?: Uint8Array
}

export type FetchFailure =
  | 'TIMEOUT'
  | 'TOO_LARGE'
  | 'NOT_FOUND'
  | 'HTTP_STATUS'
  | 'ADDRESS_REFUSED'
  | 'REDIRECT_REFUSED'
  | 'SCHEME_REFUSED'
  | 'CONNECTION'
  | 'NOT_ASN1'
  | 'OFFLINE'
  | 'BUDGET'

/** Something the decision lacks. Plain JSON: it stands in reports. */
export type EvidenceNeed =
  | { readonly kind: 'content'; readonly algorithm: DigestAlgorithm }
  | {
      readonly kind: 'issuer'
      readonly certificate: string
      readonly issuer: string
      readonly urls: readonly string[]
    }
  | {
      readonly kind: 'crl'
      readonly certificate: string
      readonly issuer: string
      readonly urls: readonly string[]
    }
  | {
      readonly kind: 'ocsp'
      readonly certificate: string
      readonly issuer: string
      readonly urls: readonly string[]
    }
  /** A pinned anchor's certificate: which one, and where the CA publishes it. */
  | {
      readonly kind: 'trust-anchor'
      readonly anchorId: string
      readonly certificateSha256: string
      readonly subject: string
      readonly publishedAt: string
    }

/** Collected, immutable, storable; nothing in it is trusted yet. */
export type EvidenceItem =
  | { readonly kind: 'certificate'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'crl'
      readonly bytes: Uint8Array
      readonly obtainedAt?: Instant
      readonly url?: string
    }
  | {
      readonly kind: 'ocsp'
      readonly bytes: Uint8Array
      readonly nonce?: Uint8Array
      readonly obtainedAt?: Instant
      readonly url?: string
    }
  /**
   * An RFC 3161 token that somebody got for a signature of the document and keeps beside it: it stamps the signature value.
   * `nonce`: contents octets of the INTEGER that was sent for it.
   */
  | { readonly kind: 'timestamp'; readonly bytes: Uint8Array; readonly nonce?: Uint8Array }
  | {
      readonly kind: 'failed-fetch'
      readonly need: EvidenceNeed
      readonly url: string
      readonly reason: FetchFailure
      readonly obtainedAt: Instant
    }

/** Everything the decision may look at. */
export interface Evidence {
  readonly document: Result<SignedDocument>
  readonly content?: DetachedContent
  /** What the portal asked for; then the signature must be what was asked. */
  readonly request?: SignatureRequest
  readonly items: readonly EvidenceItem[]
}
