import { type DerReader, Tag } from '@chopmark/core'
import { maxSaltBytes } from './limits.js'
import type { KdfHash } from './pkcs12-kdf.js'
import { Pkcs12Error } from './pkcs12-error.js'

/** Block ciphers in CBC mode. `AES` is WebCrypto's, the others live in the legacy chunk. */
export type Cipher =
  | { readonly name: 'AES'; readonly keyBytes: 16 | 24 | 32 }
  | { readonly name: '3DES'; readonly keyBytes: 16 | 24 }
  | { readonly name: 'RC2'; readonly keyBytes: 5 | 8 | 16 }

export interface Pbkdf2 {
  readonly salt: Uint8Array
  readonly iterations: number
  readonly prf: KdfHash
  readonly keyLength?: number
}

/** How something is encrypted under the password. */
export type EncryptionScheme =
  | {
      readonly kind: 'pkcs12'
      readonly cipher: Cipher
      readonly salt: Uint8Array
      readonly iterations: number
    }
  | {
      readonly kind: 'pbes2'
      readonly cipher: Cipher
      readonly kdf: Pbkdf2
      readonly iv: Uint8Array
    }

const pkcs12Ciphers: Readonly<Record<string, Cipher>> = {
  '1.2.840.113549.1.12.1.3': { name: '3DES', keyBytes: 24 },
  '1.2.840.113549.1.12.1.4': { name: '3DES', keyBytes: 16 },
  '1.2.840.113549.1.12.1.5': { name: 'RC2', keyBytes: 16 },
  '1.2.840.113549.1.12.1.6': { name: 'RC2', keyBytes: 5 },
}

const pbes2Ciphers: Readonly<Record<string, Cipher>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'AES', keyBytes: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'AES', keyBytes: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'AES', keyBytes: 32 },
  '1.2.840.113549.3.7': { name: '3DES', keyBytes: 24 },
}

const prfs: Readonly<Record<string, KdfHash>> = {
  '1.2.840.113549.2.7': 'SHA-1',
  '1.2.840.113549.2.8': 'SHA-224',
  '1.2.840.113549.2.9': 'SHA-256',
  '1.2.840.113549.2.10': 'SHA-384',
  '1.2.840.113549.2.11': 'SHA-512',
}

const pbes2Oid = '1.2.840.113549.1.5.13'
const pbkdf2Oid = '1.2.840.113549.1.5.12'

/**
 * Parses the AlgorithmIdentifier of a password-based encryption. RFC 7292 §C, RFC 8018 §A.
 * @throws Pkcs12Error `P12_UNSUPPORTED` with the OID of what is not known here.
 */
export function parseEncryptionScheme(parent: DerReader): EncryptionScheme {
  const algorithm = parent.enter(Tag.sequence)
  const oid = algorithm.objectIdentifier()
  if (oid === pbes2Oid) return parsePbes2(algorithm.enter(Tag.sequence))
  const cipher = own(pkcs12Ciphers, oid)
  const parameters = algorithm.enter(Tag.sequence)
  const salt = parseSalt(parameters)
  const iterations = parseIterations(parameters)
  return { kind: 'pkcs12', cipher, salt, iterations }
}

function parsePbes2(parameters: DerReader): EncryptionScheme {
  const kdf = parsePbkdf2(parameters)
  const encryption = parameters.enter(Tag.sequence)
  const cipher = own(pbes2Ciphers, encryption.objectIdentifier())
  const iv = encryption.octetString()
  if (iv.length !== (cipher.name === 'AES' ? 16 : 8)) encryption.fail('BAD_VALUE')
  return { kind: 'pbes2', cipher, kdf, iv }
}

/** Parses an AlgorithmIdentifier that has to be PBKDF2, RFC 8018 §A.2. */
export function parsePbkdf2(parent: DerReader): Pbkdf2 {
  const algorithm = parent.enter(Tag.sequence)
  const oid = algorithm.objectIdentifier()
  if (oid !== pbkdf2Oid) throw new Pkcs12Error('P12_UNSUPPORTED', oid)
  const parameters = algorithm.enter(Tag.sequence)
  if (parameters.peek() === Tag.sequence) throw new Pkcs12Error('P12_UNSUPPORTED', 'otherSource')
  const salt = parseSalt(parameters)
  const iterations = parseIterations(parameters)
  const keyLength =
    parameters.peek() === Tag.integer ? { keyLength: parameters.smallInteger(1024) } : {}
  let prf: KdfHash = 'SHA-1'
  if (!parameters.atEnd) prf = own(prfs, parameters.enter(Tag.sequence).objectIdentifier())
  return { salt, iterations, prf, ...keyLength }
}

/** HMAC by its OID, RFC 8018 §B.1. */
export function parseHmac(parent: DerReader): KdfHash {
  return own(prfs, parent.enter(Tag.sequence).objectIdentifier())
}

/** Salt as an OCTET STRING of a bounded length. */
export function parseSalt(reader: DerReader): Uint8Array {
  const salt = reader.octetString()
  if (salt.length > maxSaltBytes) reader.fail('TOO_LARGE')
  return salt
}

/**
 * Iteration count.
 * @throws Pkcs12Error `P12_TOO_EXPENSIVE` when it does not even fit 48 bits: no need to ask the budget.
 */
export function parseIterations(reader: DerReader): number {
  const octets = reader.integer()
  if (octets.length > 6) throw new Pkcs12Error('P12_TOO_EXPENSIVE')
  const iterations = octets.reduce((value, octet) => value * 256 + octet, 0)
  if ((octets[0] ?? 0) >= 0x80 || iterations === 0) reader.fail('BAD_VALUE')
  return iterations
}

function own<T>(table: Readonly<Record<string, T>>, oid: string): T {
  const value = Object.hasOwn(table, oid) ? table[oid] : undefined
  if (value === undefined) throw new Pkcs12Error('P12_UNSUPPORTED', oid)
  return value
}
