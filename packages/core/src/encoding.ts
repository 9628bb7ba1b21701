import { UsageError } from './errors.js'

/** Octets written at once: what a call may take as arguments is bounded. */
const octetsAtOnce = 4096
const base64urlDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Octets as lower-case hexadecimal, two digits each. */
export function hex(octets: Uint8Array): string {
  let text = ''
  for (let from = 0; from < octets.length; from += octetsAtOnce) {
    // Character codes in a plain array and applied as a whole: half the time of a typed array, a quarter of joined strings.
    const codes: number[] = []
    const end = Math.min(octets.length, from + octetsAtOnce)
    for (let i = from; i < end; i++) {
      const octet = octets[i] as number
      codes.push(hexDigit(octet >> 4), hexDigit(octet & 15))
    }
    text += String.fromCharCode.apply(null, codes)
  }
  return text
}

/**
 * Each octet as the character of its number, ISO 8859-1: strings of one octet a character, and keys of maps.
 * @param from - The octets from here up to `to`; absent: all.
 */
export function latin1Text(octets: Uint8Array, from = 0, to = octets.length): string {
  let text = ''
  for (let begin = from; begin < to; begin += octetsAtOnce) {
    const codes: number[] = []
    const end = Math.min(to, begin + octetsAtOnce)
    for (let at = begin; at < end; at++) codes.push(octets[at] as number)
    text += String.fromCharCode.apply(null, codes)
  }
  return text
}

function hexDigit(value: number): number {
  return value + (value < 10 ? 0x30 : 0x57)
}

/**
 * Octets from hexadecimal, either case.
 * @throws UsageError `INVALID_HEX` for an odd count of digits or anything else.
 */
export function fromHex(text: string): Uint8Array {
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(text)) {
    throw new UsageError('INVALID_HEX', 'Give pairs of hexadecimal digits and nothing else.')
  }
  const octets = new Uint8Array(text.length / 2)
  for (let i = 0; i < octets.length; i++) octets[i] = parseInt(text.slice(2 * i, 2 * i + 2), 16)
  return octets
}

/** Octets as base64url without padding, RFC 4648 §5. */
export function base64url(octets: Uint8Array): string {
  let text = ''
  for (let i = 0; i < octets.length; i += 3) {
    const left = octets.length - i
    const bits = ((octets[i] as number) << 16) | ((octets[i + 1] ?? 0) << 8) | (octets[i + 2] ?? 0)
    text += (base64urlDigits[bits >> 18] as string) + (base64urlDigits[(bits >> 12) & 63] as string)
    if (left > 1) text += base64urlDigits[(bits >> 6) & 63] as string
    if (left > 2) text += base64urlDigits[bits & 63] as string
  }
  return text
}

/**
 * Octets from base64url without padding, RFC 4648 §5; bits that stand for nothing must be zero (§3.5), so that each
 * value has one spelling.
 * @throws UsageError `INVALID_BASE64URL`
 */
export function fromBase64url(text: string): Uint8Array {
  const octets = new Uint8Array(Math.floor((text.length * 3) / 4))
  let bits = 0
  let count = 0
  let at = 0
  let bad = text.length % 4 === 1
  for (let i = 0; i < text.length; i++) {
    const value = digitValue(text.charCodeAt(i))
    if (value < 0) bad = true
    bits = ((bits << 6) | value) & 0xffff
    count += 6
    if (count < 8) continue
    count -= 8
    octets[at++] = bits >> count
  }
  if (bad || (bits & ((1 << count) - 1)) !== 0) {
    throw new UsageError(
      'INVALID_BASE64URL',
      'Give base64url without padding, spaces or line ends.',
    )
  }
  return octets
}

function digitValue(code: number): number {
  if (code >= 0x41 && code <= 0x5a) return code - 0x41
  if (code >= 0x61 && code <= 0x7a) return code - 0x61 + 26
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 52
  return code === 0x2d ? 62 : code === 0x5f ? 63 : -1
}
