import { parseHostName } from './host-name.js'
import type { SubtreeMatch } from './name-constraints.js'

const authority = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i
/** Longer than any address that works; comparing stays cheap. */
const maxUri = 2048
const address = /^(?:\d+\.){3}\d+$/

/**
 * Does a URI's host lie in a subtree? The base is a host (that one) or a domain with a leading dot (all hosts below it,
 * itself left out). A URI without a host, or with an address for one, fits nowhere and is refused.
 * Source: RFC 5280 §4.2.1.10.
 */
export function matchUri(name: string, base: string): SubtreeMatch {
  const host = hostOf(name)
  if (host === null) return 'malformed'
  const below = base.startsWith('.')
  const domain = parseHostName(below ? base.slice(1) : base)
  if (domain === null) return 'malformed'
  const inside = below ? host.endsWith(`.${domain}`) : host === domain
  return inside ? 'inside' : 'outside'
}

function hostOf(uri: string): string | null {
  if (uri.length > maxUri) return null
  const part = authority.exec(uri)?.[1]
  if (part === undefined) return null
  const host = part.slice(part.lastIndexOf('@') + 1).replace(/:\d*$/, '')
  return address.test(host) ? null : parseHostName(host)
}
