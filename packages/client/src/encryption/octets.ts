/** Are they the same? For what is public: it stops at the first difference. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((octet, index) => octet === b[index])
}

/** All ones when the number is 0, else 0, without a branch. For whole numbers from 0 to 2^31 - 1. */
export function maskIfZero(number: number): number {
  return (number - 1) >> 31
}
