import { DerError } from '../der/der-error.js'
import { DerReader } from '../der/der-reader.js'
import { compareOctets } from '../der/der-writer.js'
import { OctetMemory } from '../der/octet-memory.js'
import { stringText } from '../der/strings.js'
import { Tag } from '../der/tag.js'
import type { AttributeTypeAndValue, Name, RelativeDistinguishedName } from './name.js'

/** A name that can be read so deep inside can be read anywhere above: what is remembered must not change what is refused. */
const deepest = 32
/** Names kept: the CAs of a country and their CRL issuers, some hundred bytes each. */
let names: OctetMemory<Name> | undefined

/**
 * Name, RFC 5280 §4.1.2.4. An empty one is a name; an RDN is never empty, and its attributes stand in DER order. A name met
 * again is the same object, so that what was worked out of it is at hand.
 */
export function readName(reader: DerReader, tag: number = Tag.sequence): Name {
  const inner = reader.enter(tag)
  const raw = reader.raw()
  if (tag !== Tag.sequence || inner.depth > deepest) return { raw, rdns: readRdns(inner) }
  names ??= new OctetMemory(128, 1024, readOwn)
  return names.get(raw) ?? { raw, rdns: readRdns(inner) }
}

function readOwn(raw: Uint8Array): Name | undefined {
  try {
    const reader = new DerReader(raw, 0, raw.length, deepest)
    return { raw, rdns: readRdns(reader.enter(Tag.sequence)) }
  } catch (error) {
    if (error instanceof DerError) return undefined
    throw error
  }
}

function readRdns(inner: DerReader): readonly RelativeDistinguishedName[] {
  const rdns: RelativeDistinguishedName[] = []
  while (inner.hasMore()) rdns.push(readRelativeDistinguishedName(inner))
  return rdns
}

/** RelativeDistinguishedName, a SET SIZE (1..MAX); also found with an implicit tag in a distribution point. */
export function readRelativeDistinguishedName(
  reader: DerReader,
  tag: number = Tag.set,
): RelativeDistinguishedName {
  const set = reader.enter(tag)
  if (set.atEnd) reader.fail('MISSING_FIELD')
  const rdn = [readAttribute(set)]
  if (!set.hasMore()) return rdn
  let previous = set.raw()
  while (set.hasMore()) {
    rdn.push(readAttribute(set))
    const raw = set.raw()
    // X.690 §11.6; two equal members are no set.
    if (compareOctets(previous, raw) >= 0) set.fail('BAD_SET_ORDER')
    previous = raw
  }
  return rdn
}

function readAttribute(set: DerReader): AttributeTypeAndValue {
  const fields = set.enter(Tag.sequence)
  const oid = fields.objectIdentifier()
  const valueRaw = fields.opaque()
  const { tag } = fields
  const { bytes, start, contentStart, contentEnd } = fields
  fields.expectEnd()
  const text = stringText(tag, bytes, start, contentStart, contentEnd)
  // Strings are universal and primitive, so that the identifier octet is the tag number.
  const valueTag = tag
  return text === undefined ? { oid, valueTag, valueRaw } : { oid, valueTag, valueRaw, text }
}
