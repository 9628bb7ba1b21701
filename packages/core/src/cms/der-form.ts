import { compareOctets, tlv } from '../der/der-writer.js'
import { DerError } from '../der/der-error.js'
import { DerReader, maxDepth } from '../der/der-reader.js'
import { Tag } from '../der/tag.js'
import { definiteLengths } from '../der/definite-lengths.js'

/** Most values in one constructed value that is rewritten; signed attributes have some thirty. */
const maxValues = 10_000

/**
 * Is this one DER value all the way down, as far as that can be said without its ASN.1 module? Lengths, string forms,
 * BOOLEAN, INTEGER and the order of SETs are looked at; contents of primitive values are not opened. X.690 §10, §11.
 */
export function isDer(bytes: Uint8Array): boolean {
  return derValueEnd(bytes, 0, bytes.length, 0) === bytes.length
}

/** Where the DER value at `start` ends, -1 when it is none. Makes no views: it runs over every signature's attributes. */
function derValueEnd(bytes: Uint8Array, start: number, limit: number, depth: number): number {
  const tag = bytes[start] as number
  // Tags above 30 do not occur in attributes.
  if (start + 2 > limit || (tag & 0x1f) === 0x1f || depth > maxDepth) return -1
  let pos = start + 2
  let length = bytes[start + 1] as number
  if (length >= 0x80) {
    const count = length & 0x7f
    if (count === 0 || count > 4 || pos + count > limit) return -1
    length = 0
    for (let i = 0; i < count; i++) length = length * 256 + (bytes[pos++] as number)
    if (length < 0x80 || length < 256 ** (count - 1)) return -1
  }
  const end = pos + length
  if (end > limit) return -1
  if ((tag & 0x20) === 0) return isDerPrimitive(bytes, tag, pos, length) ? end : -1
  // Universal constructed values are SEQUENCE, SET, EXTERNAL and EMBEDDED PDV; a string in pieces is no DER.
  if (tag < 0x40 && tag !== Tag.sequence && tag !== Tag.set && tag !== 0x28 && tag !== 0x2b) {
    return -1
  }
  let previous = -1
  while (pos < end) {
    const next = derValueEnd(bytes, pos, end, depth + 1)
    if (next < 0) return -1
    if (tag === Tag.set) {
      if (previous >= 0 && !inOrder(bytes, previous, pos, next)) return -1
      previous = pos
    }
    pos = next
  }
  return end
}

/** Are the values `[a, b)` and `[b, end)` in the order of X.690 §11.6? As `compareOctets`, without views. */
function inOrder(bytes: Uint8Array, a: number, b: number, end: number): boolean {
  const length = Math.max(b - a, end - b)
  for (let i = 0; i < length; i++) {
    const left = a + i < b ? (bytes[a + i] as number) : 0
    const right = b + i < end ? (bytes[b + i] as number) : 0
    if (left !== right) return left < right
  }
  return true
}

function isDerPrimitive(bytes: Uint8Array, tag: number, at: number, length: number): boolean {
  const first = bytes[at] as number
  switch (tag) {
    case Tag.boolean:
      return length === 1 && (first === 0 || first === 0xff)
    case Tag.integer:
    case Tag.enumerated: {
      if (length < 2) return length === 1
      const second = bytes[at + 1] as number
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
