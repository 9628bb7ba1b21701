import type { CryptoForm, Instant } from '@chopmark/core'
import type { EvidenceItem, EvidenceNeed, FetchFailure, ValidationPolicy } from '@chopmark/verify'
import type { FetchedAnswer } from '../stores/store.js'
import type { Found, Question } from './answer-cache.js'
import type { CollectLimits } from './fetch-budget.js'
import type { KnownCertificates } from './known-certificates.js'

/** What a source works with while one document is collected for. */
export interface SourceContext {
  readonly now: Instant
  readonly policy: ValidationPolicy
  readonly crypto: CryptoForm
  readonly limits: CollectLimits
  readonly known: KnownCertificates
  /** Hosts, with their port unless it is the scheme's own, from which issuers' certificates may be fetched. */
  readonly issuerHosts: readonly string[]
  /** Asks the cache, then the network, within the document's budget. */
  find(question: Question): Promise<Found>
}

/** One way to satisfy a kind of need. Failures are evidence too: they come back as `failed-fetch` items. */
export interface EvidenceSource<Kind extends EvidenceNeed['kind']> {
  readonly kind: Kind
  collect(
    need: Extract<EvidenceNeed, { readonly kind: Kind }>,
    context: SourceContext,
  ): Promise<readonly EvidenceItem[]>
}

/** Of the URLs that a certificate names for one thing, so many are tried. */
const maxUrls = 4

/**
 * Asks one URL after another until one gives a fresh answer. An old answer from the cache is kept beside the failure
 * that explains why there is no newer one.
 */
export async function askInTurn(
  need: EvidenceNeed & { readonly urls: readonly string[] },
  context: SourceContext,
  questionFor: (url: string) => Question,
  itemsFor: (answer: FetchedAnswer, url: string) => readonly EvidenceItem[],
): Promise<readonly EvidenceItem[]> {
  const items: EvidenceItem[] = []
  for (const url of need.urls.slice(0, maxUrls)) {
    const { answer, older, failure } = await context.find(questionFor(url))
    for (const one of [answer, older]) if (one) items.push(...itemsFor(one, url))
    if (!failure) return items
    items.push(failedFetch(need, url, failure, context.now))
  }
  return items
}

function failedFetch(
  need: EvidenceNeed,
  url: string,
  reason: FetchFailure,
  obtainedAt: Instant,
): EvidenceItem {
  return { kind: 'failed-fetch', need, url, reason, obtainedAt }
}
