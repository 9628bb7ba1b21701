import type { CheckResult } from './check.js'
import type { PathResult } from './path/path.js'
import { registry } from './registry.js'

const ranks = new Map<string, number>()

/** For each place in a report the place of the check in its path. */
type Order = readonly number[]

const orders = new WeakMap<PathResult, Order>()

/** A path lists its checks as they decide; a report as the registry does, the same check in the order of the path. */
export function inRegistryOrder(path: PathResult): readonly CheckResult[] {
  const { checks } = path
  return orderOf(path).map((place) => checks[place] as CheckResult)
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
  const byRank: number[][] = []
  for (const [place, { id }] of checks.entries()) {
    const rank = ranks.get(id) ?? ranks.size
    const places = byRank[rank]
    if (places === undefined) byRank[rank] = [place]
    else places.push(place)
  }
  return byRank.flat()
}
