import type {
  HeldTrustAnchor,
  MaybePromise,
  Name,
  SubjectPublicKeyInfo,
  TrustAnchors,
} from '@chopmark/core'
import type { CheckResult } from '../check.js'
import type { KnownCertificate, SearchContext } from '../decision-context.js'
import type { EvidenceNeed } from '../evidence.js'
import type { Moments } from '../moments.js'
import type { PathSettings } from '../policy.js'
import type { RevocationFact } from '../report.js'

/** Who issued the certificate in question: the next certificate of its path, or the trust anchor itself. */
export interface RevocationIssuer {
  readonly name: Name
  readonly subjectPublicKeyInfo: SubjectPublicKeyInfo
  /**
   * Who certified this CA: the issuer of its first certificate up the path that is not self-issued; the anchor's own name when
   * there is none. Tells a second key of the CA from a namesake.
   */
  readonly certifiedBy: Name
  /** Absent when a trust anchor without a certificate issued it. */
  readonly certificate?: KnownCertificate | undefined
}

/**
 * What is being decided further out, so that a signer's path that leads back to itself ends. The outermost call leaves
 * it out; a path built for a CRL signer or a responder hands the trail of its request on to its own revocation questions.
 */
export interface RevocationTrail {
  /** How many signer paths surround this question. */
  readonly depth: number
  /** SHA-256 hex of the CRL signers and responders whose path is being asked, outermost first. */
  readonly signers: readonly string[]
}

/** One question: was `certificate`, issued by `issuer`, revoked at the moment asked about? */
export interface RevocationInput {
  readonly certificate: KnownCertificate
  readonly issuer: RevocationIssuer
  /** True when this is the certificate the path was built for, false for a CA certificate above it: REVOKED_NO_POE or REVOKED_CA_NO_POE. */
  readonly target: boolean
  /** The anchor of the path; a separate CRL signer must lead to the same one (RFC 5280 §6.3.3 (f)). */
  readonly anchor: HeldTrustAnchor
  /** `at` is the moment the question is about. */
  readonly moments: Moments
  readonly settings: PathSettings
  readonly trustAnchors: TrustAnchors
  readonly trail?: RevocationTrail | undefined
}

export interface RevocationAnswer {
  readonly fact: RevocationFact
  /** In deciding order; `subject` is the SHA-256 hex of the certificate in question or of the source that was looked at. */
  readonly checks: readonly CheckResult[]
  /** What would settle the question; empty when it is settled for good. */
  readonly missing: readonly EvidenceNeed[]
}

/** The path of somebody who signed revocation evidence. */
export interface SignerPathRequest {
  readonly certificate: KnownCertificate
  readonly purpose: 'crl-signer' | 'ocsp-responder'
  /** The path counts only when it ends here. */
  readonly anchor: HeldTrustAnchor
  readonly moments: Moments
  readonly settings: PathSettings
  readonly trustAnchors: TrustAnchors
  /** Passed on as `RevocationInput.trail` for every certificate of the signer's path. */
  readonly trail: RevocationTrail
}

export interface SignerPathAnswer {
  /** A valid path to `request.anchor` exists and none of its certificates is revoked or of unknown status. */
  readonly valid: boolean
  /** Id of the check that stopped the best path; null when valid. */
  readonly stoppedBy: string | null
  readonly missing: readonly EvidenceNeed[]
}

/** Builds and validates the path of a CRL signer or OCSP responder, revocation of its certificates included. */
export type FindPath = (
  request: SignerPathRequest,
  context: SearchContext,
) => MaybePromise<SignerPathAnswer>

/** The form of `checkRevocation`; the path takes it as a parameter's type, so that path and revocation do not import each other in a circle. */
export type CheckRevocation = (
  input: RevocationInput,
  context: SearchContext,
  findPath: FindPath,
) => MaybePromise<RevocationAnswer>
