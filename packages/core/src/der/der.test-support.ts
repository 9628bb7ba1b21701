/**
 * Bytes from a notation that a reader of the test can follow, written without the writer under test: hexadecimal octets,
 * `"ASCII"`, and braces around contents whose length octets are put in (`30{ 0201 05 }` is 30 03 02 01 05).
 */
export function der(notation: string): Uint8Array {
  const tokens = notation.match(/"[^"]*"|[0-9a-fA-F]{2}|[{}]/g) ?? []
  const stack: number[][] = [[]]
  for (const token of tokens) {
    const top = stack.at(-1) as number[]
    if (token === '{') {
      stack.push([])
    } else if (token === '}') {
      stack.pop()
      const outer = stack.at(-1) as number[]
      for (const octet of [...lengthOctets(top.length), ...top]) outer.push(octet)
    } else if (token.startsWith('"')) {
      top.push(...Buffer.from(token.slice(1, -1), 'latin1'))
    } else {
      top.push(Number.parseInt(token, 16))
    }
  }
  return Uint8Array.from(stack[0] as number[])
}

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length]
  if (length < 0x100) return [0x81, length]
  if (length < 0x10000) return [0x82, length >> 8, length & 0xff]
  return [0x83, length >> 16, (length >> 8) & 0xff, length & 0xff]
}

/** Octets as the notation's hexadecimal. */
export function hexOf(octets: Uint8Array): string {
  return Buffer.from(octets).toString('hex')
}
