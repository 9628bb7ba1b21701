const base64urlPattern = /^[A-Za-z0-9_-]*$/

/** Lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
}

/** @returns The bytes, or undefined when the text is not lower-case hex of whole octets. */
export function fromHex(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return undefined
  return new Uint8Array(Buffer.from(text, 'hex'))
}

/** Base64url without padding, RFC 4648 §5. */
export function toBase64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url')
}

/** @returns The bytes, or undefined when the text is not the one base64url form (no padding, no stray bits) of some bytes. */
export function fromBase64url(text: string): Uint8Array | undefined {
  if (!base64urlPattern.test(text)) return undefined
  const buffer = Buffer.from(text, 'base64url')
  // One text for one value: stray bits in the last character would let two texts name the same nonce.
  if (buffer.toString('base64url') !== text) return undefined
  return new Uint8Array(buffer)
}

/** Are the two byte strings equal? For values that are no secret. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((octet, index) => octet === b[index])
}
