/** The octets joined, in a buffer of their own, as WebCrypto takes it. */
export function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  let length = 0
  for (const part of parts) length += part.length
  const out = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

/** Are they the same? For what is public: it stops at the first difference. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((octet, index) => octet === b[index])
}

/** All ones when the number is 0, else 0, without a branch. For whole numbers from 0 to 2^31 - 1. */
export function maskIfZero(number: number): number {
  return (number - 1) >> 31
}
