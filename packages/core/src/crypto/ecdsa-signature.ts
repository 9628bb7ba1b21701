import { sequence, tlv } from '../der/der-writer.js'
import { Tag } from '../der/tag.js'

/**
 * An ECDSA signature as X.509 and CMS carry it, from the form that WebCrypto and PKCS #11 give. RFC 3279 §2.2.3.
 * @param signature - r and s, each as long as the curve's order (IEEE P1363).
 * @returns DER `SEQUENCE { r INTEGER, s INTEGER }`.
 */
export function ecdsaSignatureDer(signature: Uint8Array): Uint8Array {
  const half = signature.length / 2
  return sequence(unsigned(signature.subarray(0, half)), unsigned(signature.subarray(half)))
}

function unsigned(octets: Uint8Array): Uint8Array {
  let start = 0
  while (start < octets.length - 1 && octets[start] === 0) start++
  const digits = octets.subarray(start)
  return (digits[0] ?? 0) < 0x80
    ? tlv(Tag.integer, digits)
    : tlv(Tag.integer, Uint8Array.of(0), digits)
}
