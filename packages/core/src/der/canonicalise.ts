import { definiteLengths } from './definite-lengths.js'
import type { Result } from '../result.js'
import { DerError, problemOf } from './der-error.js'

/**
 * Rewrites one BER value in the form of DER as far as that can be done without its ASN.1 module: definite minimal
 * lengths, OCTET STRINGs in one piece. SETs keep their order and values theirs, so that what was DER inside stays octet
 * for octet. For what the standards let be BER (CMS outer layers, PKCS#12), and for nothing else. X.690 §8.1.3, §10.
 * @param bytes - The whole value and nothing behind it; nested 64 deep at most.
 * @returns Fresh bytes, never more than were given.
 */
export function canonicalise(bytes: Uint8Array): Result<Uint8Array> {
  try {
    return { ok: true, value: definiteLengths(bytes).bytes }
  } catch (error) {
    if (error instanceof DerError) return problemOf(error)
    throw error
  }
}
