import type { ContentCipher } from './content-cipher.js'
import { DecryptionError } from './encryption-problem.js'
import { attempt, subtle } from './web-crypto.js'

/** The cipher in JavaScript takes content whole, at some 10 MB a second. */
const maxSoftwareBytes = 0x100_0000

/**
 * Decrypts AES-GCM, RFC 5084, only when the tag fits.
 * @param sealed - Cipher text and tag behind it.
 * @param additional - Octets that the tag covers as well.
 * @returns Undefined when it does not fit.
 */
export async function decryptGcm(
  { cipher, nonce, tagBytes }: ContentCipher & { readonly mode: 'GCM' },
  key: Uint8Array,
  sealed: Uint8Array<ArrayBuffer>,
  additional: Uint8Array = new Uint8Array(0),
): Promise<Uint8Array | undefined> {
  const raw = new Uint8Array(key)
  const imported = await attempt(() =>
    subtle().importKey('raw', raw, 'AES-GCM', false, ['decrypt']),
  )
  raw.fill(0)
  if (imported === undefined && cipher.keyBytes === 24) {
    // Chromium has no AES with 192 bits.
    if (sealed.length > maxSoftwareBytes) {
      throw new DecryptionError('UNSUPPORTED_ALGORITHM', 'AES-192-GCM, more than 16 MiB')
    }
    const { softwareDecryptGcm } = await import('./software-gcm.js')
    return softwareDecryptGcm(key, nonce, tagBytes, sealed, additional)
  }
  if (imported === undefined) return undefined
  const parameters = {
    name: 'AES-GCM',
    iv: new Uint8Array(nonce),
    additionalData: new Uint8Array(additional),
    tagLength: tagBytes * 8,
  }
  const plain = await attempt(() => subtle().decrypt(parameters, imported, sealed))
  return plain && new Uint8Array(plain)
}
