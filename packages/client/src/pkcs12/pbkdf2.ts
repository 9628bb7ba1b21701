import { pbkdf2Async } from '@noble/hashes/pbkdf2.js'
import type { Budget } from './budget.js'
import type { Pbkdf2 } from './encryption-scheme.js'
import { kdfHashes } from './pkcs12-kdf.js'

/**
 * PBKDF2 by WebCrypto; with HMAC-SHA-224, which WebCrypto lacks, in JavaScript.
 * @param length - Octets wanted.
 * Source: RFC 8018 §5.2.
 */
export async function pbkdf2(
  kdf: Pbkdf2,
  password: Uint8Array,
  length: number,
  budget: Budget,
): Promise<Uint8Array> {
  const { salt, iterations, prf } = kdf
  let derived: Uint8Array
  if (prf === 'SHA-224') {
    derived = await pbkdf2Async(kdfHashes[prf], password, salt, { c: iterations, dkLen: length })
  } else {
    const { subtle } = globalThis.crypto
    const key = await subtle.importKey('raw', Uint8Array.from(password), 'PBKDF2', false, [
      'deriveBits',
    ])
    const parameters = { name: 'PBKDF2', hash: prf, salt: Uint8Array.from(salt), iterations }
    derived = new Uint8Array(await subtle.deriveBits(parameters, key, length * 8))
  }
  budget.spend(iterations)
  return derived
}
