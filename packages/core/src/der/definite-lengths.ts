import { DerError } from './der-error.js'
import { maxDepth } from './der-reader.js'
import { Tag } from './tag.js'

/**
 * Most values that a BER message may hold inside layers that have to be rewritten. Content comes in pieces of 1,000
 * octets or more from every known writer, so this is 200 MB of content; each costs about 1 µs and 100 octets of memory.
 */
const maxRewritten = 200_000

const constructedOctetString = Tag.octetString | 0x20

interface BerValue {
  readonly start: number
  readonly contentStart: number
  readonly contentEnd: number
  /** Behind the end-of-contents octets, where there are some. */
  readonly next: number
  /** Length of the contents after rewriting. */
  readonly length: number
  /** Its own header cannot stay: indefinite or non-minimal length, or a string in pieces. */
  readonly changed: boolean
  /** Absent when the whole value can be copied as it is. */
  readonly children?: readonly BerValue[]
}

/** BER rewritten with definite minimal lengths. */
export interface DefiniteLengths {
  readonly bytes: Uint8Array
  /** Does the copied range `[start, end)` stand in the original octet for octet? */
  unchanged(start: number, end: number): boolean
  /** The offset in the original of an offset in the copy. */
  sourceOffset(offset: number): number
}

/**
 * Rewrites the lengths of one BER value as DER has them and joins OCTET STRINGs that come in pieces. Nothing else moves:
 * order and values stay, so what was DER inside stays octet for octet. Linear in the input. X.690 §8.1.3, §8.7.3, §10.1.
 * @throws DerError for what is no BER, or what follows the value.
 */
export function definiteLengths(bytes: Uint8Array): DefiniteLengths {
  const budget = { left: maxRewritten }
  const root = scan(bytes, 0, bytes.length, 0, budget)
  if (root.next < bytes.length) throw new DerError('TRAILING_BYTES', root.next)
  const out = new Uint8Array(headerLength(root.length) + root.length)
  const copied: number[] = []
  const source: number[] = []
  const changed: number[] = []
  const write = (value: BerValue, at: number): number => {
    copied.push(at)
    source.push(value.start)
    if (value.children === undefined) {
      out.set(bytes.subarray(value.start, value.contentEnd), at)
      return at + value.contentEnd - value.start
    }
    if (value.changed) changed.push(at)
    const tag = bytes[value.start] as number
    let to = writeHeader(out, at, tag === constructedOctetString ? Tag.octetString : tag, value)
    if (tag === constructedOctetString) return joinPieces(value, to)
    for (const child of value.children) to = write(child, to)
    return to
  }
  const joinPieces = (value: BerValue, at: number): number => {
    let to = at
    for (const piece of value.children ?? []) {
      if (bytes[piece.start] === constructedOctetString) {
        to = joinPieces(piece, to)
        continue
      }
      copied.push(to)
      source.push(piece.contentStart)
      out.set(bytes.subarray(piece.contentStart, piece.contentEnd), to)
      to += piece.contentEnd - piece.contentStart
    }
    return to
  }
  write(root, 0)
  return {
    bytes: out,
    unchanged: (start, end) => {
      const first = changed[firstAtLeast(changed, start)]
      return first === undefined || first >= end
    },
    sourceOffset: (offset) => {
      const index = Math.max(0, firstAtLeast(copied, offset + 1) - 1)
      return Math.min((source[index] as number) + offset - (copied[index] as number), bytes.length)
    },
  }
}

type Budget = { left: number }

function scan(
  bytes: Uint8Array,
  start: number,
  end: number,
  depth: number,
  budget: Budget,
): BerValue {
  if (depth > maxDepth) throw new DerError('TOO_DEEP', start)
  const header = readHeader(bytes, start, end)
  const { contentStart, contentEnd, minimal } = header
  const tag = bytes[start] as number
  if ((tag & 0x20) === 0) {
    if (contentEnd === undefined) throw new DerError('INDEFINITE_LENGTH', start)
    const length = contentEnd - contentStart
    if (minimal)
      return { start, contentStart, contentEnd, next: contentEnd, length, changed: false }
    spend(budget, start)
    // Only the header is new: a value with no children to visit, written through `children: [contents]`.
    const contents = {
      start: contentStart,
      contentStart,
      contentEnd,
      next: contentEnd,
      length,
      changed: false,
    }
    return {
      start,
      contentStart,
      contentEnd,
      next: contentEnd,
      length,
      changed: true,
      children: [contents],
    }
  }
  const children: BerValue[] = []
  let pos = contentStart
  let length = 0
  let rewrite = contentEnd === undefined || !minimal || tag === constructedOctetString
  const changed = rewrite
  const limit = contentEnd ?? end
  for (;;) {
    if (contentEnd !== undefined && pos >= contentEnd) break
    if (contentEnd === undefined) {
      if (pos + 2 > limit) throw new DerError('TRUNCATED', start)
      if (bytes[pos] === 0 && bytes[pos + 1] === 0) break
    }
    const child = scan(bytes, pos, limit, depth + 1, budget)
    const childTag = bytes[pos] as number
    if (tag === constructedOctetString) {
      if ((childTag | 0x20) !== constructedOctetString) throw new DerError('UNEXPECTED_TAG', pos)
      length += child.length
    } else {
      length +=
        child.children === undefined
          ? child.contentEnd - child.start
          : headerLength(child.length) + child.length
    }
    if (child.children !== undefined) rewrite = true
    spend(budget, pos)
    children.push(child)
    pos = child.next
  }
  const value = {
    start,
    contentStart,
    contentEnd: pos,
    next: contentEnd === undefined ? pos + 2 : pos,
    length,
    changed,
  }
  if (rewrite) return { ...value, children }
  budget.left += children.length
  return value
}

function spend(budget: Budget, at: number): void {
  if (--budget.left < 0) throw new DerError('TOO_MANY', at)
}

/** `contentEnd` is undefined for an indefinite length. Tags above 30 do not occur in CMS. */
function readHeader(
  bytes: Uint8Array,
  start: number,
  end: number,
): { contentStart: number; contentEnd: number | undefined; minimal: boolean } {
  if (start + 2 > end) throw new DerError('TRUNCATED', start)
  const tag = bytes[start] as number
  if ((tag & 0x1f) === 0x1f || tag === 0) throw new DerError('UNEXPECTED_TAG', start)
  let pos = start + 1
  let length = bytes[pos++] as number
  let minimal = true
  if (length === 0x80) return { contentStart: pos, contentEnd: undefined, minimal: false }
  if (length > 0x80) {
    const count = length & 0x7f
    if (pos + count > end) throw new DerError('TRUNCATED', start)
    length = 0
    for (let i = 0; i < count; i++) {
      length = length * 256 + (bytes[pos++] as number)
      if (length > end) throw new DerError('TRUNCATED', start)
    }
    minimal = length >= 0x80 && count === headerLength(length) - 2
  }
  if (pos + length > end) throw new DerError('TRUNCATED', start)
  return { contentStart: pos, contentEnd: pos + length, minimal }
}

function headerLength(length: number): number {
  return length < 0x80 ? 2 : length < 0x100 ? 3 : length < 0x10000 ? 4 : length < 0x100_0000 ? 5 : 6
}

function writeHeader(out: Uint8Array, at: number, tag: number, value: BerValue): number {
  const size = headerLength(value.length)
  out[at] = tag
  if (size === 2) {
    out[at + 1] = value.length
  } else {
    out[at + 1] = 0x80 | (size - 2)
    for (let i = 0; i < size - 2; i++) out[at + size - 1 - i] = (value.length >>> (8 * i)) & 0xff
  }
  return at + size
}

/** Index of the first of these ascending numbers that is at least `value`. */
function firstAtLeast(numbers: readonly number[], value: number): number {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low
}
