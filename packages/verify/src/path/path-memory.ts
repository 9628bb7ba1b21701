import { generationCache } from '@chopmark/core'
import type { Budget, BudgetState } from '../budget.js'
import type { CheckResult } from '../check.js'
import type { DecisionContext } from '../decision-context.js'
import { Moments, type Times } from '../moments.js'
import { objectNumber } from '../object-number.js'
import { orderedLike } from '../registry-order.js'
import type { Steps } from '../revocation/steps.js'
import { findPathSteps } from './find-path.js'
import { frozen } from './frozen.js'
import type { PathRequest, PathSearch } from './path.js'

/** A search, what it asked of the times, and what it costs. */
interface KnownSearch {
  readonly search: PathSearch
  readonly moments: Moments
  readonly spent: BudgetState
  /** For each check of `moments` its places in the best path; empty when the search holds for its own times alone. */
  readonly places: readonly (readonly number[])[]
}

/** Searches kept, and up to twice as many: the signers of a busy minute. */
const keptSearches = 256

/**
 * Path searches by everything that goes into them: the policy, the target, and all evidence, as objects that cannot change.
 * At the same times the same question has the same answer. At other times it has the same answer when all that the search
 * asked of the times is answered as before (`Moments`); the checks that name the time are then the new ones.
 */
export class PathMemory {
  /** `met`: asked once. Only what is asked again is worth keeping. */
  #searches = generationCache<KnownSearch | 'met'>(keptSearches)

  clear(): void {
    this.#searches = generationCache(keptSearches)
  }

  /** `findPath`, from memory where it is there. */
  *find(request: PathRequest, context: DecisionContext): Steps<PathSearch> {
    const times: Times = { at: request.at, validationTime: context.validationTime }
    const key = keyOf(request, context)
    const known = key === null ? undefined : this.#searches.get(key)
    if (known !== undefined && known !== 'met') {
      const search = atTimes(known, times)
      if (search !== null) {
        context.budget.resume(known.spent)
        return search
      }
    }
    const moments = new Moments(times)
    const search = yield* findPathSteps({ ...request, moments }, context)
    if (key !== null && context.budget.exhausted === null) {
      const kept = known === undefined ? 'met' : keptSearch(search, moments, context.budget)
      this.#searches.set(key, kept)
    }
    return search
  }
}

/** null: the question rests on something that is not known to be the same next time. */
function keyOf(
  { target, purpose, trustAnchors, revocation, settings, anchor, trail }: PathRequest,
  { policy, budget, shared, certificates, crls, ocsp, unusable }: DecisionContext,
): string | null {
  const arranged =
    shared !== undefined &&
    unusable.length === 0 &&
    shared.certificates === certificates &&
    shared.crls === crls &&
    shared.ocsp === ocsp
  // Only a frozen policy is the same one next time; what was spent before, on a time-stamp, is part of the question.
  const whole =
    Object.isFrozen(policy) &&
    trustAnchors === policy.trustAnchors &&
    settings === policy.path &&
    anchor === undefined &&
    trail === undefined &&
    budget.untouched
  if (!arranged || !whole) return null
  const numbers = `${objectNumber(policy)} ${objectNumber(target)} ${objectNumber(shared)}`
  return `${numbers} ${purpose} ${revocation}`
}

function keptSearch(search: PathSearch, moments: Moments, budget: Budget): KnownSearch {
  const { best } = search
  // Whoever gets a report may not change what later reports will say.
  for (const { checks, revocation } of [best, ...search.others]) {
    frozen(checks)
    frozen(revocation)
  }
  const spent = budget.state()
  if (!moments.lasting || !isSettled(search)) return { search, moments, spent, places: [] }
  const places = moments.results.map((result) => placesOf(result, best.checks))
  return { search, moments, spent, places }
}

/** One path, which holds: nothing that a check said stands anywhere but in its list. */
function isSettled({ best, others, missing, budgetExhausted }: PathSearch): boolean {
  return best.valid && others.length === 0 && missing.length === 0 && budgetExhausted === null
}

function placesOf(result: CheckResult, checks: readonly CheckResult[]): readonly number[] {
  const places: number[] = []
  for (let at = checks.indexOf(result); at !== -1; at = checks.indexOf(result, at + 1)) {
    places.push(at)
  }
  return places
}

function atTimes({ search, moments, places }: KnownSearch, times: Times): PathSearch | null {
  if (moments.are(times)) return search
  if (places.length === 0) return null
  const results = moments.askAgain(times)
  if (results === null) return null
  const checks = search.best.checks.slice()
  for (let i = 0; i < results.length; i++) {
    for (const place of places[i] ?? []) checks[place] = results[i] as CheckResult
  }
  const best = { ...search.best, checks }
  orderedLike(best, search.best)
  return { ...search, best }
}
