import type { Instant } from '@chopmark/core'
import { type Check, type CheckResult, runCheck } from '../check.js'
import { frozen } from './frozen.js'

interface Remembered {
  readonly settings: object | null
  readonly until: Instant | 'no-limit'
  readonly result: CheckResult
}

/**
 * Answers that follow from one certificate and settings that do not change: asked once, true in every later decision. A warm
 * validation is spent on what is new in it. Only what is asked a second time is kept, and frozen: most signers come once.
 */
export class RememberedResults {
  readonly #results = new Map<string, Remembered | 'met'>()

  /**
   * @param key - Tells the questions to one certificate apart when a check is asked in several ways.
   * @param settings - What the answer depends on besides the certificate, compared by identity; null: nothing.
   */
  of<Input>(
    check: Check<Input>,
    key: string,
    settings: object | null,
    subject: string,
    input: Input,
  ): CheckResult {
    const before = this.#results.get(key)
    if (before !== undefined && before !== 'met' && before.settings === settings) {
      return before.result
    }
    const result = runCheck(check, input, subject)
    if (this.isMet(key)) this.keep(key, settings, 'no-limit', result)
    return result
  }

  /** The same for an answer that holds up to a moment. */
  upTo(key: string, settings: object, at: Instant): CheckResult | undefined {
    const before = this.#results.get(key)
    if (before === undefined || before === 'met' || before.settings !== settings) return undefined
    return before.until === 'no-limit' || at < before.until ? before.result : undefined
  }

  /** Was it asked before? From now on it was. */
  isMet(key: string): boolean {
    if (this.#results.has(key)) return true
    this.#results.set(key, 'met')
    return false
  }

  keep(
    key: string,
    settings: object | null,
    until: Instant | 'no-limit',
    result: CheckResult,
  ): void {
    this.#results.set(key, { settings, until, result: frozen(result) })
  }
}
