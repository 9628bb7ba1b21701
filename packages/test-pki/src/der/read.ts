import type { Der } from './der.js'

/** One element of a definite-length encoding, as views into the bytes it came from. */
export interface Element {
  readonly tag: number
  readonly raw: Uint8Array
  readonly content: Uint8Array
}

/**
 * Splits the first element off well-formed DER that this package made or was asked about.
 * @throws RangeError on anything else: this is a tool for building tests, not for strangers' bytes.
 */
export function readElement(bytes: Uint8Array, offset = 0): Element {
  const tag = at(bytes, offset)
  const first = at(bytes, offset + 1)
  const longForm = first >= 0x80 ? first & 0x7f : 0
  if (first === 0x80 || longForm > 4) throw new RangeError('Give DER with a length below 2^32.')
  let length = longForm === 0 ? first : 0
  for (let index = 0; index < longForm; index += 1) {
    length = length * 256 + at(bytes, offset + 2 + index)
  }
  const start = offset + 2 + longForm
  if (start + length > bytes.length) throw new RangeError('The element ends beyond its container.')
  return {
    tag,
    raw: bytes.subarray(offset, start + length),
    content: bytes.subarray(start, start + length),
  }
}

/** The members of a constructed element. */
export function members(constructed: Element | Der): readonly Element[] {
  const content =
    constructed instanceof Uint8Array ? readElement(constructed).content : constructed.content
  const found: Element[] = []
  for (let offset = 0; offset < content.length;) {
    const element = readElement(content, offset)
    found.push(element)
    offset += element.raw.length
  }
  return found
}

/** The element reached by member numbers from the outermost one. */
export function descend(bytes: Der, ...path: readonly number[]): Element {
  let element = readElement(bytes)
  for (const index of path) {
    const next = members(element)[index]
    if (next === undefined) throw new RangeError('No such member.')
    element = next
  }
  return element
}

function at(bytes: Uint8Array, offset: number): number {
  const octet = bytes[offset]
  if (octet === undefined) throw new RangeError('The element ends beyond its container.')
  return octet
}
