import type { HeldTrustAnchor, Instant, TrustAnchor, TrustAnchors } from '@chopmark/core'
import type { CheckResult } from '../check.js'
import type { KnownCertificate } from '../decision-context.js'
import type { EvidenceNeed } from '../evidence.js'
import type { PathSettings } from '../policy.js'
import type { RevocationFact } from '../report.js'
import type { Moments } from '../moments.js'
import type { RevocationTrail } from '../revocation/revocation-input.js'

/**
 * Certification paths: found upwards from a certificate (`findPath`), then validated downwards (`validatePath`), RFC 5280 §6.1.
 *
 * - A path runs from the target to the certificate that the trust anchor issued. The anchor is a name and a key and no
 *   part of the path; a self-signed certificate with an anchor's name and key is passed over among the candidates.
 * - When an anchor came in a certificate, what that certificate says limits its paths too: validity, CA, key usage,
 *   path length, name constraints (RFC 5937 §3.2). An anchor given as a bare name and key has no such limits.
 * - An anchor's own certificate as target is a path of one. It holds when it is self-signed (RFC 5280 §6.1 read literally),
 *   or a CA certificate; any other listed certificate does not vouch for itself.
 * - Issuers are found by name (RFC 5280 §7.1), then by signature; key identifiers only order the candidates, because old
 *   Hong Kong certificates carry none.
 */
export type PathPurpose =
  | 'signing' // of documents: key usages as the policy's `signature` settings ask
  | 'crl-signing' // RFC 5280 §6.3.3 (f)
  | 'ocsp-signing' // RFC 6960 §4.2.2.2
  | 'time-stamping' // RFC 3161 §2.3
  | 'any'

export interface PathRequest {
  readonly target: KnownCertificate
  readonly purpose: PathPurpose
  /** The moment at which all certificates must be valid. */
  readonly at: Instant
  readonly settings: PathSettings
  readonly trustAnchors: TrustAnchors
  /** `skip`: the path alone, nothing is said about revocation. */
  readonly revocation: 'check' | 'skip'
  /** The path counts only when it ends at this anchor (RFC 5280 §6.3.3 (f) for CRL signers). */
  readonly anchor?: HeldTrustAnchor | undefined
  /** What is being decided further out; handed to every revocation question of the path. */
  readonly trail?: RevocationTrail | undefined
}

/** The same with times that can only be asked about, as the search has it. */
export interface PathQuestion extends Omit<PathRequest, 'at'> {
  readonly moments: Moments
}

/** The request with its times. Writes the fields out: a spread costs more than all of a small check. */
export function questionAt(request: PathRequest, moments: Moments): PathQuestion {
  const { target, purpose, settings, trustAnchors, revocation, anchor, trail } = request
  return { target, purpose, settings, trustAnchors, revocation, anchor, trail, moments }
}

/** One path with everything that was asked about it. */
export interface PathResult {
  readonly valid: boolean
  /** The anchor as the policy lists it; null when the path reached none. */
  readonly anchor: TrustAnchor | null
  /** Target first, up to the certificate under the anchor. */
  readonly certificates: readonly KnownCertificate[]
  /** In deciding order. `subject` is the SHA-256 hex of the certificate or evidence that a check is about. */
  readonly checks: readonly CheckResult[]
  /** The same in the order of a report, where somebody worked it out. */
  readonly reported?: readonly CheckResult[]
  /** The check that speaks when the path is not valid; null when it is. */
  readonly stoppedBy: CheckResult | null
  readonly revocation: readonly RevocationFact[]
  /** RFC 9618 §5.6: the policies for which the path is valid, among those asked for; sorted. */
  readonly userConstrainedPolicies: readonly string[]
  /** RFC 9618 §5.6: the policies for which the CAs let the path be valid; sorted. */
  readonly authorityConstrainedPolicies: readonly string[]
  /** Did settings or certificates demand a policy? (explicit_policy has come down to 0) */
  readonly explicitPolicy: boolean
}

/** What the search came to. */
export interface PathSearch {
  /** The first valid path; without one, the path that got furthest. */
  readonly best: PathResult
  /** Other paths that were tried and not valid. */
  readonly others: readonly PathResult[]
  /** What could complete a path; empty when `best` is valid or nothing would help. Sorted. */
  readonly missing: readonly EvidenceNeed[]
  /** Which allowance ended the search before it was complete. */
  readonly budgetExhausted: 'signatures' | 'candidates' | 'depth' | null
}
