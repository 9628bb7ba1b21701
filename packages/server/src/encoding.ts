/*
 * Encodings for JSON that comes from outside: they answer, where core's throw on a caller's mistake; and they are
 * Node's own, because CRLs of many megabytes pass through them.
 */

/** Lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  return asBuffer(bytes).toString('hex')
}

/** @returns The bytes, or undefined when the text is not lower-case hex of whole octets. */
export function bytesFromHex(text: string): Uint8Array | undefined {
  return /^(?:[0-9a-f]{2})*$/.test(text) ? new Uint8Array(Buffer.from(text, 'hex')) : undefined
}

/** Base64url without padding, RFC 4648 §5. */
export function toBase64url(bytes: Uint8Array): string {
  return asBuffer(bytes).toString('base64url')
}

/** @returns The bytes, or undefined when the text is not the one base64url form (no padding, no stray bits) of some bytes. */
export function bytesFromBase64url(text: string): Uint8Array | undefined {
  const buffer = Buffer.from(text, 'base64url')
  // One text for one value: Node skips strange characters and stray bits, so that two texts would name the same bytes.
  return buffer.toString('base64url') === text ? new Uint8Array(buffer) : undefined
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
