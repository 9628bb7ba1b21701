import { createHash } from 'node:crypto'
import {
  type CryptoForm,
  type DigestAlgorithm,
  type Instant,
  parseSignedData,
  type Result,
  type SignatureRequest,
} from '@chopmark/core'
import {
  canonicalJson,
  createValidationCache,
  type DetachedContent,
  type Evidence,
  type EvidenceItem,
  type EvidenceNeed,
  planEvidence,
  type SignedDocument,
  type ValidationCache,
  type ValidationPolicy,
} from '@chopmark/verify'
import { type Clock, systemClock } from '../clock.js'
import { nodeCrypto } from '../crypto/node-crypto.js'
import { toHex } from '../encoding.js'
import type { FetchCache } from '../stores/store.js'
import { AnswerCache, memoryCache } from './answer-cache.js'
import type { SourceContext } from './evidence-source.js'
import { type CollectLimits, defaultCollectLimits, FetchBudget } from './fetch-budget.js'
import { fetchGuarded, type FetchSettings } from './fetch-guarded.js'
import { CertificateShelf, KnownCertificates } from './known-certificates.js'
import { aiaSource } from './sources/aia.js'
import { crlSource } from './sources/crl.js'
import { ocspSource } from './sources/ocsp.js'

export interface CollectorSettings {
  /** Where fetched CRLs and OCSP answers are kept; a store will do. Default: in memory. */
  readonly cache?: FetchCache
  /** Issuers that signers leave out, certificates of pinned trust anchors. No trust follows from being here. */
  readonly certificates?: readonly Uint8Array[]
  /**
   * Hosts from which an issuer's certificate may be fetched when a signer leaves it out, as the trust list names them for
   * its CAs: `www.example.hk`, with a port unless it is the scheme's own. Default none: the address stands in a certificate
   * that nobody has vouched for yet.
   */
  readonly issuerHosts?: readonly string[]
  /** Which addresses and ports may be reached, and how long a fetch may take. */
  readonly fetch?: Partial<FetchSettings>
  /** Never touch the network: what is kept has to do. */
  readonly offline?: boolean
  readonly limits?: Partial<CollectLimits>
  /** A URL that failed is left alone for so long, in milliseconds; default 2000. */
  readonly retryFailedAfterMs?: number
  /** A CRL or OCSP answer that is still current is asked for again after so long, in milliseconds; default one hour. */
  readonly refreshAfterMs?: number
  /** Default `nodeCrypto()`. */
  readonly crypto?: CryptoForm
  readonly clock?: Clock
  /** Shared with `validateDocument`, so that nothing is parsed twice. */
  readonly validationCache?: ValidationCache
  /** Turns the bytes of a signed document into its structure. Default: CMS SignedData. */
  readonly readDocument?: (bytes: Uint8Array) => Result<SignedDocument>
}

export interface CollectInput {
  readonly signature: Uint8Array
  readonly policy: ValidationPolicy
  /** For when the decision is made: the clock's answer, or a moment in the past. */
  readonly validationTime: Instant
  /** The content of a detached signature, as its digests. */
  readonly content?: DetachedContent
  /** Computes a digest of the content that is not among `content.digests`; undefined when the content is not at hand. */
  readonly digest?: (algorithm: DigestAlgorithm) => Promise<DetachedContent | undefined>
  readonly request?: SignatureRequest
  /** Evidence that came along. */
  readonly items?: readonly EvidenceItem[]
  readonly signal?: AbortSignal
}

/** Gathers what a decision needs. Holds caches: make one and keep it. */
export interface Collector {
  readonly crypto: CryptoForm
  readonly validationCache: ValidationCache
  /** Adds certificates to those it knows, see `CollectorSettings.certificates`. */
  learn(certificates: readonly Uint8Array[]): void
  collect(input: CollectInput): Promise<Evidence>
}

/** @see collectEvidence */
export function createCollector(settings: CollectorSettings = {}): Collector {
  return new NetworkCollector(settings)
}

/**
 * Collects for one signature: asks the decision what it lacks, satisfies that from what is kept, then from the network,
 * and asks again until nothing new comes or the budget is spent. Fetches that failed are in the evidence as well.
 * Use `createCollector` where more than one signature comes by: it keeps what it fetched.
 * @throws PlumbingError when crypto or cache cannot do their work; never because of what the bytes hold.
 */
export function collectEvidence(
  signature: Uint8Array,
  policy: ValidationPolicy,
  validationTime: Instant,
  options: CollectorSettings & Omit<CollectInput, 'signature' | 'policy' | 'validationTime'> = {},
): Promise<Evidence> {
  return createCollector(options).collect({ ...options, signature, policy, validationTime })
}

const defaultFetch = { connectTimeoutMs: 5_000, totalTimeoutMs: 15_000 }

const readCms = (bytes: Uint8Array): Result<SignedDocument> => {
  const parsed = parseSignedData(bytes)
  return parsed.ok ? { ok: true, value: { format: 'cms', signatures: [parsed.value] } } : parsed
}

class NetworkCollector implements Collector {
  readonly crypto: CryptoForm
  readonly validationCache: ValidationCache
  readonly #settings: CollectorSettings
  readonly #limits: CollectLimits
  readonly #answers: AnswerCache
  readonly #shelf = new CertificateShelf()

  constructor(settings: CollectorSettings) {
    this.#settings = settings
    this.crypto = settings.crypto ?? nodeCrypto()
    this.validationCache = settings.validationCache ?? createValidationCache()
    this.#limits = { ...defaultCollectLimits, ...settings.limits }
    this.#shelf.add(settings.certificates ?? [])
    const fetchSettings = { ...defaultFetch, ...settings.fetch }
    this.#answers = new AnswerCache({
      fetch: (request) => fetchGuarded(request, fetchSettings),
      cache: settings.cache ?? memoryCache(),
      retryFailedAfterMs: settings.retryFailedAfterMs ?? 2_000,
      refreshAfterMs: settings.refreshAfterMs ?? 60 * 60 * 1000,
    })
  }

  learn(certificates: readonly Uint8Array[]): void {
    this.#shelf.add(certificates)
  }

  async collect(input: CollectInput): Promise<Evidence> {
    const now = (this.#settings.clock ?? systemClock)()
    const document = (this.#settings.readDocument ?? readCms)(input.signature)
    let evidence: Evidence = {
      document,
      ...(input.content && { content: input.content }),
      ...(input.request && { request: input.request }),
      items: input.items ?? [],
    }
    if (!document.ok) return evidence
    const round = new Round(input, this.#shelf, this.#limits)
    for (let rounds = 0; rounds < this.#limits.maxRounds; rounds++) {
      const needs = await planEvidence(evidence, input.policy, input.validationTime, {
        crypto: this.crypto,
        cache: this.validationCache,
      })
      round.known.addEvidence(evidence)
      const found = await Promise.all(needs.map((need) => this.#satisfy(need, round, now)))
      const grown = withFindings(evidence, found)
      if (grown === evidence) break
      evidence = grown
    }
    return evidence
  }

  /** First from what is at hand, if that does not do from the network; what the network said once stands. */
  async #satisfy(need: EvidenceNeed, round: Round, now: Instant): Promise<Findings> {
    const key = canonicalJson(need)
    const again = round.asked.has(key)
    if (again && !round.spared.delete(key)) return {}
    round.asked.add(key)
    switch (need.kind) {
      case 'content':
        return round.content(need.algorithm)
      case 'trust-anchor':
        return { items: round.pinned(need.certificateSha256) }
      case 'issuer': {
        const shelved = again ? [] : round.issuers(need.certificate)
        if (shelved.length === 0) {
          return { items: await aiaSource.collect(need, this.#context(round, now, key, again)) }
        }
        round.spared.add(key)
        return { items: shelved }
      }
      case 'crl':
        return { items: await crlSource.collect(need, this.#context(round, now, key, again)) }
      case 'ocsp':
        return { items: await ocspSource.collect(need, this.#context(round, now, key, again)) }
    }
  }

  #context(round: Round, now: Instant, key: string, force: boolean): SourceContext {
    const offline = this.#settings.offline === true
    return {
      now,
      policy: round.input.policy,
      crypto: this.crypto,
      limits: this.#limits,
      known: round.known,
      issuerHosts: this.#settings.issuerHosts ?? [],
      find: async (question) => {
        const found = await this.#answers.find(question, now, round.budget, { force, offline })
        if (found.spared) round.spared.add(key)
        return found
      },
    }
  }
}

interface Findings {
  readonly items?: readonly EvidenceItem[]
  readonly content?: DetachedContent
}

/** What is at hand while one document is collected for. */
class Round {
  /** Needs that were looked after. */
  readonly asked = new Set<string>()
  /** Those of them that were satisfied without asking the network. */
  readonly spared = new Set<string>()
  readonly known: KnownCertificates
  readonly budget: FetchBudget
  readonly input: CollectInput
  readonly #shelf: CertificateShelf

  constructor(input: CollectInput, shelf: CertificateShelf, limits: CollectLimits) {
    this.input = input
    this.#shelf = shelf
    this.known = new KnownCertificates(input.policy.trustAnchors)
    this.budget = new FetchBudget(limits, input.signal)
  }

  async content(algorithm: DigestAlgorithm): Promise<Findings> {
    const content = await this.input.digest?.(algorithm)
    return content ? { content } : {}
  }

  pinned(certificateSha256: string): readonly EvidenceItem[] {
    const bytes = this.#shelf.find(certificateSha256)
    return bytes ? [{ kind: 'certificate', bytes }] : []
  }

  issuers(certificateSha256: string): readonly EvidenceItem[] {
    const certificate = this.known.find(certificateSha256)
    if (!certificate) return []
    return this.#shelf
      .withSubject(certificate.issuer)
      .map((bytes): EvidenceItem => ({ kind: 'certificate', bytes }))
  }
}

/** The evidence with what is new in the findings, in the order of the needs; the same object when nothing is. */
function withFindings(evidence: Evidence, findings: readonly Findings[]): Evidence {
  const seen = new Set(evidence.items.map(itemKey))
  const fresh: EvidenceItem[] = []
  let content = evidence.content
  for (const { items = [], content: found } of findings) {
    if (found) content = mergedContent(content, found)
    for (const item of items) {
      const key = itemKey(item)
      if (seen.has(key)) continue
      seen.add(key)
      fresh.push(item)
    }
  }
  if (fresh.length === 0 && content === evidence.content) return evidence
  return { ...evidence, ...(content && { content }), items: [...evidence.items, ...fresh] }
}

function mergedContent(before: DetachedContent | undefined, found: DetachedContent) {
  const known = new Set(before?.digests.map(({ algorithm }) => algorithm))
  const added = found.digests.filter(({ algorithm }) => !known.has(algorithm))
  return { sizeBytes: found.sizeBytes, digests: [...(before?.digests ?? []), ...added] }
}

/** A CRL of many megabytes is digested once. */
const digests = new WeakMap<Uint8Array, string>()

/** Two items are the same when they have the same bytes: a refetch that brought the same CRL brought nothing. */
function itemKey(item: EvidenceItem): string {
  if (item.kind === 'failed-fetch') return `failed ${item.reason} ${item.url}`
  let digest = digests.get(item.bytes)
  if (digest === undefined) {
    digest = createHash('sha256').update(item.bytes).digest('hex')
    digests.set(item.bytes, digest)
  }
  const nonce = item.kind === 'ocsp' && item.nonce ? toHex(item.nonce) : ''
  return `${item.kind} ${digest} ${nonce}`
}
