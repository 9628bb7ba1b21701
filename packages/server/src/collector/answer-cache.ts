import type { Instant } from '@chopmark/core'
import type { FetchFailure } from '@chopmark/verify'
import type { FetchCache, FetchedAnswer } from '../stores/store.js'
import type { FetchBudget } from './fetch-budget.js'
import type { FetchOutcome, FetchRequest } from './fetch-guarded.js'

/** What a source makes of an answer's bytes. */
export interface Inspected {
  /** What is kept: DER. */
  readonly bytes: Uint8Array
  /** Until when the answer speaks for the present; absent: it is asked for each time. */
  readonly currentUntil?: Instant
  /** When its author says it was issued; absent: no order among answers. */
  readonly issuedAt?: Instant
}

export interface Question extends FetchRequest {
  /** Names the answer in the cache. */
  readonly key: string
  /** The network is not asked, whatever the address: only what is kept may answer. */
  readonly refuse?: boolean
  /** The nonce in the body, kept beside the answer. */
  readonly nonce?: Uint8Array
  /** Undefined when the bytes are not what was asked for. */
  readonly inspect: (bytes: Uint8Array) => Inspected | undefined
}

/** The newest answer at hand, and why there is no newer one. */
export interface Found {
  readonly answer?: FetchedAnswer
  readonly failure?: FetchFailure
  /** What the network gave, when it is older than the answer that is kept: whoever replays yesterday's list hides a revocation. */
  readonly older?: FetchedAnswer
  /** The network was not asked, because what is kept is not due yet: asking may bring something newer. */
  readonly spared?: true
}

export interface AnswerCacheSettings {
  readonly fetch: (request: FetchRequest) => Promise<FetchOutcome>
  readonly cache: FetchCache
  /** A URL that just failed is not asked again for so long: a queue of signatures must not wait for its timeout one by one. */
  readonly retryFailedAfterMs: number
  /** A current answer is asked for again after so long: CAs publish long before the last list runs out. */
  readonly refreshAfterMs: number
}

/** While the answer at hand is current, a refresh that failed is not worth waiting for again so soon. */
const retryRefreshAfterMs = 60_000

/** Bytes of answers held in memory: the same `Uint8Array` each time spares the decision from parsing a large CRL anew. */
const maxRecentBytes = 128 * 1024 * 1024
/** How many keys have their freshness or failure remembered; beyond it the oldest is forgotten and found out again. */
const maxRemembered = 1000

/** Answers from the network, each asked once however many documents wait for it, and kept until it is due. */
export class AnswerCache {
  readonly #settings: AnswerCacheSettings
  readonly #flights = new Map<string, Promise<Found>>()
  readonly #failures = new Map<string, { readonly at: Instant; readonly failure: FetchFailure }>()
  readonly #recent = new Map<string, FetchedAnswer>()
  #recentBytes = 0
  readonly #currency = new Map<string, { readonly of: Instant; readonly until: Instant }>()

  constructor(settings: AnswerCacheSettings) {
    this.#settings = settings
  }

  /**
   * @param force - Asks the network although the kept answer is not due yet: the decision could not use it.
   * @param offline - Gives what is kept, due or not.
   */
  async find(
    question: Question,
    now: Instant,
    budget: FetchBudget,
    { force, offline }: { readonly force: boolean; readonly offline: boolean },
  ): Promise<Found> {
    const { key } = question
    const recent = this.#recent.get(key)
    if (recent && !force && this.#spared(question, recent, now)) {
      return { answer: recent, spared: true }
    }
    const kept = this.#held(await this.#settings.cache.fetched(key))
    if (offline) return { ...(kept && { answer: kept }), failure: 'OFFLINE' }
    if (kept && !force && this.#spared(question, kept, now)) return { answer: kept, spared: true }
    const failed = this.#failures.get(key)
    if (failed && now < failed.at + this.#settings.retryFailedAfterMs && now >= failed.at) {
      return { ...(kept && { answer: kept }), failure: failed.failure }
    }
    if (question.refuse === true)
      return { ...(kept && { answer: kept }), failure: 'ADDRESS_REFUSED' }
    if (!budget.takeFetch()) return { ...(kept && { answer: kept }), failure: 'BUDGET' }
    let flight = this.#flights.get(key)
    if (!flight) {
      flight = this.#ask(question, now, kept).finally(() => this.#flights.delete(key))
      this.#flights.set(key, flight)
    }
    return unlessAborted(flight, budget.signal, {
      ...(kept && { answer: kept }),
      failure: 'BUDGET',
    })
  }

  /** A failed refresh keeps the last good answer: whether it is still good enough is the decision's to say. */
  async #ask(question: Question, now: Instant, kept: FetchedAnswer | undefined): Promise<Found> {
    const { key, inspect, nonce, ...request } = question
    const conditional = kept && !request.body ? { known: kept } : {}
    const outcome = await this.#settings.fetch({ ...request, ...conditional })
    if (outcome.kind === 'not-modified' && kept) return this.#keep({ ...kept, fetchedAt: now })
    const inspected = outcome.kind === 'fetched' ? inspect(outcome.bytes) : undefined
    if (outcome.kind !== 'fetched' || !inspected) {
      const failure = outcome.kind === 'failed' ? outcome.reason : 'NOT_ASN1'
      remember(this.#failures, key, { at: now, failure })
      return { ...(kept && { answer: kept }), failure }
    }
    const { etag, lastModified } = outcome
    const fetched: FetchedAnswer = {
      key,
      bytes: inspected.bytes,
      fetchedAt: now,
      ...(etag !== undefined && { etag }),
      ...(lastModified !== undefined && { lastModified }),
      ...(nonce && { nonce }),
    }
    // Neither is verified here, so neither replaces the other for good: the decision gets both.
    const before = kept && inspect(kept.bytes)?.issuedAt
    const goesBack = before !== undefined && (inspected.issuedAt ?? before) < before
    return goesBack && kept ? { answer: kept, older: fetched } : this.#keep(fetched)
  }

  async #keep(answer: FetchedAnswer): Promise<Found> {
    this.#failures.delete(answer.key)
    await this.#settings.cache.saveFetched(answer)
    this.#held(answer)
    return { answer }
  }

  /** Holds an answer in memory; one that is there already stays the same object. */
  #held<T extends FetchedAnswer | undefined>(answer: T): T {
    if (!answer) return answer
    const { key, bytes, fetchedAt } = answer
    const before = this.#recent.get(key)
    if (before?.fetchedAt === fetchedAt && before.bytes.length === bytes.length) return before as T
    this.#drop(key)
    this.#recent.set(key, answer)
    this.#recentBytes += bytes.length
    for (const oldest of this.#recent.keys()) {
      if (this.#recentBytes <= maxRecentBytes && this.#recent.size <= maxRemembered) break
      this.#drop(oldest)
    }
    return answer
  }

  #drop(key: string): void {
    this.#recentBytes -= this.#recent.get(key)?.bytes.length ?? 0
    this.#recent.delete(key)
  }

  /** May the network be left alone? */
  #spared(question: Question, kept: FetchedAnswer, now: Instant): boolean {
    if (now >= this.#currentUntil(question, kept)) return false
    if (now < kept.fetchedAt + this.#settings.refreshAfterMs) return true
    const failed = this.#failures.get(question.key)
    return failed !== undefined && now >= failed.at && now < failed.at + retryRefreshAfterMs
  }

  /** Looking into a large CRL for its nextUpdate takes a while: the moment is remembered. */
  #currentUntil({ key, inspect }: Question, kept: FetchedAnswer): Instant {
    const remembered = this.#currency.get(key)
    if (remembered?.of === kept.fetchedAt) return remembered.until
    const until = inspect(kept.bytes)?.currentUntil ?? (0 as Instant)
    remember(this.#currency, key, { of: kept.fetchedAt, until })
    return until
  }
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key)
  map.set(key, value)
  const oldest = map.keys().next()
  if (map.size > maxRemembered && oldest.done !== true) map.delete(oldest.value)
}

/** A flight serves several documents: whose time is up leaves it, the others go on waiting. */
function unlessAborted(
  flight: Promise<Found>,
  signal: AbortSignal,
  otherwise: Found,
): Promise<Found> {
  return new Promise((resolve, reject) => {
    const abort = (): void => resolve(otherwise)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    flight.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

/** A cache for as long as the process lives, for whoever has no store: at most `maxEntries` answers, the oldest go first. */
export function memoryCache(maxEntries = 200): FetchCache {
  const answers = new Map<string, FetchedAnswer>()
  return {
    fetched: (key) => Promise.resolve(answers.get(key)),
    saveFetched(answer) {
      answers.delete(answer.key)
      answers.set(answer.key, answer)
      const oldest = answers.keys().next()
      if (answers.size > maxEntries && oldest.done !== true) answers.delete(oldest.value)
      return Promise.resolve()
    },
  }
}
