import { hex } from '../encoding.js'
import { Tag } from '../der/tag.js'
import type { AttributeTypeAndValue, Name, RelativeDistinguishedName } from './name.js'
import { prepareString } from './prepare-string.js'

const keys = new WeakMap<Name, string>()

/**
 * A string that two names share exactly when they are equal under RFC 5280 §7.1: attribute types and values in pairs, string
 * values compared after RFC 4518 preparation whatever their string type, other values octet by octet, an RDN as a set.
 * Cheap to compare and to use as a Map key; opaque, never shown, of one version of this code only.
 * @returns The same string for the same Name object without new work.
 */
export function nameKey(name: Name): string {
  let key = keys.get(name)
  if (key === undefined) {
    key = name.rdns.map(rdnKey).join('+')
    keys.set(name, key)
  }
  return key
}

/**
 * The key of one RDN: `nameKey` is made of these, so a name within a subtree shares the first ones with its base.
 * RFC 5280 §4.2.1.10.
 */
export function rdnKey(rdn: RelativeDistinguishedName): string {
  const [first, second] = rdn
  if (first !== undefined && second === undefined) return attributeKey(first)
  return rdn.map(attributeKey).sort().join('&')
}

/** RFC 5280 §7.1: are these the same name? */
export function compareNames(a: Name, b: Name): boolean {
  return a === b || nameKey(a) === nameKey(b)
}

/** The string types whose values are compared as text; a TeletexString's repertoire is anybody's guess, so its octets count. */
function isDirectoryString(tag: number): boolean {
  return (
    tag === Tag.printableString ||
    tag === Tag.utf8String ||
    tag === Tag.bmpString ||
    tag === Tag.universalString ||
    tag === Tag.ia5String ||
    tag === Tag.numericString ||
    tag === Tag.visibleString
  )
}

const separator = /[\\+&]/
const separators = /[\\+&]/g

/** `oid=text` or `oid#octets`; the separators of names and RDNs are escaped, so that no value can imitate them. */
function attributeKey({ oid, valueTag, valueRaw, text }: AttributeTypeAndValue): string {
  const prepared =
    text !== undefined && isDirectoryString(valueTag) ? prepareString(text) : undefined
  if (prepared === undefined) return `${oid}#${hex(valueRaw)}`
  const escaped = separator.test(prepared) ? prepared.replace(separators, '\\$&') : prepared
  return `${oid}=${escaped}`
}
