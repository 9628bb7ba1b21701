/** Which allowance of a decision. */
export type Allowance = 'signatures' | 'candidates' | 'depth'

export interface BudgetLimits {
  /** Signature verifications of certificates, CRLs and OCSP responses in the whole decision. */
  readonly signatures: number
  /** Issuers followed in one path search: those whose signature verified. */
  readonly candidates: number
  /** Certificates in one path, the target included. */
  readonly maxDepth: number
}

/**
 * What a decision about one certificate may spend.
 * - 128 signatures: 3 ms of RSA-2048, 50 ms of the costliest keys we take (RSA-8192, 0.4 ms). A Hong Kong path takes 2 and its
 *   CRLs 2 more; of all PKITS, CRL signers included, 4.6.13 takes the most: 10.
 * - 40 steps for a path: of all PKITS the most is 5, of BetterTLS 12, and a bridge with some fifteen partners has about 20; a ladder
 *   of 48 cross-certificates meets the limit.
 * - 16 certificates: honest paths have 2 to 7.
 */
export const budgetLimits: BudgetLimits = { signatures: 128, candidates: 40, maxDepth: 16 }

/**
 * What one decision may spend. Hostile evidence runs into it, honest evidence stays far below; what ran out is named in
 * the report. Mutable on purpose: it is the one counter a decision carries with it.
 */
export class Budget {
  /** Which allowance ran out first; null while none has. */
  exhausted: Allowance | null = null
  #signatures: number
  /** For every path search anew: how many of them there are is bounded by the signatures. */
  readonly candidates: number
  readonly maxDepth: number

  constructor(limits: BudgetLimits = budgetLimits) {
    this.#signatures = limits.signatures
    this.candidates = limits.candidates
    this.maxDepth = limits.maxDepth
  }

  /** Takes one signature verification; false when none is left. */
  takeSignature(): boolean {
    if (this.#signatures > 0) {
      this.#signatures -= 1
      return true
    }
    this.exhausted ??= 'signatures'
    return false
  }

  /** Notes that a search ended before it was complete. */
  note(allowance: Allowance): void {
    this.exhausted ??= allowance
  }
}
