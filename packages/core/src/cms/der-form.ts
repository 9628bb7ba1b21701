import { compareOctets, tlv } from '../der/der-writer.js'
import { DerError } from '../der/der-error.js'
import { DerReader } from '../der/der-reader.js'
import { Tag } from '../der/tag.js'
import { definiteLengths } from './definite-lengths.js'

/** Most values in one constructed value that is rewritten; signed attributes have some thirty. */
const maxValues = 10_000

/**
 * Is this one DER value all the way down, as far as that can be said without its ASN.1 module? Lengths, string forms,
 * BOOLEAN, INTEGER and the order of SETs are looked at; contents of primitive values are not opened. X.690 §10, §11.
 */
export function isDer(bytes: Uint8Array): boolean {
  try {
    const reader = new DerReader(bytes)
    const der = isDerValue(reader)
    return der && reader.atEnd
  } catch (error) {
    if (error instanceof DerError) return false
    throw error
  }
}

function isDerValue(reader: DerReader): boolean {
  const tag = reader.any()
  if ((tag & 0x20) === 0) return isDerPrimitive(reader, tag)
  // Universal constructed values are SEQUENCE, SET, EXTERNAL and EMBEDDED PDV; a string in pieces is no DER.
  if (tag < 0x40 && tag !== Tag.sequence && tag !== Tag.set && tag !== 0x28 && tag !== 0x2b) {
    return false
  }
  const inner = reader.inner()
  let previous: Uint8Array | undefined
  while (!inner.atEnd) {
    if (!isDerValue(inner)) return false
    if (tag !== Tag.set) continue
    const value = inner.raw()
    if (previous !== undefined && compareOctets(previous, value) > 0) return false
    previous = value
  }
  return true
}

function isDerPrimitive(reader: DerReader, tag: number): boolean {
  const length = reader.contentEnd - reader.contentStart
  const first = reader.bytes[reader.contentStart] as number
  switch (tag) {
    case Tag.boolean:
      return length === 1 && (first === 0 || first === 0xff)
    case Tag.integer:
    case Tag.enumerated: {
      if (length < 2) return length === 1
      const second = reader.bytes[reader.contentStart + 1] as number
      return !((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))
    }
    case Tag.null:
      return length === 0
    case Tag.sequence & ~0x20:
    case Tag.set & ~0x20:
      return false
    default:
      return true
  }
}

/**
 * The DER of a BER value as far as it can be made without its ASN.1 module: lengths, strings in pieces, BOOLEAN and the
 * order of SETs. X.690 §10, §11.
 * @throws DerError when it is no BER either.
 */
export function derForm(bytes: Uint8Array): Uint8Array {
  const reader = new DerReader(definiteLengths(bytes).bytes)
  const made = derValue(reader)
  reader.expectEnd()
  return made
}

function derValue(reader: DerReader): Uint8Array {
  const tag = reader.any()
  if ((tag & 0x20) === 0) {
    if (tag === Tag.boolean && reader.content().some((octet) => octet !== 0)) {
      return tlv(tag, Uint8Array.of(0xff))
    }
    return reader.raw()
  }
  if (tag > 0xff) reader.fail('UNEXPECTED_TAG')
  const inner = reader.inner()
  const values: Uint8Array[] = []
  while (!inner.atEnd) {
    if (values.length === maxValues) throw new DerError('TOO_MANY', inner.pos)
    values.push(derValue(inner))
  }
  if (tag === Tag.set) values.sort(compareOctets)
  return tlv(tag, ...values)
}
