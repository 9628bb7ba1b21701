import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import { createSHA256, createSHA384, createSHA512 } from 'hash-wasm'
import type { SigningHash } from '../key-sources/key-source.js'

/** A digest made piece by piece, which WebCrypto has not. */
export interface StreamingHash {
  update(octets: Uint8Array): void
  digest(): Uint8Array
}

const compiled = { 'SHA-256': createSHA256, 'SHA-384': createSHA384, 'SHA-512': createSHA512 }
const plain = { 'SHA-256': sha256, 'SHA-384': sha384, 'SHA-512': sha512 }

/**
 * Starts a digest: in WebAssembly where the worker's Content Security Policy lets it be compiled (`'wasm-unsafe-eval'` on
 * the worker's own response, the page needs none), else in JavaScript, which takes about three times as long.
 */
export async function startHash(algorithm: SigningHash): Promise<StreamingHash> {
  try {
    const hash = await compiled[algorithm]()
    hash.init()
    return { update: (octets) => void hash.update(octets), digest: () => hash.digest('binary') }
  } catch {
    const hash = plain[algorithm].create()
    return { update: (octets) => void hash.update(octets), digest: () => hash.digest() }
  }
}
