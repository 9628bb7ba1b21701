/** What collecting for one document may cost. */
export interface CollectLimits {
  /** Requests over the network. */
  readonly maxFetches: number
  /** From the first request to the last answer. */
  readonly totalTimeMs: number
  /** How often the plan is asked again: each round can reveal one certificate more and the evidence it needs. */
  readonly maxRounds: number
  /** The largest CRL that is fetched; a national CA's complete list has tens of megabytes. */
  readonly maxCrlBytes: number
  /** The largest certificate file or OCSP answer. */
  readonly maxOtherBytes: number
}

export const defaultCollectLimits: CollectLimits = {
  maxFetches: 20,
  totalTimeMs: 20_000,
  maxRounds: 8,
  maxCrlBytes: 64 * 1024 * 1024,
  maxOtherBytes: 1024 * 1024,
}

/** Counts down what one document may still spend. */
export class FetchBudget {
  readonly signal: AbortSignal
  #fetches: number

  constructor(limits: CollectLimits, signal?: AbortSignal) {
    const timeout = AbortSignal.timeout(limits.totalTimeMs)
    this.signal = signal ? AbortSignal.any([signal, timeout]) : timeout
    this.#fetches = limits.maxFetches
  }

  /** Takes one fetch; false when none is left. */
  takeFetch(): boolean {
    if (this.#fetches === 0 || this.signal.aborted) return false
    this.#fetches -= 1
    return true
  }
}
