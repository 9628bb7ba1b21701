/** A few hundred identifiers name everything there is in certificates and signatures. */
const places = 512
/** The longest that is kept; those in use have up to eleven octets. */
const maxOctets = 16

interface Known {
  readonly octets: Uint8Array
  readonly text: string
}

/**
 * Identifiers by their contents octets, once written out: a signature names some thirty, and writing one costs more than finding it.
 * Each has one place, for which the next one with the same number puts it out.
 */
export class OidTexts {
  private readonly known: (Known | undefined)[] = new Array<Known | undefined>(places)

  /** undefined: not known. The octets lie from `from` to `to`. */
  of(bytes: Uint8Array, from: number, to: number): string | undefined {
    const known = this.known[placeOf(bytes, from, to)]
    if (known === undefined || known.octets.length !== to - from) return undefined
    const { octets } = known
    for (let i = 0; i < octets.length; i++) if (octets[i] !== bytes[from + i]) return undefined
    return known.text
  }

  keep(bytes: Uint8Array, from: number, to: number, text: string): void {
    if (to - from > maxOctets) return
    this.known[placeOf(bytes, from, to)] = { octets: bytes.slice(from, to), text }
  }
}

/** By the last four octets, in which identifiers differ. */
function placeOf(bytes: Uint8Array, from: number, to: number): number {
  let number = to - from
  for (let i = Math.max(from, to - 4); i < to; i++) {
    number = Math.imul(number, 31) + (bytes[i] as number)
  }
  return number & (places - 1)
}
