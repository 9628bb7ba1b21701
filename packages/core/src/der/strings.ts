import { latin1Text } from '../encoding.js'
import { DerError } from './der-error.js'
import { Tag } from './tag.js'

/**
 * Reads a character string of the universal string types as text.
 * @param tag - Identifier octet; anything but a string type gives undefined.
 * @param start - Where the value begins, for the problem's offset.
 * @throws DerError `BAD_STRING` for octets outside the type (inside `core`; `parsing` makes it a problem).
 */
export function stringText(
  tag: number,
  bytes: Uint8Array,
  start: number,
  from: number,
  to: number,
): string | undefined {
  switch (tag) {
    case Tag.printableString:
    case Tag.numericString:
    case Tag.visibleString:
      // Issuers write `&`, `@` or `*` into PrintableString ("Chan & Co."): outside X.680 §41.4, without harm. What no
      // visible type holds is refused.
      return octetText(bytes, start, from, to, 0x20, 0x7e)
    case Tag.ia5String:
      return octetText(bytes, start, from, to, 0, 0x7f)
    case Tag.teletexString:
      return teletexText(bytes, start, from, to)
    case Tag.utf8String:
      return utf8Text(bytes, start, from, to)
    case Tag.bmpString:
      return wideText(bytes, start, from, to, 2)
    case Tag.universalString:
      return wideText(bytes, start, from, to, 4)
    default:
      return undefined
  }
}

/** IA5String contents as text: octets below 128. */
export function ia5Text(bytes: Uint8Array, start: number, from: number, to: number): string {
  return octetText(bytes, start, from, to, 0, 0x7f)
}

function octetText(
  bytes: Uint8Array,
  start: number,
  from: number,
  to: number,
  low: number,
  high: number,
): string {
  for (let at = from; at < to; at++) {
    const octet = bytes[at] as number
    if (octet < low || octet > high) throw new DerError('BAD_STRING', start)
  }
  return latin1Text(bytes, from, to)
}

/** TeletexString as everybody writes it, ISO 8859-1; T.61's escapes and controls are refused. RFC 5280 appendix B. */
function teletexText(bytes: Uint8Array, start: number, from: number, to: number): string {
  for (let at = from; at < to; at++) {
    const octet = bytes[at] as number
    if (octet < 0x20 || (octet >= 0x7f && octet < 0xa0)) throw new DerError('BAD_STRING', start)
  }
  return latin1Text(bytes, from, to)
}

/** UTF-8 without overlong forms, surrogates or values past U+10FFFF, RFC 3629. A byte order mark is a character. */
function utf8Text(bytes: Uint8Array, start: number, from: number, to: number): string {
  let at = from
  while (at < to && (bytes[at] as number) < 0x80) at++
  let text = latin1Text(bytes, from, at)
  while (at < to) {
    const first = bytes[at++] as number
    if (first < 0x80) {
      text += String.fromCharCode(first)
      continue
    }
    const more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1
    if (first < 0xc2 || first > 0xf4 || at + more > to) throw new DerError('BAD_STRING', start)
    let point = first & (0x3f >> more)
    for (let i = 0; i < more; i++) {
      const octet = bytes[at++] as number
      if ((octet & 0xc0) !== 0x80) throw new DerError('BAD_STRING', start)
      point = point * 64 + (octet & 0x3f)
    }
    const least = more === 3 ? 0x10000 : more === 2 ? 0x800 : 0x80
    if (point < least || !isScalar(point)) throw new DerError('BAD_STRING', start)
    text += String.fromCodePoint(point)
  }
  return text
}

/** BMPString (2 octets a character) and UniversalString (4), big-endian; surrogates are no characters. */
function wideText(
  bytes: Uint8Array,
  start: number,
  from: number,
  to: number,
  width: 2 | 4,
): string {
  if ((to - from) % width !== 0) throw new DerError('BAD_STRING', start)
  let text = ''
  for (let at = from; at < to; at += width) {
    let point = 0
    for (let i = 0; i < width; i++) point = point * 256 + (bytes[at + i] as number)
    if (!isScalar(point)) throw new DerError('BAD_STRING', start)
    text += String.fromCodePoint(point)
  }
  return text
}

function isScalar(point: number): boolean {
  return point <= 0x10ffff && (point < 0xd800 || point > 0xdfff)
}
