/**
 * What one decision may spend. Hostile evidence runs into it, honest evidence stays far below; what ran out is named in
 * the report. Mutable on purpose: it is the one counter a decision carries with it.
 */
export class Budget {
  /** Which allowance ran out first; null while none has. */
  exhausted: 'signatures' | 'candidates' | 'depth' | null = null
  #signatures: number
  #candidates: number
  readonly maxDepth: number

  constructor(limits: { signatures: number; candidates: number; maxDepth: number }) {
    this.#signatures = limits.signatures
    this.#candidates = limits.candidates
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

  /** Takes one issuer candidate; false when none is left. */
  takeCandidate(): boolean {
    if (this.#candidates > 0) {
      this.#candidates -= 1
      return true
    }
    this.exhausted ??= 'candidates'
    return false
  }

  /** Notes that a path was cut at `maxDepth`. */
  cutAtDepth(): void {
    this.exhausted ??= 'depth'
  }
}
