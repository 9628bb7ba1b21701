import type { GeneralName } from '../x509/general-name.js'
import type { CrlEntry } from './crl.js'
import { readCrlEntry } from './read-crl-entry.js'

/** Entries of one serial number that `find` gives: an indirect CRL has one for each CA that happens to use it. */
export const maxFound = 1024

/**
 * A hash index over the entries of a list that `scanCrlEntries` has checked: 16 octets an entry or less, built on first use.
 * Chained, so that serial numbers chosen to collide cost one slow look-up and never a slow build.
 */
export class CrlEntryIndex {
  private readonly bytes: Uint8Array
  private readonly from: number
  private readonly to: number
  private readonly entryCount: number
  private readonly issuerStarts: readonly number[]
  private readonly issuers = new Map<number, readonly GeneralName[]>()
  /** Offset of each entry; `heads` and `chain` hold entry numbers plus one, so that zero ends a chain. */
  private starts = new Uint32Array(0)
  private heads = new Uint32Array(0)
  private chain = new Uint32Array(0)

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
    for (let at = this.first(serialNumber); at !== 0; at = this.next(at, serialNumber)) {
      if (found.push(this.entryAt(this.starts[at - 1] as number)) === maxFound) break
    }
    return found
  }

  /** All entries with this serial number, in order, each made when met. */
  *matching(serialNumber: Uint8Array): IterableIterator<CrlEntry> {
    for (let at = this.first(serialNumber); at !== 0; at = this.next(at, serialNumber)) {
      yield this.entryAt(this.starts[at - 1] as number)
    }
  }

  /** All entries, each made when met. */
  *entries(): IterableIterator<CrlEntry> {
    for (let pos = this.from; pos < this.to; pos = contentEnd(this.bytes, pos)) {
      yield this.entryAt(pos)
    }
  }

  /** The first entry with this serial number, as `heads` and `chain` number it; zero: none. */
  private first(serialNumber: Uint8Array): number {
    if (this.entryCount === 0) return 0
    if (this.starts.length === 0) this.build()
    const bucket = hashOf(serialNumber, 0, serialNumber.length) & (this.heads.length - 1)
    return this.matchFrom(this.heads[bucket] as number, serialNumber)
  }

  /** The one behind `at`. */
  private next(at: number, serialNumber: Uint8Array): number {
    return this.matchFrom(this.chain[at - 1] as number, serialNumber)
  }

  private matchFrom(at: number, serialNumber: Uint8Array): number {
    while (at !== 0 && !this.hasSerial(this.starts[at - 1] as number, serialNumber)) {
      at = this.chain[at - 1] as number
    }
    return at
  }

  private build(): void {
    const { bytes, to, entryCount } = this
    const starts = new Uint32Array(entryCount)
    let size = 1
    while (size < entryCount) size *= 2
    const heads = new Uint32Array(size)
    const chain = new Uint32Array(entryCount)
    const mask = size - 1
    for (let i = 0, pos = this.from; pos < to; i++, pos = contentEnd(bytes, pos)) starts[i] = pos
    // From the last to the first, so that a chain runs in list order.
    for (let i = entryCount - 1; i >= 0; i--) {
      const serial = contentStart(bytes, starts[i] as number)
      const from = contentStart(bytes, serial)
      const bucket = hashOf(bytes, from, contentEnd(bytes, serial)) & mask
      chain[i] = heads[bucket] as number
      heads[bucket] = i + 1
    }
    this.starts = starts
    this.heads = heads
    this.chain = chain
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
