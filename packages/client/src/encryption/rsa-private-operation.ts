import { parseRsaPrivateKey, type RsaPrivateKey, toNumber, toOctets } from './rsa-key.js'
import { randomOctets } from './web-crypto.js'

/**
 * RSA with the private key and no padding: a block in, a block out, RFC 8017 §5.1.2. WebCrypto does not offer it, and RSA
 * v1.5, in which most mail and all of the CMS of 2005 is encrypted, needs it.
 * Integers of JavaScript take times that depend on their values. What is calculated here is blinded: the block by a random factor
 * and both exponents by random multiples, so that the time does not follow the message; the answer is checked with the public key,
 * because a slip with one prime would give the other away. Where OpenSSL is at hand (the command line), it is used instead.
 * @param pkcs8 - PrivateKeyInfo.
 * @param block - As long as the modulus.
 * @returns As long as the modulus; undefined for a key or block that does not fit.
 */
export function rsaPrivateOperation(pkcs8: Uint8Array, block: Uint8Array): Uint8Array | undefined {
  const key = parseRsaPrivateKey(pkcs8)
  const message = toNumber(block)
  if (key === undefined || block.length !== key.modulusBytes || message >= key.modulus) {
    return undefined
  }
  const { modulus, publicExponent, modulusBytes } = key
  const factor = toNumber(randomOctets(modulusBytes)) % modulus
  const inverse = inverseOf(factor, modulus)
  if (inverse === undefined) return undefined
  const blinded = (message * power(factor, publicExponent, modulus)) % modulus
  const answer = withBothPrimes(key, blinded)
  if (power(answer, publicExponent, modulus) !== blinded) return undefined
  return toOctets((answer * inverse) % modulus, modulusBytes)
}

/** RFC 8017 §5.1.2, 2b. */
function withBothPrimes({ p, q, dP, dQ, qInv }: RsaPrivateKey, value: bigint): bigint {
  const withP = power(value % p, blindExponent(dP, p), p)
  const withQ = power(value % q, blindExponent(dQ, q), q)
  const difference = (((withP - withQ) % p) + p) % p
  return withQ + q * ((difference * qInv) % p)
}

/** By Fermat, a multiple of p - 1 more in the exponent changes nothing but the way there. */
function blindExponent(exponent: bigint, prime: bigint): bigint {
  return exponent + (prime - 1n) * toNumber(randomOctets(8))
}

/** Square, and multiply in every step by one of sixteen powers. */
function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const powers: bigint[] = [1n]
  for (let next = base % modulus; powers.length < 16; next = (next * base) % modulus) {
    powers.push(next)
  }
  let result = 1n
  for (const digit of exponent.toString(16)) {
    for (let i = 0; i < 4; i++) result = (result * result) % modulus
    result = (result * (powers[Number.parseInt(digit, 16)] as bigint)) % modulus
  }
  return result
}

/** Euclid's; undefined when there is none. */
function inverseOf(value: bigint, modulus: bigint): bigint | undefined {
  let [a, b] = [value, modulus]
  let [x, y] = [1n, 0n]
  while (b !== 0n) {
    const quotient = a / b
    ;[a, b] = [b, a - quotient * b]
    ;[x, y] = [y, x - quotient * y]
  }
  return a === 1n ? ((x % modulus) + modulus) % modulus : undefined
}
