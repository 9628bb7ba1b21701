import type { Budget } from './budget.js'
import type { DerivedKeys } from './derived-keys.js'
import type { Cipher, EncryptionScheme } from './encryption-scheme.js'
import type { Password } from './password.js'
import { KdfPurpose, pkcs12Kdf } from './pkcs12-kdf.js'
import { Pkcs12Error } from './pkcs12-error.js'

/** Rounds a scheme costs: PKCS#12 derives key and initialisation vector apart. */
export function iterationsOf(scheme: EncryptionScheme): number {
  return scheme.kind === 'pbes2' ? scheme.kdf.iterations : scheme.iterations * 2
}

/**
 * Decrypts what stands under the password. RFC 7292 §C, RFC 8018 §6.2.
 * @throws Pkcs12Error `P12_DAMAGED` when the padding is wrong: the MAC has already said that the password is right.
 */
export async function decrypt(
  scheme: EncryptionScheme,
  encrypted: Uint8Array,
  password: Password,
  budget: Budget,
  derived: DerivedKeys,
): Promise<Uint8Array> {
  const { cipher } = scheme
  const blockBytes = cipher.name === 'AES' ? 16 : 8
  if (encrypted.length === 0 || encrypted.length % blockBytes !== 0) {
    throw new Pkcs12Error('P12_DAMAGED')
  }
  let key: Uint8Array
  let iv: Uint8Array
  if (scheme.kind === 'pbes2') {
    key = await derived.of(scheme.kdf, password, cipher.keyBytes)
    iv = scheme.iv
  } else {
    const derive = (purpose: number, length: number): Uint8Array =>
      pkcs12Kdf('SHA-1', password.bmp, scheme.salt, scheme.iterations, purpose, length, (rounds) =>
        budget.spend(rounds),
      )
    key = derive(KdfPurpose.key, cipher.keyBytes)
    iv = derive(KdfPurpose.iv, 8)
  }
  try {
    return await decryptCbc(cipher, key, iv, encrypted)
  } finally {
    key.fill(0)
  }
}

async function decryptCbc(
  cipher: Cipher,
  key: Uint8Array,
  iv: Uint8Array,
  encrypted: Uint8Array,
): Promise<Uint8Array> {
  if (cipher.name === 'AES') {
    const plain = await decryptAes(key, iv, encrypted)
    if (plain !== undefined) return plain
  }
  const { legacyDecryptCbc } = await import('./legacy-ciphers.js')
  return unpad(legacyDecryptCbc(cipher, key, iv, encrypted), cipher.name === 'AES' ? 16 : 8)
}

/** @returns Undefined where this engine has no such key length: Chromium lacks AES-192. */
async function decryptAes(
  key: Uint8Array,
  iv: Uint8Array,
  encrypted: Uint8Array,
): Promise<Uint8Array | undefined> {
  const { subtle } = globalThis.crypto
  let imported: CryptoKey
  try {
    imported = await subtle.importKey('raw', Uint8Array.from(key), 'AES-CBC', false, ['decrypt'])
  } catch (error) {
    if (key.length === 24) return undefined
    throw error
  }
  try {
    const parameters = { name: 'AES-CBC', iv: Uint8Array.from(iv) }
    return new Uint8Array(await subtle.decrypt(parameters, imported, Uint8Array.from(encrypted)))
  } catch {
    throw new Pkcs12Error('P12_DAMAGED')
  }
}

/** Takes off the padding of RFC 8018 §6.1.1 and overwrites the padded copy. */
function unpad(padded: Uint8Array, blockBytes: number): Uint8Array {
  const count = padded[padded.length - 1] ?? 0
  const fits =
    count >= 1 &&
    count <= blockBytes &&
    padded.subarray(padded.length - count).every((octet) => octet === count)
  const plain = padded.slice(0, padded.length - count)
  padded.fill(0)
  if (!fits) throw new Pkcs12Error('P12_DAMAGED')
  return plain
}
