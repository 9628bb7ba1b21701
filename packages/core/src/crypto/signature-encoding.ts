import { DerError } from '../der/der-error.js'
import { DerReader } from '../der/der-reader.js'
import { Tag } from '../der/tag.js'
import type { SignatureSpec } from './contract.js'
import { curveOrders } from './curve-orders.js'
import { isEd25519Scalar, isWeakEd25519Point } from './ed25519-encoding.js'
import { curveOctets, type PublicKey } from './public-key.js'
import { isBelow, positive } from './unsigned.js'

/**
 * The checks of a signature's form that both forms of the crypto contract run first, so that no difference between
 * platforms reaches a report.
 * @returns The signature as platforms take it (ECDSA: r and s at full length, IEEE P1363; else as it came), or undefined
 * when it cannot verify with this key: then the answer is false.
 * RFC 8017 §8.1.2, §8.2.2 step 1; RFC 3279 §2.2.2, §2.2.3; RFC 8032 §5.1.7.
 */
export function signatureFor(
  spec: SignatureSpec,
  key: PublicKey,
  signature: Uint8Array,
): Uint8Array | undefined {
  switch (spec.scheme) {
    case 'RSASSA-PKCS1-v1_5':
    case 'RSASSA-PSS':
      return key.kind === 'RSA' && signature.length === key.modulus.length ? signature : undefined
    case 'ECDSA':
      return key.kind === 'EC' && key.curve === spec.curve
        ? twoNumbers(signature, curveOrders[key.curve], curveOctets(key.curve))
        : undefined
    case 'Ed25519':
      return key.kind === 'Ed25519' &&
        signature.length === 64 &&
        isEd25519Scalar(signature.subarray(32)) &&
        !isWeakEd25519Point(signature.subarray(0, 32))
        ? signature
        : undefined
    case 'DSA':
      return key.kind === 'DSA' && twoNumbers(signature, key.q, key.q.length) !== undefined
        ? signature
        : undefined
  }
}

/** Strict DER `SEQUENCE { r INTEGER, s INTEGER }` with both from 1 to order - 1, as two numbers of full length. */
function twoNumbers(
  signature: Uint8Array,
  order: ArrayLike<number>,
  octets: number,
): Uint8Array | undefined {
  try {
    const reader = new DerReader(signature)
    const fields = reader.enter(Tag.sequence)
    reader.expectEnd()
    const r = positive(fields.integer())
    const s = positive(fields.integer())
    fields.expectEnd()
    if (r === undefined || s === undefined || !isBelow(r, order) || !isBelow(s, order)) {
      return undefined
    }
    const numbers = new Uint8Array(2 * octets)
    numbers.set(r, octets - r.length)
    numbers.set(s, 2 * octets - s.length)
    return numbers
  } catch (error) {
    if (error instanceof DerError) return undefined
    throw error
  }
}
