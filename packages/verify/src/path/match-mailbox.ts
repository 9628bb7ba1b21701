import { parseHostName } from './host-name.js'
import type { SubtreeMatch } from './name-constraints.js'

/**
 * Does a mailbox lie in a subtree? The base is a mailbox (that one), a host (all mailboxes on it), or a domain with a leading dot
 * (all hosts below it, itself left out). Hosts are compared without regard to case, local parts with it. Local parts
 * may be internationalised (RFC 6531); hosts stand as A-labels (RFC 9598 §3), other ones cannot be compared.
 * Source: RFC 5280 §4.2.1.10, §7.5.
 */
export function matchMailbox(name: string, base: string): SubtreeMatch {
  const mailbox = parseMailbox(name)
  if (mailbox === null) return 'malformed'
  if (base.includes('@')) {
    const only = parseMailbox(base)
    if (only === null) return 'malformed'
    return only.local === mailbox.local && only.host === mailbox.host ? 'inside' : 'outside'
  }
  const below = base.startsWith('.')
  const host = parseHostName(below ? base.slice(1) : base)
  if (host === null) return 'malformed'
  const inside = below ? mailbox.host.endsWith(`.${host}`) : mailbox.host === host
  return inside ? 'inside' : 'outside'
}

/**
 * `local@host`, RFC 5321 §4.1.2. The local part is a dot-string: a quoted one could hold an `@` and be read in two ways.
 */
function parseMailbox(text: string): { local: string; host: string } | null {
  if (text.length > maxMailbox) return null
  const at = text.lastIndexOf('@')
  const local = text.slice(0, Math.max(at, 0))
  if (local.length === 0 || local.length > 64 || !dotString.test(local)) return null
  const host = parseHostName(text.slice(at + 1))
  return host === null ? null : { local, host }
}

/** RFC 5321 §4.5.3.1: 64 octets, `@`, 255 octets. */
const maxMailbox = 320
const dotString =
  /^[a-zA-Z0-9!#$%&'*+/=?^_`{|}~\u0080-\uffff-]+(?:\.[a-zA-Z0-9!#$%&'*+/=?^_`{|}~\u0080-\uffff-]+)*$/
