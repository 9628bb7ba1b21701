import { constants, createHash, privateEncrypt, sign as signData } from 'node:crypto'
import type { Der } from '../der/der.js'
import { nullValue, octetString, oid, sequence } from '../der/der.js'
import type { IssuedCertificate } from '../sandbox/issued-certificate.js'

export type SignedHash = 'SHA-256' | 'SHA-384' | 'SHA-512'

const hashOids: Readonly<Record<SignedHash, string>> = {
  'SHA-256': '2.16.840.1.101.3.4.2.1',
  'SHA-384': '2.16.840.1.101.3.4.2.2',
  'SHA-512': '2.16.840.1.101.3.4.2.3',
}

/**
 * Signs a digest as it is, without hashing it again: RSASSA-PKCS1-v1_5 from DigestInfo up, as a signing service does that
 * never sees the document. RFC 8017 §9.2.
 */
export function signDigest(
  { key }: IssuedCertificate,
  digest: Uint8Array,
  hash: SignedHash,
): Uint8Array {
  const digestInfo: Der = sequence(sequence(oid(hashOids[hash]), nullValue()), octetString(digest))
  const padding = constants.RSA_PKCS1_PADDING
  return new Uint8Array(privateEncrypt({ key: key.privateKey, padding }, digestInfo))
}

/** Hashes the octets and signs that: what happens when a service takes a digest for a message. */
export function signHashedAgain({ key }: IssuedCertificate, octets: Uint8Array): Uint8Array {
  return new Uint8Array(signData('sha256', octets, key.privateKey))
}

/** The octets of a digest of nothing that was asked for. */
export function otherDigest(digest: Uint8Array): Uint8Array {
  const other = createHash('sha512').update(digest).digest()
  return new Uint8Array(other.subarray(0, digest.length))
}
