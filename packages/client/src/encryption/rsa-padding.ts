import { joinOctets } from '@chopmark/core'
import { kdfHashes, type KdfHash } from '../pkcs12/pkcs12-kdf.js'
import { maskIfZero } from './octets.js'
import { randomOctets } from './web-crypto.js'

/**
 * Takes a key of known length out of a block of RSAES-PKCS1-v1_5, RFC 8017 §7.2.2. When the padding is wrong, the answer is a
 * random key of that length, chosen without a branch: the content then does not open, and nobody learns why
 * (RFC 3218 §2.3.2, RFC 5246 §7.4.7.1).
 */
export function keyFromPkcs1(block: Uint8Array, length: number): Uint8Array {
  const random = randomOctets(length)
  const separator = block.length - length - 1
  // 8 octets of padding at least.
  if (separator < 10) return random
  let wrong = octet(block, 0) | (octet(block, 1) ^ 2) | octet(block, separator)
  for (let at = 2; at < separator; at++) wrong |= maskIfZero(octet(block, at))
  // All ones when nothing is wrong: of a number and its negative, one has the sign bit, but for 0.
  const right = ~((wrong | -wrong) >> 31)
  for (let at = 0; at < length; at++) {
    random[at] = (octet(random, at) & ~right) | (octet(block, separator + 1 + at) & right)
  }
  return random
}

/**
 * Takes the message out of a block of RSAES-OAEP, RFC 8017 §7.1.2: for the combinations that WebCrypto does not know (SHA-224, or two
 * hashes). All of the block is looked at, whatever is wrong with it.
 */
export function messageFromOaep(
  block: Uint8Array,
  hashName: KdfHash,
  maskHash: KdfHash,
  label: Uint8Array,
): Uint8Array | undefined {
  const hash = kdfHashes[hashName]
  const { outputLen } = hash
  if (block.length < 2 * outputLen + 2) return undefined
  const maskedSeed = block.subarray(1, 1 + outputLen)
  const maskedData = block.subarray(1 + outputLen)
  const seed = xor(maskedSeed, mgf1(maskHash, maskedData, outputLen))
  const data = xor(maskedData, mgf1(maskHash, seed, maskedData.length))
  const labelHash = hash(label)
  let wrong = octet(block, 0)
  for (let at = 0; at < outputLen; at++) wrong |= octet(data, at) ^ octet(labelHash, at)
  // Zeros up to the first 1; anything else before it is wrong.
  let found = 0
  let start = 0
  for (let at = outputLen; at < data.length; at++) {
    const isOne = maskIfZero(octet(data, at) ^ 1)
    const isZero = maskIfZero(octet(data, at))
    wrong |= ~found & ~isOne & ~isZero & 0xff
    start |= ~found & isOne & (at + 1)
    found |= isOne
  }
  wrong |= ~found & 0xff
  return wrong === 0 ? data.slice(start) : undefined
}

/** MGF1, RFC 8017 §B.2.1. */
function mgf1(hashName: KdfHash, seed: Uint8Array, length: number): Uint8Array {
  const hash = kdfHashes[hashName]
  const blocks: Uint8Array[] = []
  for (let counter = 0; counter * hash.outputLen < length; counter++) {
    blocks.push(hash(joinOctets([seed, Uint8Array.of(0, 0, counter >> 8, counter & 0xff)])))
  }
  return joinOctets(blocks).subarray(0, length)
}

function xor(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.map((value, at) => value ^ octet(b, at))
}

function octet(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0
}
