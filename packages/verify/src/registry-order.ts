import type { CheckResult } from './check.js'
import type { PathResult } from './path/path.js'
import { registry } from './registry.js'

const ranks = new Map<string, number>()

/** For each place in a report the place of the check in its path. */
type Order = Uint16Array

const orders = new WeakMap<PathResult, Order>()

/** A path lists its checks as they decide; a report as the registry does, the same check in the order of the path. */
export function inRegistryOrder(path: PathResult): readonly CheckResult[] {
  const { checks } = path
  const order = orderOf(path)
  const ordered: CheckResult[] = []
  for (let i = 0; i < order.length; i++) ordered.push(checks[order[i] as number] as CheckResult)
  return ordered
}

/** `path` has the checks of `like`, one for one. */
export function orderedLike(path: PathResult, like: PathResult): void {
  orders.set(path, orderOf(like))
}

function orderOf(path: PathResult): Order {
  let order = orders.get(path)
  if (order === undefined) orders.set(path, (order = placesByRank(path.checks)))
  return order
}

function placesByRank(checks: readonly CheckResult[]): Order {
  if (ranks.size === 0) for (const [rank, { id }] of registry.entries()) ranks.set(id, rank)
  // Counted, not compared: how many checks come before those of each rank, and then each in its turn.
  const next = new Uint16Array(ranks.size + 2)
  const rankOf = checks.map(({ id }) => ranks.get(id) ?? ranks.size)
  for (const rank of rankOf) next[rank + 1] = (next[rank + 1] as number) + 1
  for (let rank = 1; rank < next.length; rank++) {
    next[rank] = (next[rank] as number) + (next[rank - 1] as number)
  }
  const order = new Uint16Array(checks.length)
  for (let place = 0; place < rankOf.length; place++) {
    const rank = rankOf[place] as number
    const at = next[rank] as number
    next[rank] = at + 1
    order[at] = place
  }
  return order
}
