import type { Instant } from '@chopmark/core'
import type { Check, CheckResult } from '../check.js'
import { runCheck } from '../check.js'
import type { SearchContext } from '../decision-context.js'
import type { Moments, Times } from '../moments.js'
import type { Revocation } from './crl-entry.js'
import type { NotUsedReason } from './not-used.js'
import { notUsedBecause } from './not-used.js'
import type { RefusedSource } from './source-answer.js'

/** The checks of one source, asked one after another; the caller stops at the first that does not pass. */
export class Examination {
  readonly checks: CheckResult[] = []
  /** The check that did not pass. */
  refusal: CheckResult | null = null
  /** What the source says of the certificate, before anybody knows whether it is genuine. */
  claims: Revocation | null = null
  readonly #source: 'crl' | 'ocsp'
  readonly #sha256: string
  readonly #thisUpdate: Instant

  constructor(source: 'crl' | 'ocsp', sha256: string, thisUpdate: Instant) {
    this.#source = source
    this.#sha256 = sha256
    this.#thisUpdate = thisUpdate
  }

  /** True when the check passed or had nothing to ask. */
  ask<Input>(check: Check<Input>, input: Input): boolean {
    return this.#took(runCheck(check, input, this.#sha256))
  }

  /** The same for an input that holds a time. */
  askAt<Input>(moments: Moments, check: Check<Input>, input: (times: Times) => Input): boolean {
    const subject = this.#sha256
    return this.#took(moments.check((times) => runCheck(check, input(times), subject)))
  }

  #took(result: CheckResult): boolean {
    this.checks.push(result)
    const ok = result.status === 'PASSED' || result.status === 'NOT-APPLICABLE'
    if (!ok) this.refusal = result
    return ok
  }

  /** The source with the check that refused it; without one it was not needed. */
  refused({ budget }: SearchContext): RefusedSource {
    const { refusal, checks } = this
    if (refusal === null) return this.passedOver('NOT_NEEDED')
    const notUsed = notUsedBecause(this.#source, this.#sha256, refusal)
    const { reason } = notUsed
    // A signer whose path was not followed to its end may have been genuine.
    const cutShort = reason === 'BUDGET' || (reason === 'SIGNER_PATH' && budget.exhausted !== null)
    const undecided = cutShort && this.claims !== null
    return { notUsed, thisUpdate: this.#thisUpdate, checks, undecided }
  }

  /** The source when no check is to blame. */
  passedOver(reason: NotUsedReason): RefusedSource {
    return {
      notUsed: { source: this.#source, evidence: this.#sha256, reason, facts: {} },
      thisUpdate: this.#thisUpdate,
      checks: [],
      undecided: reason === 'BUDGET' && this.claims !== null,
    }
  }
}
