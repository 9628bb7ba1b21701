import type { Instant } from '@chopmark/core'
import type { CheckResult } from './check.js'

/** The times of one path search. */
export interface Times {
  /** The moment asked about. */
  readonly at: Instant
  /** When it is asked; not before `at`. */
  readonly validationTime: Instant
}

/** A question about nothing but the times and what does not change; asked again it gives the same answer. */
type Asked<Answer> = (times: Times) => Answer

/** Questions kept of one search: an honest one asks some thirty. */
const maxQuestions = 256

/**
 * The times of a path search, which the search may ask about and never sees. Every question is kept with its answer, so a
 * later search of the same evidence needs no list of all the moments at which something could change: where each question
 * has the same answer at other times, the search takes the same course to the same end (`askAgain`).
 */
export class Moments {
  readonly #times: Times
  readonly #facts: { readonly ask: Asked<string | boolean | null>; readonly told: unknown }[] = []
  readonly #checks: { readonly ask: Asked<CheckResult>; readonly result: CheckResult }[] = []
  #lasting: boolean

  /** @param lasting - false when nobody will ask again: then nothing is kept. */
  constructor(times: Times, lasting = true) {
    this.#times = times
    this.#lasting = lasting
  }

  /** A fact that depends on the times. A number cannot be told: it could be the time itself. */
  tell<Told extends string | boolean | null>(ask: Asked<Told>): Told {
    const told = ask(this.#times)
    if (this.#keeps()) this.#facts.push({ ask, told })
    return told
  }

  /** The result of a check whose input holds a time. */
  check(ask: Asked<CheckResult>): CheckResult {
    const result = ask(this.#times)
    if (!holds(result)) this.#lasting = false
    if (this.#keeps()) this.#checks.push({ ask, result })
    return result
  }

  /** Are these the very times that were asked about? */
  are({ at, validationTime }: Times): boolean {
    return this.#times.at === at && this.#times.validationTime === validationTime
  }

  /** May the questions be asked again? Only when all checks held: what a refused one says may stand anywhere in a report. */
  get lasting(): boolean {
    return this.#lasting
  }

  /** The results of all checks, in the order in which they were asked. */
  get results(): readonly CheckResult[] {
    return this.#checks.map(({ result }) => result)
  }

  /** `results` at other times; null when any answer is another one. */
  askAgain(times: Times): readonly CheckResult[] | null {
    if (!this.#lasting) return null
    for (const { ask, told } of this.#facts) if (ask(times) !== told) return null
    const results: CheckResult[] = []
    for (const { ask, result } of this.#checks) {
      const again = ask(times)
      if (again !== result && !(holds(again) && alike(again, result))) return null
      results.push(again)
    }
    return results
  }

  #keeps(): boolean {
    if (this.#facts.length + this.#checks.length >= maxQuestions) this.#lasting = false
    return this.#lasting
  }
}

function holds({ status }: CheckResult): boolean {
  return status === 'PASSED' || status === 'NOT-APPLICABLE'
}

function alike(again: CheckResult, before: CheckResult): boolean {
  return again.id === before.id && again.status === before.status
}
