import { hex } from '../encoding.js'
import type { AttributeTypeAndValue, Name } from './name.js'
import { displayText } from './display-text.js'
import { oidName } from './oid-name.js'

/**
 * A distinguished name as RFC 4514 writes it, last RDN first: `CN=CHAN Tai Man,O=Example,C=HK`. What RFC 4514 §2.4 escapes
 * is escaped, and what could deceive a reader is written out by `displayText`: for showing and for logs, never to compare
 * names (`compareNames` does that).
 */
export function formatName(name: Name): string {
  return [...name.rdns]
    .reverse()
    .map((rdn) => rdn.map(formatAttribute).join('+'))
    .join(',')
}

function formatAttribute({ oid, valueRaw, text }: AttributeTypeAndValue): string {
  // Without a text the value is its encoding in hexadecimal, RFC 4514 §2.4.
  return `${oidName(oid)}=${text === undefined ? `#${hex(valueRaw)}` : escaped(text)}`
}

/** Nothing to escape and nothing to hide, RFC 4514 §2.4: letters, digits and marks between letters or digits. */
const plain = /^[A-Za-z0-9](?:[A-Za-z0-9 .'()/:=?@_-]*[A-Za-z0-9.)])?$/

function escaped(text: string): string {
  if (plain.test(text)) return text
  const shown = displayText(text.replace(/["+,;<>\\]/g, '\\$&').replace(/^[ #]/, '\\$&'))
  return shown.length > 1 && shown.endsWith(' ') && !shown.endsWith('\\ ')
    ? `${shown.slice(0, -1)}\\ `
    : shown
}
