import { createHash } from 'node:crypto'
import type { Hash } from '../protocol.js'

/** DER of DigestInfo up to its digest, hex; parameters are NULL. RFC 8017 §9.2, note 1. */
const prefixes: Readonly<Record<Hash, string>> = {
  'SHA-256': '3031300d060960864801650304020105000420',
  'SHA-384': '3041300d060960864801650304020205000430',
  'SHA-512': '3051300d060960864801650304020305000440',
}

export function digestOf(hash: Hash, octets: Uint8Array): Buffer {
  return createHash(hash.replace('-', '').toLowerCase()).update(octets).digest()
}

/** What CKM_RSA_PKCS pads and signs: DigestInfo over `octets`. RFC 8017 §9.2. */
export function digestInfo(hash: Hash, octets: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(prefixes[hash], 'hex'), digestOf(hash, octets)])
}
