import type { Der } from '../der/der.js'
import { bitString, concat, integer, nullValue, octetString, oid, sequence } from '../der/der.js'
import { descend } from '../der/read.js'
import { digestAlgorithm, digestOf } from '../keys.js'

/** EMSA-PKCS1-v1_5 of a SHA-256 digest, RFC 8017 §9.2, for a modulus of that many octets. */
export function paddedDigest(data: Uint8Array, modulusBytes: number): Uint8Array {
  const info = digestInfo(data)
  const fill = new Uint8Array(modulusBytes - info.length - 3).fill(0xff)
  return concat(Uint8Array.of(0, 1), fill, Uint8Array.of(0), info)
}

/**
 * A signature for public exponent 3 made without the private key: the cube root of a padding with only eight fill octets
 * and garbage after the digest. A verifier that reads the padding from the left believes it (Bleichenbacher 2006).
 */
export function cubeRootSignature(data: Uint8Array, modulusBytes: number): Uint8Array {
  const start = concat(
    Uint8Array.of(0, 1),
    new Uint8Array(8).fill(0xff),
    Uint8Array.of(0),
    digestInfo(data),
  )
  const garbage = new Uint8Array(modulusBytes - start.length).fill(0xff)
  const root = cubeRoot(BigInt(`0x${Buffer.from(concat(start, garbage)).toString('hex')}`))
  const hex = root.toString(16).padStart(modulusBytes * 2, '0')
  return new Uint8Array(Buffer.from(hex, 'hex'))
}

/** The same RSA modulus with another public exponent. */
export function spkiWithExponent(spki: Der, exponent: number): Der {
  const publicKey = descend(spki, 1).content.subarray(1)
  return sequence(
    sequence(oid('1.2.840.113549.1.1.1'), nullValue()),
    bitString(sequence(descend(publicKey, 0).raw, integer(exponent))),
  )
}

function digestInfo(data: Uint8Array): Der {
  return sequence(digestAlgorithm('SHA-256', true), octetString(digestOf('SHA-256', data)))
}

/** The greatest integer whose cube is at most `value`. */
function cubeRoot(value: bigint): bigint {
  let low = 0n
  let high = 1n << BigInt(Math.ceil(value.toString(2).length / 3) + 1)
  while (high - low > 1n) {
    const middle = (low + high) >> 1n
    if (middle ** 3n <= value) low = middle
    else high = middle
  }
  return low
}
