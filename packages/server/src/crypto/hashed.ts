import { createHash } from 'node:crypto'
import type { SigningAlgorithm } from '@chopmark/core'

/** A digest of some octets. */
export function hashed(hash: SigningAlgorithm['hash'], octets: Uint8Array): Uint8Array {
  return new Uint8Array(createHash(hash.replace('-', '')).update(octets).digest())
}
