import type { ParseReason, Problem } from '../result.js'

/** How the reader leaves a parse. Never leaves `core`: `parsing` turns it into a `Problem`. */
export class DerError extends Error {
  readonly reason: ParseReason
  readonly offset: number

  constructor(reason: ParseReason, offset: number) {
    super(reason)
    this.reason = reason
    this.offset = offset
  }
}

/** The value form of a DerError. */
export function problemOf(error: DerError): Problem {
  return { ok: false, problem: 'FORMAT_FAILURE', reason: error.reason, offset: error.offset }
}
