import type { Instant } from '@chopmark/core'
import type { Check, CheckResult } from '../check.js'
import { runCheck } from '../check.js'
import type { NotUsedReason } from './not-used.js'
import { notUsedBecause } from './not-used.js'
import type { RefusedSource } from './source-answer.js'

/** The checks of one source, asked one after another; the caller stops at the first that does not pass. */
export class Examination {
  readonly checks: CheckResult[] = []
  /** The check that did not pass. */
  refusal: CheckResult | null = null
  readonly #source: 'crl' | 'ocsp'
  readonly #sha256: string

  constructor(source: 'crl' | 'ocsp', sha256: string) {
    this.#source = source
    this.#sha256 = sha256
  }

  /** True when the check passed or had nothing to ask. */
  ask<Input>(check: Check<Input>, input: Input): boolean {
    const result = runCheck(check, input, this.#sha256)
    this.checks.push(result)
    const ok = result.status === 'PASSED' || result.status === 'NOT-APPLICABLE'
    if (!ok) this.refusal = result
    return ok
  }

  /** The source with the check that refused it. */
  refused(thisUpdate: Instant): RefusedSource {
    const { refusal, checks } = this
    return refusal === null
      ? this.passedOver('NOT_NEEDED', thisUpdate)
      : { notUsed: notUsedBecause(this.#source, this.#sha256, refusal), thisUpdate, checks }
  }

  /** The source when no check is to blame. */
  passedOver(reason: NotUsedReason, thisUpdate: Instant): RefusedSource {
    const evidence = this.#sha256
    return {
      notUsed: { source: this.#source, evidence, reason, facts: {} },
      thisUpdate,
      checks: [],
    }
  }
}
