import { UsageError } from '../errors.js'
import { joinOctets } from '../join-octets.js'
import { Tag } from './tag.js'

/**
 * One DER value: tag, minimal definite length, contents.
 * @param tag - Identifier octet, see `Tag`.
 * @param parts - Contents, joined in order.
 */
export function tlv(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  let header = 2
  for (let rest = length; rest >= (header === 2 ? 0x80 : 1); rest = Math.floor(rest / 256)) header++
  const out = new Uint8Array(header)
  out[0] = tag
  if (header === 2) {
    out[1] = length
  } else {
    out[1] = 0x80 | (header - 2)
    for (let i = header - 1, rest = length; i > 1; i--, rest = Math.floor(rest / 256)) out[i] = rest
  }
  return joinOctets([out, ...parts])
}

/** SEQUENCE of the given values. */
export function sequence(...parts: readonly Uint8Array[]): Uint8Array {
  return tlv(Tag.sequence, ...parts)
}

/** SET OF: values in ascending order of their encodings, X.690 §11.6. */
export function setOf(...parts: readonly Uint8Array[]): Uint8Array {
  return tlv(Tag.set, ...[...parts].sort(compareOctets))
}

/** Order of encodings as X.690 §11.6 wants it: octet by octet, a shorter one padded with zeros. */
export function compareOctets(a: Uint8Array, b: Uint8Array): number {
  const length = Math.max(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/**
 * INTEGER of a whole number from 0 to 2^48.
 * @throws UsageError `INVALID_INTEGER` for anything else.
 */
export function integer(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0 || value > 2 ** 48) {
    throw new UsageError('INVALID_INTEGER', 'Give a whole number from 0 to 2^48.')
  }
  const octets: number[] = []
  let rest = value
  do {
    octets.unshift(rest % 256)
    rest = Math.floor(rest / 256)
  } while (rest > 0)
  if ((octets[0] as number) >= 0x80) octets.unshift(0)
  return tlv(Tag.integer, Uint8Array.from(octets))
}

/**
 * OBJECT IDENTIFIER.
 * @param dotted - For example `1.2.840.113549.1.7.1`; arcs of up to 39 digits, which hold those made of a UUID (X.667).
 * @throws UsageError `INVALID_OID` when it is no dotted identifier.
 */
export function objectIdentifier(dotted: string): Uint8Array {
  const arcs = /^[0-2](?:\.(?:0|[1-9]\d{0,38}))+$/.test(dotted) ? dotted.split('.').map(BigInt) : []
  const [root, second, ...rest] = arcs
  if (root === undefined || second === undefined || (root < 2n && second > 39n)) {
    throw new UsageError(
      'INVALID_OID',
      'Give a dotted object identifier such as 1.2.840.113549.1.7.1.',
    )
  }
  const octets: number[] = []
  for (const arc of [root * 40n + second, ...rest]) {
    const base: number[] = [Number(arc % 128n)]
    for (let left = arc / 128n; left; left /= 128n) base.unshift(0x80 | Number(left % 128n))
    octets.push(...base)
  }
  return tlv(Tag.objectIdentifier, Uint8Array.from(octets))
}

/** OCTET STRING. */
export function octetString(contents: Uint8Array): Uint8Array {
  return tlv(Tag.octetString, contents)
}

/** NULL. */
export function nullValue(): Uint8Array {
  return tlv(Tag.null)
}

/** UTF8String. */
export function utf8String(text: string): Uint8Array {
  return tlv(Tag.utf8String, new TextEncoder().encode(text))
}
