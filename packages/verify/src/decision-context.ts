import type {
  BasicOcspResponse,
  Certificate,
  CertificateList,
  CryptoForm,
  Instant,
  ParseReason,
} from '@chopmark/core'
import type { Budget } from './budget.js'
import type { SharedEvidence } from './evidence-memory.js'
import type { CertificateTraits } from './path/certificate-traits.js'
import type { ValidationPolicy } from './policy.js'
import type { ValidationCache } from './validation-cache.js'

/** A parsed certificate with the digest by which reports and caches name it. */
export interface KnownCertificate {
  readonly certificate: Certificate
  /** Lower-case hex SHA-256 of `certificate.raw`. */
  readonly sha256: string
  /** Kept here by `traitsOf`, which is the way to ask for them. */
  traits?: CertificateTraits | undefined
}

export interface KnownCrl {
  readonly crl: CertificateList
  readonly sha256: string
}

export interface KnownOcsp {
  readonly response: BasicOcspResponse
  readonly sha256: string
  /** The nonce that was sent, when one was. */
  readonly requestNonce?: Uint8Array
}

/** Candidate issuers in a stable order: by subject name bytes as compared by RFC 5280 §7.1, then digest. */
export interface CertificateStore {
  /** Certificates whose subject matches this issuer name. */
  withSubject(name: Certificate['issuer']): readonly KnownCertificate[]
  /** @param sha256 - Lower-case hex. */
  withSha256(sha256: string): KnownCertificate | undefined
  all(): readonly KnownCertificate[]
}

/** Evidence that could not be used, by what was wrong with its bytes. */
export interface UnusableEvidence {
  readonly kind: 'certificate' | 'crl' | 'ocsp'
  /** Lower-case hex SHA-256 of the bytes. */
  readonly sha256: string
  /** `ParseReason`, or the status of an OCSP response that is not successful. */
  readonly reason: ParseReason | 'OCSP_STATUS'
  readonly offset: number
}

/**
 * What one decision works with; built once per `validateDocument` or `validateCertificate` call by `createDecisionContext`.
 * No clock, no network.
 */
export interface DecisionContext {
  readonly crypto: CryptoForm
  readonly policy: ValidationPolicy
  readonly validationTime: Instant
  readonly certificates: CertificateStore
  readonly crls: readonly KnownCrl[]
  readonly ocsp: readonly KnownOcsp[]
  /** Sorted by digest. */
  readonly unusable: readonly UnusableEvidence[]
  readonly budget: Budget
  /** What was parsed before; certificates that came inside a response are looked up and left there too. */
  readonly cache?: ValidationCache | undefined
  /** With a cache: the evidence as later decisions will meet it again, unless some of it could not be parsed. */
  readonly shared?: SharedEvidence
}

/** A decision as a path search sees it: its times can only be asked about (`Moments`). */
export type SearchContext = Omit<DecisionContext, 'validationTime'>
