import { UsageError } from './errors.js'
import type { TrustAnchor, TrustAnchors } from './trust-anchor.js'

/**
 * Freezes a list of trust anchors for a policy.
 * @param list - At least one anchor; order does not matter.
 * @returns The same anchors, sorted by `id`, as the only type a policy accepts.
 * @throws UsageError `EMPTY_TRUST_ANCHORS` when the list is empty, `DUPLICATE_TRUST_ANCHOR` when two share an id,
 * `MIXED_SANDBOX_ANCHORS` when sandbox and real anchors meet: what a sandbox issued must never pass as real.
 * Source: RFC 5280 §6.1.1 (d).
 */
export function trustAnchors(list: readonly TrustAnchor[]): TrustAnchors {
  const [first] = list
  if (first === undefined) {
    throw new UsageError('EMPTY_TRUST_ANCHORS', 'Give at least one TrustAnchor: none is built in.')
  }
  if (list.some((anchor) => anchor.sandbox !== first.sandbox)) {
    throw new UsageError(
      'MIXED_SANDBOX_ANCHORS',
      'Give sandbox anchors or real ones, never both: make one policy for each.',
    )
  }
  const sorted = [...list].sort((a, b) => (a.id < b.id ? -1 : 1))
  const twin = sorted.find((anchor, index) => anchor.id === sorted[index + 1]?.id)
  if (twin !== undefined) {
    throw new UsageError(
      'DUPLICATE_TRUST_ANCHOR',
      `Give each TrustAnchor its own id: ${twin.id} is there twice.`,
    )
  }
  return Object.freeze(sorted) as unknown as TrustAnchors
}
