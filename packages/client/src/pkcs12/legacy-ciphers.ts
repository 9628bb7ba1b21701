import { latin1Text } from '@chopmark/core'
import forge from 'node-forge/lib/forge.js'
import 'node-forge/lib/aes.js'
import 'node-forge/lib/des.js'
import 'node-forge/lib/rc2.js'
import type { Cipher } from './encryption-scheme.js'

/**
 * The ciphers of old e-Cert files that WebCrypto lacks: 3DES and RC2 (and AES-192, which Chromium lacks). A chunk of its
 * own, loaded when a file needs it; only decryption, and nothing else may use it.
 * @returns The plain octets, padding included.
 */
export function legacyDecryptCbc(
  cipher: Cipher,
  key: Uint8Array,
  iv: Uint8Array,
  encrypted: Uint8Array,
): Uint8Array {
  const keepPadding = (): boolean => true
  const input = buffer(encrypted)
  const start = buffer(iv)
  if (cipher.name === 'RC2') {
    const rc2 = forge.rc2.createDecryptionCipher(buffer(key), cipher.keyBytes * 8)
    rc2.start(start)
    rc2.update(input)
    rc2.finish(keepPadding)
    return octets(rc2.output)
  }
  const algorithm = cipher.name === 'AES' ? 'AES-CBC' : '3DES-CBC'
  // Two-key 3DES is three-key 3DES with the first key again, SP 800-67.
  const whole =
    cipher.name === '3DES' && key.length === 16 ? Uint8Array.of(...key, ...key.subarray(0, 8)) : key
  const block = forge.cipher.createDecipher(algorithm, buffer(whole))
  block.start({ iv: start })
  block.update(input)
  block.finish(keepPadding)
  return octets(block.output)
}

function buffer(bytes: Uint8Array): ReturnType<typeof forge.util.createBuffer> {
  return forge.util.createBuffer(latin1Text(bytes))
}

function octets(output: ReturnType<typeof forge.util.createBuffer>): Uint8Array {
  const binary = output.getBytes()
  return Uint8Array.from({ length: binary.length }, (_, i) => binary.charCodeAt(i))
}
