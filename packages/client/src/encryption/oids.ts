import type { Cipher } from '../pkcs12/encryption-scheme.js'
import type { KdfHash } from '../pkcs12/pkcs12-kdf.js'

/** Object identifiers that are written as well as read. */
export const oids = {
  data: '1.2.840.113549.1.7.1',
  rsaEncryption: '1.2.840.113549.1.1.1',
  rsaesOaep: '1.2.840.113549.1.1.7',
  mgf1: '1.2.840.113549.1.1.8',
  pSpecified: '1.2.840.113549.1.1.9',
  sha256: '2.16.840.1.101.3.4.2.1',
  ecPublicKey: '1.2.840.10045.2.1',
  ecdhSha256Kdf: '1.3.132.1.11.1',
  aes256Wrap: '2.16.840.1.101.3.4.1.45',
  aes256Gcm: '2.16.840.1.101.3.4.1.46',
  aes256Cbc: '2.16.840.1.101.3.4.1.42',
  rc2Cbc: '1.2.840.113549.3.2',
  pwriKek: '1.2.840.113549.1.9.16.3.9',
} as const

/** Hashes of RSAES-OAEP, RFC 4055 §2.1. */
export const hashes: Readonly<Record<string, KdfHash>> = {
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.4': 'SHA-224',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
}

/**
 * Key agreement with the KDF of X9.63, RFC 5753 §7.1.4: standard ECDH, and cofactor ECDH, which is the same thing on the
 * NIST curves, whose cofactor is 1.
 */
export const keyAgreements: Readonly<Record<string, KdfHash>> = {
  '1.3.133.16.840.63.0.2': 'SHA-1',
  '1.3.133.16.840.63.0.3': 'SHA-1',
  '1.3.132.1.11.0': 'SHA-224',
  '1.3.132.1.11.1': 'SHA-256',
  '1.3.132.1.11.2': 'SHA-384',
  '1.3.132.1.11.3': 'SHA-512',
  '1.3.132.1.14.0': 'SHA-224',
  '1.3.132.1.14.1': 'SHA-256',
  '1.3.132.1.14.2': 'SHA-384',
  '1.3.132.1.14.3': 'SHA-512',
}

/** How a key-encryption key wraps the content-encryption key: RFC 3394 and RFC 3217 §3. */
export type KeyWrap = { readonly name: 'AES' | '3DES'; readonly keyBytes: 16 | 24 | 32 }

export const keyWraps: Readonly<Record<string, KeyWrap>> = {
  '2.16.840.1.101.3.4.1.5': { name: 'AES', keyBytes: 16 },
  '2.16.840.1.101.3.4.1.25': { name: 'AES', keyBytes: 24 },
  '2.16.840.1.101.3.4.1.45': { name: 'AES', keyBytes: 32 },
  '1.2.840.113549.1.9.16.3.6': { name: '3DES', keyBytes: 24 },
}

/** Block ciphers in CBC mode whose only parameter is the initialisation vector, RFC 3565 §2.2 and RFC 3370 §5.1. */
export const cbcCiphers: Readonly<Record<string, Cipher>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'AES', keyBytes: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'AES', keyBytes: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'AES', keyBytes: 32 },
  '1.2.840.113549.3.7': { name: '3DES', keyBytes: 24 },
}

/** AES in GCM mode, RFC 5084 §3.2: octets of the key. */
export const gcmKeyBytes: Readonly<Record<string, 16 | 24 | 32>> = {
  '2.16.840.1.101.3.4.1.6': 16,
  '2.16.840.1.101.3.4.1.26': 24,
  '2.16.840.1.101.3.4.1.46': 32,
}

/** RC2 by its parameter version, RFC 3370 §5.2: octets of the key, which is as long as its effective bits say. */
export const rc2KeyBytes: Readonly<Record<number, 5 | 8 | 16>> = { 160: 5, 120: 8, 58: 16 }

/** A table's value for a key it has itself; nothing that it inherits. */
export function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}
