import type { Instant } from '@chopmark/core'
import { type Check, type CheckResult, runCheck } from '../check.js'
import { frozen } from './frozen.js'

interface Remembered {
  readonly variant: string | number
  readonly settings: object | null
  readonly until: Instant | 'no-limit'
  readonly result: CheckResult
}

/**
 * Answers that follow from one certificate and settings that do not change: asked once, true in every later decision. A warm
 * validation is spent on what is new in it. Only of a certificate that came again are they kept, and frozen: most signers
 * come once.
 */
export class RememberedResults {
  /** Set when the certificate comes a second time, or is one that comes every time. */
  keeps = false
  readonly #results = new Map<string, Remembered>()

  /**
   * @param variant - Tells the questions to one certificate apart when a check is asked in several ways; the last one is kept.
   * @param settings - What the answer depends on besides the certificate, compared by identity; null: nothing.
   */
  of<Input>(
    check: Check<Input>,
    variant: string | number,
    settings: object | null,
    subject: string,
    input: Input,
  ): CheckResult {
    if (!this.keeps) return runCheck(check, input, subject)
    const before = this.#asked(check, variant, settings)
    if (before !== undefined) return before.result
    const result = runCheck(check, input, subject)
    this.keep(check, variant, settings, 'no-limit', result)
    return result
  }

  /** The same for an answer that holds up to a moment. */
  upTo(
    check: Check<never>,
    variant: string | number,
    settings: object,
    at: Instant,
  ): CheckResult | undefined {
    if (!this.keeps) return undefined
    const before = this.#asked(check, variant, settings)
    if (before === undefined) return undefined
    return before.until === 'no-limit' || at < before.until ? before.result : undefined
  }

  keep(
    { id }: Check<never>,
    variant: string | number,
    settings: object | null,
    until: Instant | 'no-limit',
    result: CheckResult,
  ): void {
    if (this.keeps) this.#results.set(id, { variant, settings, until, result: frozen(result) })
  }

  #asked(
    { id }: Check<never>,
    variant: string | number,
    settings: object | null,
  ): Remembered | undefined {
    const before = this.#results.get(id)
    return before?.variant === variant && before.settings === settings ? before : undefined
  }
}
