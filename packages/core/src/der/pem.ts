import { DerError } from './der-error.js'

/** One `-----BEGIN label-----` block. */
export interface PemBlock {
  /** For example `CERTIFICATE`. */
  readonly label: string
  readonly bytes: Uint8Array
  /** Where the block begins in what was given, in octets. */
  readonly offset: number
}

/** More blocks than any bundle of roots, CRLs or certificates holds (Debian's has some 150). */
const maxBlocks = 10_000

const begin = '-----BEGIN '
const dashes = '-----'

/**
 * All PEM blocks of a text, RFC 7468 §2: text around the blocks is skipped, inside them only base64 and line ends stand,
 * lines of any length. Headers of RFC 1421 (encrypted keys) are refused.
 * @throws DerError `BAD_VALUE` inside a block, `TRUNCATED` for one without its end, `TOO_MANY`; `parsing`'s callers make it a problem.
 */
export function pemBlocks(bytes: Uint8Array): PemBlock[] {
  const blocks: PemBlock[] = []
  for (let at = indexOf(bytes, begin, 0); at >= 0; at = indexOf(bytes, begin, at)) {
    if (at > 0 && !isLineEnd(bytes[at - 1])) {
      at += begin.length
      continue
    }
    if (blocks.length === maxBlocks) throw new DerError('TOO_MANY', at)
    const labelStart = at + begin.length
    const labelEnd = indexOf(bytes, dashes, labelStart)
    if (labelEnd < 0 || labelEnd - labelStart > 64) throw new DerError('BAD_VALUE', at)
    const label = ascii(bytes, labelStart, labelEnd)
    if (!/^[A-Z0-9 ]*$/.test(label)) throw new DerError('BAD_VALUE', at)
    const bodyStart = labelEnd + dashes.length
    const end = `-----END ${label}-----`
    const bodyEnd = indexOf(bytes, dashes, bodyStart)
    if (bodyEnd < 0) throw new DerError('TRUNCATED', at)
    if (!startsWith(bytes, end, bodyEnd)) throw new DerError('BAD_VALUE', bodyEnd)
    blocks.push({ label, bytes: base64(bytes, bodyStart, bodyEnd), offset: at })
    at = bodyEnd + end.length
  }
  return blocks
}

/**
 * Base64 of RFC 4648 §4, padded, with line ends and blanks between; bits that nothing carries are zero.
 * @throws DerError `BAD_VALUE` at the first octet that is out of place.
 */
export function base64(bytes: Uint8Array, from: number, to: number): Uint8Array {
  const out = new Uint8Array(Math.floor(((to - from) * 3) / 4))
  let length = 0
  let bits = 0
  let count = 0
  let padding = 0
  for (let at = from; at < to; at++) {
    const octet = bytes[at] as number
    if (octet === 0x20 || octet === 0x09 || isLineEnd(octet)) continue
    if (octet === 0x3d) {
      padding++
      continue
    }
    const value = sextet(octet)
    if (value < 0 || padding > 0) throw new DerError('BAD_VALUE', at)
    bits = ((bits << 6) | value) & 0xffffff
    if (++count % 4 === 0) {
      out[length++] = bits >> 16
      out[length++] = (bits >> 8) & 0xff
      out[length++] = bits & 0xff
    }
  }
  const left = count % 4
  const wanted = left === 0 ? 0 : 4 - left
  if (left === 1 || padding !== wanted) throw new DerError('BAD_VALUE', to)
  if (left === 2) {
    if ((bits & 0xf) !== 0) throw new DerError('BAD_VALUE', to)
    out[length++] = (bits >> 4) & 0xff
  } else if (left === 3) {
    if ((bits & 0x3) !== 0) throw new DerError('BAD_VALUE', to)
    out[length++] = (bits >> 10) & 0xff
    out[length++] = (bits >> 2) & 0xff
  }
  return out.subarray(0, length)
}

function sextet(octet: number): number {
  if (octet >= 0x41 && octet <= 0x5a) return octet - 0x41
  if (octet >= 0x61 && octet <= 0x7a) return octet - 0x61 + 26
  if (octet >= 0x30 && octet <= 0x39) return octet - 0x30 + 52
  return octet === 0x2b ? 62 : octet === 0x2f ? 63 : -1
}

function isLineEnd(octet: number | undefined): boolean {
  return octet === 0x0a || octet === 0x0d
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to))
}

function startsWith(bytes: Uint8Array, text: string, at: number): boolean {
  if (at + text.length > bytes.length) return false
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false
  return true
}

/** Where `text` stands next, -1 for nowhere. Every search begins with a dash, which few files are full of. */
function indexOf(bytes: Uint8Array, text: string, from: number): number {
  const first = text.charCodeAt(0)
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (startsWith(bytes, text, at)) return at
  }
  return -1
}
