import { nameKey } from '@chopmark/core'
import type { KnownCrl } from '../decision-context.js'

/** The CRLs of a decision by the name of who issued them, newest first. */
export interface CrlIndex {
  issuedBy(issuerKey: string): readonly KnownCrl[]
}

const indexes = new WeakMap<readonly KnownCrl[], CrlIndex>()

/** Built once for each list of CRLs; each certificate then looks only at its own issuer's. */
export function crlIndex(crls: readonly KnownCrl[]): CrlIndex {
  let index = indexes.get(crls)
  if (index === undefined) {
    index = buildIndex(crls)
    indexes.set(crls, index)
  }
  return index
}

function buildIndex(crls: readonly KnownCrl[]): CrlIndex {
  const byIssuer = new Map<string, KnownCrl[]>()
  for (const known of crls) {
    const key = nameKey(known.crl.issuer)
    const list = byIssuer.get(key)
    if (list === undefined) byIssuer.set(key, [known])
    else list.push(known)
  }
  for (const list of byIssuer.values()) list.sort(newestFirst)
  return { issuedBy: (issuerKey) => byIssuer.get(issuerKey) ?? [] }
}

function newestFirst(a: KnownCrl, b: KnownCrl): number {
  return b.crl.thisUpdate - a.crl.thisUpdate || (a.sha256 < b.sha256 ? -1 : 1)
}
