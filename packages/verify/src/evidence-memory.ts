import { generationCache } from '@chopmark/core'
import type { CertificateStore, KnownCertificate, KnownCrl, KnownOcsp } from './decision-context.js'
import { objectNumber } from './object-number.js'
import { PathMemory } from './path/path-memory.js'

/** Evidence of a decision, arranged; the same objects whenever the same evidence comes again. */
export interface SharedEvidence {
  readonly certificates: CertificateStore
  readonly crls: readonly KnownCrl[]
  readonly ocsp: readonly KnownOcsp[]
  /** What it adds to the text whose digest names the evidence. */
  readonly digestLines: string
  /** Path searches over this evidence. */
  readonly searches: PathMemory
}

/** As it came. */
export interface EvidenceByKind {
  readonly certificates: readonly KnownCertificate[]
  readonly crls: readonly KnownCrl[]
  readonly ocsp: readonly KnownOcsp[]
}

/** How evidence is put in order, each piece once. */
export interface Arrangements {
  certificates(known: readonly KnownCertificate[]): CertificateStore
  list<T extends KnownCrl | KnownOcsp>(known: readonly T[]): readonly T[]
  digestLines(evidence: Pick<SharedEvidence, 'certificates' | 'crls' | 'ocsp'>): string
}

/** The way from one piece of evidence to the next, in the order in which a caller hands it in. */
export interface EvidenceStep {
  readonly next: Map<object, EvidenceStep>
  /** The arrangement of everything on the way here. */
  shared: SharedEvidence | null
}

/** Arrangements kept, and up to twice as many: the signers of a busy minute. */
const keptArrangements = 256
/** Steps kept before all are forgotten: those of the arrangements kept, a dozen pieces of evidence each. */
const keptSteps = 8192
/** Longer evidence is arranged anew each time: nobody's path needs so much. */
const maxSteps = 64

/** Arranged evidence by the parsed objects that it is made of. */
export class EvidenceMemory {
  #arranged = generationCache<SharedEvidence>(keptArrangements)
  #crls = generationCache<readonly KnownCrl[]>(keptArrangements)
  #ocsp = generationCache<readonly KnownOcsp[]>(keptArrangements)
  #start: EvidenceStep = { next: new Map(), shared: null }
  #steps = 0

  /** Where evidence begins; followed by `next` it leads to what was arranged before without arranging it. */
  get start(): EvidenceStep {
    return this.#start
  }

  /** @param handedIn - The evidence as it came, so that the same order finds it at once. */
  of(
    { certificates, crls, ocsp }: EvidenceByKind,
    handedIn: readonly object[],
    arrange: Arrangements,
  ): SharedEvidence {
    const crlKey = keyOf(crls)
    const ocspKey = keyOf(ocsp)
    const key = `${keyOf(certificates)}|${crlKey}|${ocspKey}`
    let shared = this.#arranged.get(key)
    if (shared === undefined) {
      const parts = {
        certificates: arrange.certificates(certificates),
        crls: listOf(this.#crls, crlKey, crls, arrange),
        ocsp: listOf(this.#ocsp, ocspKey, ocsp, arrange),
      }
      shared = { ...parts, digestLines: arrange.digestLines(parts), searches: new PathMemory() }
      this.#arranged.set(key, shared)
    } else this.#lead(handedIn, shared)
    return shared
  }

  /** The CRLs alone, in order: the same list whenever the same ones come, whoever signed. */
  crls(crls: readonly KnownCrl[], arrange: Arrangements): readonly KnownCrl[] {
    return listOf(this.#crls, keyOf(crls), crls, arrange)
  }

  clear(): void {
    this.#arranged = generationCache(keptArrangements)
    this.#crls = generationCache(keptArrangements)
    this.#ocsp = generationCache(keptArrangements)
    this.#forgetSteps()
  }

  /** Only what comes a second time gets steps. */
  #lead(handedIn: readonly object[], shared: SharedEvidence): void {
    if (handedIn.length > maxSteps) return
    if (this.#steps + handedIn.length > keptSteps) this.#forgetSteps()
    let step = this.#start
    for (const known of handedIn) {
      let next = step.next.get(known)
      if (next === undefined) {
        next = { next: new Map(), shared: null }
        step.next.set(known, next)
        this.#steps += 1
      }
      step = next
    }
    step.shared = shared
  }

  #forgetSteps(): void {
    this.#start = { next: new Map(), shared: null }
    this.#steps = 0
  }
}

function listOf<T extends KnownCrl | KnownOcsp>(
  lists: { get(key: string): readonly T[] | undefined; set(key: string, list: readonly T[]): void },
  key: string,
  known: readonly T[],
  arrange: Arrangements,
): readonly T[] {
  let list = lists.get(key)
  if (list === undefined) lists.set(key, (list = arrange.list(known)))
  return list
}

function keyOf(known: readonly object[]): string {
  let key = ''
  for (const one of known) key += `${objectNumber(one)},`
  return key
}
