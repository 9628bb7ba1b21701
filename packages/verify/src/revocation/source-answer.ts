import type { Instant } from '@chopmark/core'
import type { CheckResult } from '../check.js'
import type { Revocation } from './crl-entry.js'
import type { NotUsed } from './not-used.js'
import type { ReasonsMask } from './reasons.js'

/** What one sound source (a CRL, a complete CRL with its delta, an OCSP answer) says of the certificate. */
export interface SourceAnswer {
  readonly source: 'crl' | 'ocsp'
  readonly sha256: string
  /** The delta CRL laid over it. */
  readonly delta?: string | undefined
  readonly thisUpdate: Instant
  readonly nextUpdate?: Instant | undefined
  /**
   * The reasons for which its silence means "not revoked". 0: too old or too early for that, but what it lists as revoked
   * for good is revoked all the same; `accuses` then names the check it failed.
   */
  readonly covers: ReasonsMask
  readonly accuses: CheckResult | null
  readonly revocation: Revocation | null
  readonly checks: readonly CheckResult[]
}

/** A source that does not speak, with how far it got. */
export interface RefusedSource {
  readonly notUsed: NotUsed
  readonly thisUpdate: Instant
  /** In order; the last one refused it. */
  readonly checks: readonly CheckResult[]
  /** It claims a revocation and nobody could afford to find out whether it is genuine. */
  readonly undecided: boolean
}

export interface SourceAnswers {
  readonly answers: readonly SourceAnswer[]
  readonly refused: readonly RefusedSource[]
}
