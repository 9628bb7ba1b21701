/**
 * The content-identifier attribute of a Chopmark signature (RFC 2634 §2.7): it ties a signature to one request and one
 * web origin. Layout: one version octet 0x01, the request's nonce (32 octets), SHA-256 of the origin in UTF-8 (32 octets).
 * @param nonce - 32 octets.
 * @param originSha256 - 32 octets.
 * @returns 65 octets, the contents of the attribute's OCTET STRING.
 */
export function contentIdentifier(nonce: Uint8Array, originSha256: Uint8Array): Uint8Array {
  const octets = new Uint8Array(1 + nonce.length + originSha256.length)
  octets[0] = 1
  octets.set(nonce, 1)
  octets.set(originSha256, 1 + nonce.length)
  return octets
}
