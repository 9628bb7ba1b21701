import { generationCache } from '@chopmark/core'
import type { CertificateStore, KnownCertificate, KnownCrl, KnownOcsp } from './decision-context.js'
import { objectNumber } from './object-number.js'

/** Evidence of a decision, arranged; the same objects whenever the same evidence comes again. */
export interface SharedEvidence {
  readonly certificates: CertificateStore
  readonly crls: readonly KnownCrl[]
  readonly ocsp: readonly KnownOcsp[]
  /** What it adds to the text whose digest names the evidence. */
  readonly digestLines: string
}

/** How evidence is put in order. */
export interface Arrangements {
  certificates(known: Iterable<KnownCertificate>): CertificateStore
  list<T extends KnownCrl | KnownOcsp>(known: Iterable<T>): readonly T[]
  digestLines(evidence: Omit<SharedEvidence, 'digestLines'>): string
}

/** Arrangements kept, and up to twice as many: the signers of a busy minute. */
const keptArrangements = 256

/** Arranged evidence by the parsed objects that it is made of. */
export class EvidenceMemory {
  #arranged = generationCache<SharedEvidence>(keptArrangements)
  #crls = generationCache<readonly KnownCrl[]>(keptArrangements)
  #ocsp = generationCache<readonly KnownOcsp[]>(keptArrangements)

  of(
    certificates: ReadonlyMap<string, KnownCertificate>,
    crls: ReadonlyMap<string, KnownCrl>,
    ocsp: ReadonlyMap<string, KnownOcsp>,
    arrange: Arrangements,
  ): SharedEvidence {
    const crlKey = keyOf(crls)
    const ocspKey = keyOf(ocsp)
    const key = `${keyOf(certificates)}|${crlKey}|${ocspKey}`
    const before = this.#arranged.get(key)
    if (before !== undefined) return before
    const parts = {
      certificates: arrange.certificates(certificates.values()),
      crls: listOf(this.#crls, crlKey, crls, arrange),
      ocsp: listOf(this.#ocsp, ocspKey, ocsp, arrange),
    }
    const shared = { ...parts, digestLines: arrange.digestLines(parts) }
    this.#arranged.set(key, shared)
    return shared
  }

  clear(): void {
    this.#arranged = generationCache(keptArrangements)
    this.#crls = generationCache(keptArrangements)
    this.#ocsp = generationCache(keptArrangements)
  }
}

function listOf<T extends KnownCrl | KnownOcsp>(
  lists: { get(key: string): readonly T[] | undefined; set(key: string, list: readonly T[]): void },
  key: string,
  known: ReadonlyMap<string, T>,
  arrange: Arrangements,
): readonly T[] {
  let list = lists.get(key)
  if (list === undefined) lists.set(key, (list = arrange.list(known.values())))
  return list
}

function keyOf(known: ReadonlyMap<string, object>): string {
  let key = ''
  for (const one of known.values()) key += `${objectNumber(one)},`
  return key
}
