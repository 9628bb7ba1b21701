/**
 * The contents of an INTEGER as a positive number without leading zero; undefined when it is negative or zero.
 * @param contents - Minimal two's complement, as `DerReader.integer` gives it.
 */
export function positive(contents: Uint8Array): Uint8Array | undefined {
  const first = contents[0] as number
  if (first >= 0x80) return undefined
  if (first > 0) return contents
  return contents.length > 1 ? contents.subarray(1) : undefined
}

/** Bits of a number that has no leading zero octet. */
export function bitLength(number: Uint8Array): number {
  return number.length * 8 - Math.clz32(number[0] ?? 0) + 24
}

/** Is the number `a` below `b`? Both big-endian without leading zeros. */
export function isBelow(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return a.length < b.length
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] as number) - (b[i] as number)
    if (difference !== 0) return difference < 0
  }
  return false
}

/** Is 2 ≤ `number` < `limit`? */
export function atLeastTwoBelow(number: Uint8Array, limit: Uint8Array): boolean {
  return bitLength(number) >= 2 && isBelow(number, limit)
}
