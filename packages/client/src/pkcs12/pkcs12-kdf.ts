import { sha1 } from '@noble/hashes/legacy.js'
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js'

/** Hashes of the PKCS#12 key derivation and its HMAC. WebCrypto lacks SHA-224, and calling it once a round is slow. */
export const kdfHashes = {
  'SHA-1': sha1,
  'SHA-224': sha224,
  'SHA-256': sha256,
  'SHA-384': sha384,
  'SHA-512': sha512,
} as const

export type KdfHash = keyof typeof kdfHashes

/** What the derived octets are for, RFC 7292 §B.3. */
export const KdfPurpose = { key: 1, iv: 2, mac: 3 } as const

/** Rounds between two reports of progress: some milliseconds. */
const reportEvery = 0x4000

/**
 * The key derivation of PKCS#12.
 * @param password - BMPString with terminator, or no octets at all.
 * @param length - Octets wanted.
 * @param onRounds - Called every now and then with the rounds done since the last call.
 * Source: RFC 7292 §B.2.
 */
export function pkcs12Kdf(
  hashName: KdfHash,
  password: Uint8Array,
  salt: Uint8Array,
  iterations: number,
  purpose: number,
  length: number,
  onRounds?: (rounds: number) => void,
): Uint8Array {
  const hash = kdfHashes[hashName]
  const { blockLen: v, outputLen: u } = hash
  const stretch = (octets: Uint8Array): Uint8Array =>
    Uint8Array.from(
      { length: v * Math.ceil(octets.length / v) },
      (_, i) => octets[i % octets.length] ?? 0,
    )
  const s = stretch(salt)
  const p = stretch(password)
  const state = new Uint8Array(v + s.length + p.length).fill(purpose, 0, v)
  state.set(s, v)
  state.set(p, v + s.length)
  const again = inPlace(hashName)
  const out = new Uint8Array(length)
  for (let at = 0; at < length; at += u) {
    const a = hash(state)
    for (let round = 1; round < iterations; round++) {
      again(a)
      if (round % reportEvery === 0) onRounds?.(reportEvery)
    }
    out.set(a.subarray(0, length - at), at)
    if (at + u < length) addToBlocks(state, v, a)
  }
  state.fill(0)
  p.fill(0)
  return out
}

/** Replaces a digest by its own digest. One hash object serves all rounds: a new one for each takes twice the time. */
function inPlace(hashName: KdfHash): (digest: Uint8Array) => void {
  const hasher = (hash: (typeof kdfHashes)['SHA-256']): ((digest: Uint8Array) => void) => {
    const initial = hash.create()
    const working = hash.create()
    return (digest) => {
      initial._cloneInto(working)
      working.update(digest)
      working.digestInto(digest)
    }
  }
  return hasher(kdfHashes[hashName] as (typeof kdfHashes)['SHA-256'])
}

/** I_j = (I_j + B + 1) mod 2^v for each block behind the diversifier, §B.2 step 6 C. */
function addToBlocks(state: Uint8Array, v: number, a: Uint8Array): void {
  for (let block = v; block < state.length; block += v) {
    let carry = 1
    for (let i = v - 1; i >= 0; i--) {
      carry += (state[block + i] ?? 0) + (a[i % a.length] ?? 0)
      state[block + i] = carry & 0xff
      carry >>= 8
    }
  }
}
