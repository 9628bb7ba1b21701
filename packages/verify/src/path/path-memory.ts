import type { Budget, BudgetState } from '../budget.js'
import type { CheckResult } from '../check.js'
import type { DecisionContext, KnownCertificate } from '../decision-context.js'
import { Moments, type Times } from '../moments.js'
import type { ValidationPolicy } from '../policy.js'
import { inRegistryOrder } from '../registry-order.js'
import type { Steps } from '../revocation/steps.js'
import { findPathSteps } from './find-path.js'
import { frozen } from './frozen.js'
import { type PathRequest, type PathSearch, questionAt } from './path.js'

/** What a search of this evidence is about. */
interface Question {
  readonly policy: ValidationPolicy
  readonly target: KnownCertificate
  readonly purpose: PathRequest['purpose']
  readonly revocation: PathRequest['revocation']
}

/** A search, what it asked of the times, and what it costs. */
interface KnownSearch {
  readonly search: PathSearch
  readonly moments: Moments
  readonly spent: BudgetState
  /** Where the results of `moments` stand in the best path; null when the search holds for its own times alone. */
  readonly places: Places | null
}

/** For each check of `moments` its places in a list, as it decides and as a report has it. */
interface Places {
  readonly checks: readonly CheckResult[]
  readonly inChecks: readonly (readonly number[])[]
  readonly reported: readonly CheckResult[]
  readonly inReported: readonly (readonly number[])[]
}

interface Asked extends Question {
  /** null: asked once. Only what is asked again is worth keeping. */
  known: KnownSearch | null
}

/** Questions kept for one body of evidence: one signer's under one policy, mostly. */
const keptQuestions = 8

/**
 * Path searches over evidence that cannot change, by everything else that goes into them: policy, target, purpose.
 * At the same times the same question has the same answer. At other times it has the same answer when all that the search
 * asked of the times is answered as before (`Moments`); the checks that name the time are then the new ones.
 */
export class PathMemory {
  #asked: readonly Asked[] = [];

  /** `findPath`, from memory where it is there. */
  *find(request: PathRequest, context: DecisionContext): Steps<PathSearch> {
    const { at } = request
    const times: Times = { at, validationTime: context.validationTime }
    const whole = isWhole(request, context)
    const asked = whole ? this.#askedFor(request, context.policy) : null
    const before = asked?.known ?? null
    if (before !== null) {
      const search = atTimes(before, times)
      if (search !== null) {
        context.budget.resume(before.spent)
        return search
      }
    }
    const moments = new Moments(times, asked !== null)
    const search = yield* findPathSteps(questionAt(request, moments), context)
    if (!whole || context.budget.exhausted !== null) return search
    if (asked === null) this.#note(request, context.policy)
    else asked.known = keptSearch(search, moments, context.budget)
    return search
  }

  #askedFor({ target, purpose, revocation }: PathRequest, policy: ValidationPolicy): Asked | null {
    for (const asked of this.#asked) {
      if (
        asked.target === target &&
        asked.policy === policy &&
        asked.purpose === purpose &&
        asked.revocation === revocation
      ) {
        return asked
      }
    }
    return null
  }

  #note({ target, purpose, revocation }: PathRequest, policy: ValidationPolicy): void {
    const asked = { policy, target, purpose, revocation, known: null }
    this.#asked = [asked, ...this.#asked.slice(0, keptQuestions - 1)]
  }
}

/** Does the question rest on nothing but evidence, policy, target and purpose, which are known to be the same next time? */
function isWhole(
  { trustAnchors, settings, anchor, trail }: PathRequest,
  { policy, budget, shared, certificates, crls, ocsp, unusable }: DecisionContext,
): boolean {
  // Only a frozen policy is the same one next time; what was spent before, on a time-stamp, is part of the question.
  return (
    shared !== undefined &&
    unusable.length === 0 &&
    shared.certificates === certificates &&
    shared.crls === crls &&
    shared.ocsp === ocsp &&
    Object.isFrozen(policy) &&
    trustAnchors === policy.trustAnchors &&
    settings === policy.path &&
    anchor === undefined &&
    trail === undefined &&
    budget.untouched
  )
}

function keptSearch(search: PathSearch, moments: Moments, budget: Budget): KnownSearch {
  const { best } = search
  // Whoever gets a report may not change what later reports will say.
  for (const { checks, revocation } of [best, ...search.others]) {
    frozen(checks)
    frozen(revocation)
  }
  const spent = budget.state()
  if (!moments.lasting || !isSettled(search)) return { search, moments, spent, places: null }
  // Copies: of a frozen list a copy takes several times as long, and each decision makes one.
  const checks = [...best.checks]
  const reported = [...inRegistryOrder(best)]
  const { results } = moments
  const inChecks = results.map((result) => placesOf(result, checks))
  const inReported = results.map((result) => placesOf(result, reported))
  return { search, moments, spent, places: { checks, inChecks, reported, inReported } }
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
  if (places === null) return null
  const results = moments.askAgain(times)
  if (results === null) return null
  const { best } = search
  return {
    best: {
      valid: best.valid,
      anchor: best.anchor,
      certificates: best.certificates,
      checks: withResults(places.checks, results, places.inChecks),
      reported: withResults(places.reported, results, places.inReported),
      stoppedBy: best.stoppedBy,
      revocation: best.revocation,
      userConstrainedPolicies: best.userConstrainedPolicies,
      authorityConstrainedPolicies: best.authorityConstrainedPolicies,
      explicitPolicy: best.explicitPolicy,
    },
    others: search.others,
    missing: search.missing,
    budgetExhausted: search.budgetExhausted,
  }
}

function withResults(
  checks: readonly CheckResult[],
  results: readonly CheckResult[],
  places: readonly (readonly number[])[],
): readonly CheckResult[] {
  const list = checks.slice()
  for (let i = 0; i < results.length; i++) {
    const result = results[i] as CheckResult
    for (const place of places[i] as readonly number[]) list[place] = result
  }
  return list
}
