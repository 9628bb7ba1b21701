import type { CheckResult } from './check.js'
import type { PathResult } from './path/path.js'
import { registry } from './registry.js'

const ranks = new Map<string, number>()
/** How many checks come before those of each rank. Room for one list, so that none is allocated for each. */
let next = new Uint16Array(0)

/** A path lists its checks as they decide; a report as the registry does, the same check in the order of the path. */
export function inRegistryOrder({ checks, reported }: PathResult): readonly CheckResult[] {
  if (reported !== undefined) return reported
  if (ranks.size === 0) {
    for (const [rank, { id }] of registry.entries()) ranks.set(id, rank)
    next = new Uint16Array(ranks.size + 2)
  }
  // Counted, not compared: how many checks come before those of each rank, and then each in its turn.
  next.fill(0)
  const rankOf: number[] = []
  for (const { id } of checks) {
    const rank = ranks.get(id) ?? ranks.size
    rankOf.push(rank)
    next[rank + 1] = (next[rank + 1] as number) + 1
  }
  for (let rank = 1; rank < next.length; rank++) {
    next[rank] = (next[rank] as number) + (next[rank - 1] as number)
  }
  const ordered = checks.slice()
  for (let place = 0; place < rankOf.length; place++) {
    const rank = rankOf[place] as number
    const at = next[rank] as number
    next[rank] = at + 1
    ordered[at] = checks[place] as CheckResult
  }
  return ordered
}
