import * as asn1js from 'asn1js'

/** One complete DER (or, on purpose, malformed) element. */
export type Der = Uint8Array

/** Joins octet strings. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return join(parts)
}

/** Joins any number of octet strings: half a million CRL entries do not fit an argument list. */
export function join(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}

/** Any identifier octet around the concatenated contents, with the minimal definite length. */
export function tlv(tag: number, ...contents: readonly Uint8Array[]): Der {
  let length = 0
  for (const content of contents) length += content.length
  return join([Uint8Array.of(tag), lengthOctets(length), ...contents])
}

/** X.690 §10.1: definite, in as few octets as it takes. */
export function lengthOctets(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length)
  const octets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  return Uint8Array.of(0x80 | octets.length, ...octets)
}

export function sequence(...members: readonly Der[]): Der {
  return tlv(0x30, ...members)
}

/** SET OF with its members in the order DER asks for, X.690 §11.6. */
export function setOf(...members: readonly Der[]): Der {
  return tlv(0x31, ...[...members].sort((a, b) => Buffer.compare(a, b)))
}

/** `[number]` constructed: EXPLICIT around one element, or IMPLICIT for a constructed type. */
export function context(number: number, ...members: readonly Der[]): Der {
  return tlv(0xa0 | number, ...members)
}

/** `[number] IMPLICIT` for a primitive type. */
export function contextPrimitive(number: number, content: Uint8Array): Der {
  return tlv(0x80 | number, content)
}

const knownOids = new Map<string, Der>()

export function oid(dotted: string): Der {
  const known = knownOids.get(dotted)
  if (known !== undefined) return known
  const encoded = ber(new asn1js.ObjectIdentifier({ value: dotted }))
  knownOids.set(dotted, encoded)
  return encoded
}

export function integer(value: number | bigint): Der {
  if (value < 0) return ber(asn1js.Integer.fromBigInt(value))
  // asn1js takes a tenth of a millisecond for a long one: too much for a CRL of half a million.
  const hex = value.toString(16)
  const even = hex.length % 2 === 0 ? hex : `0${hex}`
  const octets = Buffer.from(even, 'hex')
  return (octets[0] ?? 0) >= 0x80 ? tlv(0x02, Uint8Array.of(0), octets) : tlv(0x02, octets)
}

export function enumerated(value: number): Der {
  return tlv(0x0a, Uint8Array.of(value))
}

export function boolean(value: boolean): Der {
  return tlv(0x01, Uint8Array.of(value ? 0xff : 0))
}

export function nullValue(): Der {
  return tlv(0x05)
}

export function octetString(content: Uint8Array): Der {
  return tlv(0x04, content)
}

export function bitString(content: Uint8Array, unusedBits = 0): Der {
  return tlv(0x03, Uint8Array.of(unusedBits), content)
}

/** A named-bit list: trailing zero bits are left out, X.690 §11.2.2. */
export function namedBits(bits: readonly number[]): Der {
  if (bits.length === 0) return bitString(new Uint8Array(0))
  const last = Math.max(...bits)
  const octets = new Uint8Array(Math.floor(last / 8) + 1)
  for (const bit of bits) octets[bit >> 3] = (octets[bit >> 3] ?? 0) | (0x80 >> (bit & 7))
  return bitString(octets, 7 - (last & 7))
}

export function utf8String(text: string): Der {
  return tlv(0x0c, new TextEncoder().encode(text))
}

export function printableString(text: string): Der {
  return ber(new asn1js.PrintableString({ value: text }))
}

export function ia5String(text: string): Der {
  return ber(new asn1js.IA5String({ value: text }))
}

export function bmpString(text: string): Der {
  return tlv(0x1e, bmpOctets(text))
}

/** UTF-16, big-endian, without an end mark. */
export function bmpOctets(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'utf16le').swap16())
}

/** Time of RFC 5280 §4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050, whole seconds. */
export function time(date: Date): Der {
  const year = date.getUTCFullYear()
  if (year < 1950 || year > 2049) return generalizedTime(date)
  return tlv(0x17, new TextEncoder().encode(digits(date).slice(2)))
}

export function generalizedTime(date: Date): Der {
  return tlv(0x18, new TextEncoder().encode(digits(date)))
}

function digits(date: Date): string {
  return date
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:T]/g, '')
}

function ber(value: asn1js.BaseBlock): Der {
  return new Uint8Array(value.toBER())
}
