import { joinOctets, sameOctets } from '@chopmark/core'
import { kdfHashes } from '../pkcs12/pkcs12-kdf.js'
import { decryptCbcBlocks } from './cbc.js'
import { DecryptionError } from './encryption-problem.js'
import { keyWraps, type KeyWrap, own } from './oids.js'
import { attempt, subtle } from './web-crypto.js'

/**
 * Key wrapping by its OID.
 * @throws DecryptionError `UNSUPPORTED_ALGORITHM`
 */
export function keyWrap(oid: string): KeyWrap {
  const wrap = own(keyWraps, oid)
  if (wrap === undefined) throw new DecryptionError('UNSUPPORTED_ALGORITHM', oid)
  return wrap
}

/**
 * Wraps a content-encryption key under AES, RFC 3394.
 * @param kek - 16, 24 or 32 octets.
 * @param key - A multiple of 8 octets, at least 16.
 */
export async function wrapKey(kek: Uint8Array, key: Uint8Array): Promise<Uint8Array> {
  const wrapping = await subtle().importKey('raw', new Uint8Array(kek), 'AES-KW', false, [
    'wrapKey',
  ])
  // HMAC, because it takes any length; what the key is for is said elsewhere.
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  const raw = new Uint8Array(key)
  const imported = await subtle().importKey('raw', raw, hmac, true, ['sign'])
  raw.fill(0)
  return new Uint8Array(await subtle().wrapKey('raw', imported, wrapping, 'AES-KW'))
}

/**
 * Unwraps a content-encryption key.
 * @returns Undefined when the check value does not fit.
 */
export async function unwrapKey(
  { name, keyBytes }: KeyWrap,
  kek: Uint8Array,
  wrapped: Uint8Array,
): Promise<Uint8Array | undefined> {
  if (kek.length !== keyBytes) return undefined
  if (name === '3DES') return unwrapTripleDes(kek, wrapped)
  // 24 to 72 octets: keys of 128 to 512 bits.
  if (wrapped.length % 8 !== 0 || wrapped.length < 24 || wrapped.length > 72) return undefined
  const unwrapping = await attempt(() =>
    subtle().importKey('raw', new Uint8Array(kek), 'AES-KW', false, ['unwrapKey']),
  )
  // Chromium has no AES with 192 bits.
  if (unwrapping === undefined) return unwrapByBlocks({ name, keyBytes }, kek, wrapped)
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  const raw = await attempt(async () => {
    const octets = new Uint8Array(wrapped)
    const key = await subtle().unwrapKey('raw', octets, unwrapping, 'AES-KW', hmac, true, ['sign'])
    return subtle().exportKey('raw', key)
  })
  return raw && new Uint8Array(raw)
}

/** RFC 3394 §2.2.2 with one block decrypted at a time. */
async function unwrapByBlocks(
  { keyBytes }: KeyWrap,
  kek: Uint8Array,
  wrapped: Uint8Array,
): Promise<Uint8Array | undefined> {
  const cipher = { name: 'AES', keyBytes } as const
  const key = wrapped.slice(8)
  const blocks = key.length / 8
  let register: Uint8Array = wrapped.slice(0, 8)
  for (let step = 6 * blocks; step > 0; step--) {
    const at = ((step - 1) % blocks) * 8
    register = register.slice()
    // At most 48 steps: the counter stays in the last octet.
    register[7] = (register[7] ?? 0) ^ step
    const input = joinOctets([register, key.subarray(at, at + 8)])
    const output = await decryptCbcBlocks(cipher, kek, new Uint8Array(16), input)
    if (output === undefined) return undefined
    register = output.slice(0, 8)
    key.set(output.subarray(8), at)
  }
  return register.every((octet) => octet === 0xa6) ? key : undefined
}

/** RFC 3217 §3.2; only ever for reading. */
async function unwrapTripleDes(
  kek: Uint8Array,
  wrapped: Uint8Array,
): Promise<Uint8Array | undefined> {
  if (wrapped.length !== 40) return undefined
  const cipher = { name: '3DES', keyBytes: 24 } as const
  const fixed = Uint8Array.of(0x4a, 0xdd, 0xa2, 0x2c, 0x79, 0xe8, 0x21, 0x05)
  const outer = (await decryptCbcBlocks(cipher, kek, fixed, wrapped))?.reverse()
  if (outer === undefined) return undefined
  const inner = await decryptCbcBlocks(cipher, kek, outer.subarray(0, 8), outer.subarray(8))
  if (inner === undefined) return undefined
  const key = inner.subarray(0, 24)
  const check = kdfHashes['SHA-1'](key).subarray(0, 8)
  return sameOctets(check, inner.subarray(24)) ? key : undefined
}
