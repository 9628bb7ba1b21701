import { parseHostName, withinDomain } from './host-name.js'
import type { SubtreeKind, SubtreeMatch } from './name-constraints.js'

/** 253, and room for a wildcard or a leading dot. */
const maxName = 255

/**
 * Does a DNS name lie in a subtree? The base takes in itself and everything made by adding labels on the left; an empty base takes in all.
 * A wildcard name is inside a permitted subtree when all that it stands for is, and inside an excluded one when any
 * of it is. A base with a leading dot, which RFC 5280 does not know, permits only what is below it and excludes the
 * domain itself as well.
 * Source: RFC 5280 §4.2.1.10.
 */
export function matchDnsName(name: string, base: string, kind: SubtreeKind): SubtreeMatch {
  if (name.length > maxName || base.length > maxName) return 'malformed'
  const wildcard = name.startsWith('*.')
  const host = parseHostName(wildcard ? name.slice(2) : name)
  if (host === null) return 'malformed'
  if (base === '') return 'inside'
  const below = base.startsWith('.')
  const domain = parseHostName(below ? base.slice(1) : base)
  if (domain === null) return 'malformed'
  if (kind === 'permitted') {
    return withinDomain(host, domain) && (wildcard || !below || host !== domain)
      ? 'inside'
      : 'outside'
  }
  const touches = withinDomain(host, domain) || (wildcard && domain.endsWith(`.${host}`))
  return touches ? 'inside' : 'outside'
}
