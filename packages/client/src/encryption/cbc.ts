import { joinOctets } from '@chopmark/core'
import type { Cipher } from '../pkcs12/encryption-scheme.js'
import { blockBytes } from './content-cipher.js'
import { maskIfZero } from './octets.js'
import { attempt, subtle } from './web-crypto.js'

/** The old ciphers run in JavaScript, fastest in pieces of this size (RC2 2 MB a second, and 50 times slower in large ones). */
const pieceBytes = 0x1000

/** Octets between two pauses, in which the page draws and a cancel is heard: some 30 ms. */
const pauseBytes = 0x1_0000

/**
 * Decrypts CBC and takes off the padding, RFC 5652 §6.3.
 * @returns Undefined when the padding is wrong, with nothing said about how.
 */
export async function decryptCbc(
  cipher: Cipher,
  key: Uint8Array,
  iv: Uint8Array,
  encrypted: Uint8Array<ArrayBuffer>,
  signal?: AbortSignal,
): Promise<Uint8Array | undefined> {
  const block = blockBytes(cipher)
  if (encrypted.length === 0 || encrypted.length % block !== 0) return undefined
  const aes = await importAes(cipher, key)
  if (aes !== undefined) {
    const parameters = { name: 'AES-CBC', iv: new Uint8Array(iv) }
    const plain = await attempt(() => subtle().decrypt(parameters, aes, encrypted))
    return plain && new Uint8Array(plain)
  }
  return unpad(await decryptOld(cipher, key, iv, encrypted, signal), block)
}

/** Decrypts CBC and keeps all blocks: for keys wrapped without padding. */
export async function decryptCbcBlocks(
  cipher: Cipher,
  key: Uint8Array,
  iv: Uint8Array,
  encrypted: Uint8Array,
): Promise<Uint8Array | undefined> {
  const block = blockBytes(cipher)
  if (encrypted.length === 0 || encrypted.length % block !== 0) return undefined
  const aes = await importAes(cipher, key)
  if (aes === undefined) return decryptOld(cipher, key, iv, encrypted)
  // WebCrypto always takes off padding: so a block of padding is put behind, encrypted to follow the last one.
  const last = { name: 'AES-CBC', iv: new Uint8Array(encrypted.slice(-block)) }
  const padding = new Uint8Array(await subtle().encrypt(last, aes, new Uint8Array(0)))
  const first = { name: 'AES-CBC', iv: new Uint8Array(iv) }
  return new Uint8Array(await subtle().decrypt(first, aes, joinOctets([encrypted, padding])))
}

/** @returns Undefined for a cipher that this engine lacks: 3DES and RC2 everywhere, AES-192 in Chromium. */
async function importAes(cipher: Cipher, key: Uint8Array): Promise<CryptoKey | undefined> {
  if (cipher.name !== 'AES') return undefined
  const raw = new Uint8Array(key)
  try {
    return await attempt(() =>
      subtle().importKey('raw', raw, 'AES-CBC', false, ['encrypt', 'decrypt']),
    )
  } finally {
    raw.fill(0)
  }
}

async function decryptOld(
  cipher: Cipher,
  key: Uint8Array,
  iv: Uint8Array,
  encrypted: Uint8Array,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const { legacyDecryptCbc } = await import('../pkcs12/legacy-ciphers.js')
  const plain = new Uint8Array(encrypted.length)
  let before = iv
  for (let at = 0; at < encrypted.length; at += pieceBytes) {
    if (at > 0 && at % pauseBytes === 0) await nextTask()
    signal?.throwIfAborted()
    const piece = encrypted.subarray(at, at + pieceBytes)
    plain.set(legacyDecryptCbc(cipher, key, before, piece), at)
    before = piece.subarray(piece.length - blockBytes(cipher))
  }
  return plain
}

/** Lets the page draw and the cancel button answer. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0)
  })
}

/** All of the last block is looked at in every case, so that the time says nothing about where padding broke. */
function unpad(padded: Uint8Array<ArrayBuffer>, block: number): Uint8Array | undefined {
  const count = padded[padded.length - 1] ?? 0
  let wrong = maskIfZero(count) | ((block - count) >> 31)
  for (let back = 1; back <= block; back++) {
    const counts = (back - 1 - count) >> 31
    wrong |= counts & ((padded[padded.length - back] ?? 0) ^ count)
  }
  if (wrong === 0) return padded.subarray(0, padded.length - count)
  padded.fill(0)
  return undefined
}
