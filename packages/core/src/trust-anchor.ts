import type { Instant } from './instant.js'
import type { SubjectPublicKeyInfo } from './x509/certificate.js'
import type { Certificate } from './x509/certificate.js'
import type { Name } from './x509/name.js'

/** A span in which a CA, or a class of its certificates, was recognised (or not) under Cap. 553. */
export interface RecognitionPeriod {
  readonly status: 'recognised' | 'suspended' | 'revoked'
  readonly from: Instant
  /** Exclusive; absent while it lasts. */
  readonly to?: Instant
  /** The document that says so. */
  readonly source: string
  /** The day it was read, ISO date. */
  readonly readOn: string
}

interface TrustAnchorFacts {
  /** Stable and unique, for example `hk/hongkong-post-root-ca-2`. */
  readonly id: string
  readonly use: 'signing' | 'time-stamping'
  /** A sandbox or trial anchor; a policy that mixes them with real ones is a UsageError. */
  readonly sandbox: boolean
  /** Certificate policies it is trusted for, `any` or dotted OIDs: the initial policy set of its paths is cut to these. */
  readonly certificatePolicies: 'any' | readonly string[]
  readonly recognition: readonly RecognitionPeriod[]
}

/** An anchor whose name and key are at hand. RFC 5280 §6.1.1 (d). */
export interface HeldTrustAnchor extends TrustAnchorFacts {
  readonly kind: 'held'
  readonly name: Name
  readonly subjectPublicKeyInfo: SubjectPublicKeyInfo
  /** The certificate it came in, when it came in one: what it says of itself (validity, CA, name constraints …) limits the anchor's paths, RFC 5937 §3.2. */
  readonly certificate?: Certificate
}

/** An anchor known by the SHA-256 of its certificate alone: it counts once that very certificate is among the evidence. */
export interface PinnedTrustAnchor extends TrustAnchorFacts {
  readonly kind: 'pinned'
  /** Lower-case hex, 64 characters. */
  readonly certificateSha256: string
  /** For the report: which certificate is needed. */
  readonly subject: string
  readonly notBefore: Instant
  readonly notAfter: Instant
  /** Where the CA publishes it. */
  readonly publishedAt: string
}

export type TrustAnchor = HeldTrustAnchor | PinnedTrustAnchor

/** A non-empty, frozen list sorted by id: the only form a policy accepts. Made by `trustAnchors()`. */
export type TrustAnchors = readonly [TrustAnchor, ...TrustAnchor[]] & {
  readonly __brand: 'TrustAnchors'
}
