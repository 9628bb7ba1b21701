import type { Budget, BudgetState } from '../budget.js'
import type { DecisionContext, KnownCertificate } from '../decision-context.js'
import type { PathRequest, PathSearch } from '../path/path.js'
import type { ValidationPolicy } from '../policy.js'
import type { ValidationCache } from '../validation-cache.js'

/** An answer, and what finding it costs. */
interface KnownSearch {
  readonly search: PathSearch
  readonly spent: BudgetState
}

/** Searches kept for one cache: the signers of a busy minute. */
const keptSearches = 256

/**
 * Path searches by everything that goes into them: policy, target, moment, and all evidence by digest. The same question
 * has the same answer, so a report is the same with and without it; another second is another question.
 */
class PathCache {
  readonly #searches = new Map<string, KnownSearch>()
  readonly #policies = new WeakMap<ValidationPolicy, number>()
  #policyCount = 0

  keyOf(
    { at, purpose, trustAnchors }: PathRequest,
    target: KnownCertificate,
    context: DecisionContext,
  ): string | null {
    const { policy, validationTime } = context
    // Only a frozen policy is the same one next time.
    if (!Object.isFrozen(policy) || trustAnchors !== policy.trustAnchors) return null
    // What was spent before, on a time-stamp, is part of the question.
    if (!context.budget.untouched) return null
    let number = this.#policies.get(policy)
    if (number === undefined) {
      number = this.#policyCount++
      this.#policies.set(policy, number)
    }
    let key = `${number} ${purpose} ${at} ${validationTime} ${target.sha256}`
    for (const { sha256 } of context.certificates.all()) key += sha256
    key += ' '
    for (const { sha256 } of context.crls) key += sha256
    key += ' '
    for (const { sha256, requestNonce } of context.ocsp) {
      key += sha256
      if (requestNonce !== undefined) key += `${requestNonce.join()};`
    }
    // What could not be parsed is named in a report as well.
    for (const { kind, sha256 } of context.unusable) key += ` ${kind}${sha256}`
    return key
  }

  /** The answer, and in `budget` what it cost when it was found. */
  get(key: string, budget: Budget): PathSearch | undefined {
    const known = this.#searches.get(key)
    if (known !== undefined) budget.resume(known.spent)
    return known?.search
  }

  /** Keeps a search that ran out of nothing, so that its answer follows from the question alone. */
  keep(key: string, search: PathSearch, budget: Budget): void {
    if (budget.exhausted !== null) return
    if (this.#searches.size >= keptSearches) {
      const oldest = this.#searches.keys().next()
      if (oldest.done !== true) this.#searches.delete(oldest.value)
    }
    this.#searches.set(key, { search, spent: budget.state() })
  }
}

const caches = new WeakMap<ValidationCache, PathCache>()

/** The path searches that hang on a validation cache. */
export function pathCacheOf(cache: ValidationCache): PathCache {
  let paths = caches.get(cache)
  if (paths === undefined) {
    paths = new PathCache()
    caches.set(cache, paths)
  }
  return paths
}
