import type { GeneralName } from '../x509/general-name.js'
import type { CrlEntry } from './crl.js'
import { readCrlEntry } from './read-crl-entry.js'

/** Entries of one serial number that `find` gives: an indirect CRL has one for each CA that happens to use it. */
export const maxFound = 1024

/**
 * Finds entries of a list that `scanCrlEntries` has checked. The first question walks the list, which costs a fifth of an index
 * and is all that a process with one signature needs; the second builds one: the offsets of the entries grouped by a hash of their
 * serial numbers, 8 octets an entry or less. A group is searched in list order, so that serial numbers chosen to collide cost a slow
 * look-up and never a slow build.
 */
export class CrlEntryIndex {
  private readonly bytes: Uint8Array
  private readonly from: number
  private readonly to: number
  private readonly entryCount: number
  private readonly issuerStarts: readonly number[]
  private readonly issuers = new Map<number, readonly GeneralName[]>()
  private asked = false
  /** Where the entries begin, group after group. */
  private starts = new Uint32Array(0)
  /** Where in `starts` each group begins; one more, which ends the last. Empty until the index is built. */
  private groups = new Uint32Array(0)

  /** Entries lie between `from` and `to` of `bytes`. */
  constructor(
    bytes: Uint8Array,
    from: number,
    to: number,
    entryCount: number,
    issuerStarts: readonly number[],
  ) {
    this.bytes = bytes
    this.from = from
    this.to = to
    this.entryCount = entryCount
    this.issuerStarts = issuerStarts
  }

  /** Entries with this serial number, in order, `maxFound` of them at most. */
  find(serialNumber: Uint8Array): readonly CrlEntry[] {
    const found: CrlEntry[] = []
    for (const entry of this.matching(serialNumber)) {
      if (found.push(entry) === maxFound) break
    }
    return found
  }

  /** All entries with this serial number, in order, each made when met. */
  *matching(serialNumber: Uint8Array): IterableIterator<CrlEntry> {
    if (!this.asked) {
      this.asked = true
      yield* this.walk(serialNumber)
      return
    }
    const group = this.groupOf(serialNumber)
    const end = this.groups[group + 1] as number
    for (let at = this.groups[group] as number; at < end; at++) {
      const start = this.starts[at] as number
      if (this.hasSerial(start, serialNumber)) yield this.entryAt(start)
    }
  }

  /** All entries, each made when met. */
  *entries(): IterableIterator<CrlEntry> {
    for (let pos = this.from; pos < this.to; pos = contentEnd(this.bytes, pos)) {
      yield this.entryAt(pos)
    }
  }

  private *walk(serialNumber: Uint8Array): IterableIterator<CrlEntry> {
    const { bytes, to } = this
    for (let pos = this.from; pos < to; pos = contentEnd(bytes, pos)) {
      if (this.hasSerial(pos, serialNumber)) yield this.entryAt(pos)
    }
  }

  /** Builds the index when it is not there. */
  private groupOf(serialNumber: Uint8Array): number {
    if (this.groups.length === 0) this.build()
    return hashOf(serialNumber, 0, serialNumber.length) & (this.groups.length - 2)
  }

  private build(): void {
    const { bytes, from, to, entryCount } = this
    let size = 1
    while (size < entryCount) size *= 2
    // Counted first, so that each group has its place; then each entry goes to the next free place of its group, in list order.
    const groups = new Uint32Array(size + 1)
    const groupOf = new Uint32Array(entryCount)
    for (let i = 0, pos = from; pos < to; i++, pos = contentEnd(bytes, pos)) {
      const serial = contentStart(bytes, pos)
      const begin = contentStart(bytes, serial)
      const group = hashOf(bytes, begin, contentEnd(bytes, serial)) & (size - 1)
      groupOf[i] = group
      groups[group] = (groups[group] as number) + 1
    }
    let place = 0
    for (let group = 0; group <= size; group++) {
      const count = groups[group] as number
      groups[group] = place
      place += count
    }
    const starts = new Uint32Array(entryCount)
    const next = groups.slice()
    for (let i = 0, pos = from; pos < to; i++, pos = contentEnd(bytes, pos)) {
      const group = groupOf[i] as number
      const at = next[group] as number
      starts[at] = pos
      next[group] = at + 1
    }
    this.starts = starts
    this.groups = groups
  }

  private hasSerial(start: number, serialNumber: Uint8Array): boolean {
    const { bytes } = this
    const serial = contentStart(bytes, start)
    const from = contentStart(bytes, serial)
    if (contentEnd(bytes, serial) - from !== serialNumber.length) return false
    for (let i = 0; i < serialNumber.length; i++) {
      if (bytes[from + i] !== serialNumber[i]) return false
    }
    return true
  }

  private entryAt(start: number): CrlEntry {
    return readCrlEntry(this.bytes, start, this.carriedIssuer(start))
  }

  /** The certificateIssuer of the nearest entry before `start` that names one. RFC 5280 §5.3.3. */
  private carriedIssuer(start: number): readonly GeneralName[] | undefined {
    let low = 0
    let high = this.issuerStarts.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.issuerStarts[middle] as number) < start) low = middle + 1
      else high = middle
    }
    const holder = this.issuerStarts[low - 1]
    if (holder === undefined) return undefined
    let names = this.issuers.get(holder)
    if (names === undefined) {
      names = readCrlEntry(this.bytes, holder, undefined).certificateIssuer ?? []
      this.issuers.set(holder, names)
    }
    return names
  }
}

/** FNV-1a over 32 bits, its high half folded down because buckets are taken from the low bits. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193)
  return hash ^ (hash >>> 15)
}

/** Where the contents of the (already checked) value at `pos` begin. */
function contentStart(bytes: Uint8Array, pos: number): number {
  const length = bytes[pos + 1] as number
  return length < 0x80 ? pos + 2 : pos + 2 + (length & 0x7f)
}

/** Where the (already checked) value at `pos` ends. */
function contentEnd(bytes: Uint8Array, pos: number): number {
  const first = bytes[pos + 1] as number
  if (first < 0x80) return pos + 2 + first
  const count = first & 0x7f
  let length = 0
  for (let i = 0; i < count; i++) length = length * 256 + (bytes[pos + 2 + i] as number)
  return pos + 2 + count + length
}
