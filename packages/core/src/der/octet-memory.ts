import { sameOctets } from '../same-octets.js'

/** What can be told of a value without reading it all: its length and last octets, where signed structures differ. */
function marked(octets: Uint8Array): number {
  let mark = octets.length
  for (let i = Math.max(0, octets.length - 8); i < octets.length; i++) {
    mark = (Math.imul(mark, 31) + (octets[i] as number)) | 0
  }
  return mark
}

interface Slot<T> {
  readonly mark: number
  /** null: met once. Only what comes again is worth keeping. */
  readonly kept: { readonly octets: Uint8Array; readonly value: T } | null
}

/**
 * What was read of octets that come again and again: the name of a CA, the reference to a signer's certificate. Equality is
 * always that of all octets; what two values contend for is a place. Bounded, so that it costs a few kilobytes for ever.
 */
export class OctetMemory<T> {
  readonly #slots: (Slot<T> | undefined)[]
  readonly #read: (own: Uint8Array) => T | undefined
  readonly #maxBytes: number

  /**
   * @param slots - Values kept at most; a power of two.
   * @param maxBytes - Longer values are not kept.
   * @param read - Reads a private copy of the octets, so that what is kept keeps nothing else alive; undefined: not to be kept.
   */
  constructor(slots: number, maxBytes: number, read: (own: Uint8Array) => T | undefined) {
    this.#slots = new Array<Slot<T> | undefined>(slots)
    this.#maxBytes = maxBytes
    this.#read = read
  }

  /** What was read of equal octets before; undefined when the caller has to read them. */
  get(octets: Uint8Array): T | undefined {
    if (octets.length > this.#maxBytes) return undefined
    const mark = marked(octets)
    const place = mark & (this.#slots.length - 1)
    const slot = this.#slots[place]
    if (slot?.mark !== mark) {
      this.#slots[place] = { mark, kept: null }
      return undefined
    }
    if (slot.kept !== null)
      return sameOctets(slot.kept.octets, octets) ? slot.kept.value : undefined
    const own = octets.slice()
    const value = this.#read(own)
    if (value !== undefined) this.#slots[place] = { mark, kept: { octets: own, value } }
    return value
  }
}
