import { integer, nullValue, objectIdentifier, sequence, tlv } from '../der/der-writer.js'
import { Tag } from '../der/tag.js'
import type { PssParameters } from './pss-parameters.js'
import { digestOidOf } from './digest-algorithms.js'

/**
 * An RSA key as a SubjectPublicKeyInfo restricted to these PSS parameters: how a platform without an option for the hash of
 * MGF1 is told of it. RFC 4055 §1.2, §3.1.
 * @param modulus - Unsigned, without leading zeros, as `readPublicKey` gives it; so is `exponent`.
 */
export function pssKeyDer(
  modulus: Uint8Array,
  exponent: Uint8Array,
  { hash, mgfHash, saltLength }: PssParameters,
): Uint8Array {
  const identifier = (oid: string): Uint8Array => sequence(objectIdentifier(oid), nullValue())
  const parameters = sequence(
    tlv(0xa0, identifier(digestOidOf(hash))),
    tlv(0xa1, sequence(objectIdentifier('1.2.840.113549.1.1.8'), identifier(digestOidOf(mgfHash)))),
    tlv(0xa2, integer(saltLength)),
  )
  const key = sequence(unsigned(modulus), unsigned(exponent))
  return sequence(
    sequence(objectIdentifier('1.2.840.113549.1.1.10'), parameters),
    tlv(Tag.bitString, Uint8Array.of(0), key),
  )
}

function unsigned(number: Uint8Array): Uint8Array {
  return (number[0] ?? 0) < 0x80
    ? tlv(Tag.integer, number)
    : tlv(Tag.integer, Uint8Array.of(0), number)
}
