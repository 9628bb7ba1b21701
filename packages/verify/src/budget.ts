import type { MaybePromise } from '@chopmark/core'
import { settled, type Steps } from './revocation/steps.js'

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
 * Signature verifications in all of a document, on top of one or two for each signature itself: eight hostile signatures may
 * spend all of theirs, and a hundred honest ones ten each, but a hundred hostile ones not a hundred times 50 ms.
 */
export const maxDocumentSignatures = 1024

/** What one key is to one source. */
interface Answer {
  readonly source: object
  readonly keyId: string
  readonly verified: boolean
}

/** A budget at one moment, to be taken up again by another one of the same limits. */
export interface BudgetState {
  readonly signatures: number
  readonly answers: readonly Answer[]
}

const noAnswers: readonly Answer[] = []

/**
 * What one decision may spend. Hostile evidence runs into it, honest evidence stays far below; what ran out is named in
 * the report. Mutable on purpose: it is the one counter a decision carries with it.
 */
export class Budget {
  /** Which allowance ran out first; null while none has. */
  exhausted: Allowance | null = null
  readonly #limit: number
  #signatures: number
  /** Answers of this decision, as many as it may verify signatures at most; those of the budget that was taken up first. */
  #answers: readonly Answer[] = noAnswers
  /** For every path search anew: how many of them there are is bounded by the signatures. */
  readonly candidates: number
  readonly maxDepth: number

  constructor(limits: BudgetLimits = budgetLimits) {
    this.#limit = limits.signatures
    this.#signatures = limits.signatures
    this.candidates = limits.candidates
    this.maxDepth = limits.maxDepth
  }

  /**
   * One signature verification. Charged once for each source and key of a decision, also when the answer is remembered from an
   * earlier one: what a cache knows must not make a budget last longer, or the report would depend on the cache.
   * @param remembered - The answer, where it is known; `verify` is asked otherwise.
   */
  *verification(
    source: object,
    keyId: string,
    remembered: boolean | undefined,
    verify: () => MaybePromise<boolean>,
  ): Steps<boolean | 'exhausted'> {
    for (const before of this.#answers) {
      if (before.source === source && before.keyId === keyId) return before.verified
    }
    if (this.#signatures <= 0) {
      this.exhausted ??= 'signatures'
      return 'exhausted'
    }
    this.#signatures -= 1
    const verifying = remembered ?? verify()
    const verified = verifying instanceof Promise ? yield* settled(verifying) : verifying
    this.#answers = [...this.#answers, { source, keyId, verified }]
    return verified
  }

  /** Notes that a search ended before it was complete. */
  note(allowance: Allowance): void {
    this.exhausted ??= allowance
  }

  /** Verifications charged so far. */
  get spent(): number {
    return this.#limit - this.#signatures
  }

  /** Is it the whole allowance of one signature, nothing spent? */
  get untouched(): boolean {
    return (
      this.#signatures === budgetLimits.signatures &&
      this.candidates === budgetLimits.candidates &&
      this.maxDepth === budgetLimits.maxDepth &&
      this.exhausted === null
    )
  }

  /** What has been spent so far, to be `resume`d. */
  state(): BudgetState {
    return { signatures: this.#signatures, answers: this.#answers }
  }

  /** Spends at once what another budget had spent. For an untouched budget. */
  resume({ signatures, answers }: BudgetState): void {
    this.#signatures = signatures
    this.#answers = answers
  }
}
