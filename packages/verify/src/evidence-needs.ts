import { canonicalJson } from '@chopmark/core'
import type { EvidenceNeed } from './evidence.js'

const kindOrder = ['content', 'trust-anchor', 'issuer', 'crl', 'ocsp']

/** Each need once, content first, then what paths need, then revocation; within a kind by canonical JSON. */
export function sortedNeeds(needs: readonly EvidenceNeed[]): readonly EvidenceNeed[] {
  if (needs.length === 0) return needs
  const byText = new Map(needs.map((need) => [canonicalJson(need), need]))
  return [...byText]
    .sort(([aText, a], [bText, b]) => {
      const order = kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind)
      return order !== 0 ? order : aText < bText ? -1 : 1
    })
    .map(([, need]) => need)
}
