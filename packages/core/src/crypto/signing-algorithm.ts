import { integer, nullValue, objectIdentifier, sequence, tlv } from '../der/der-writer.js'
import { contextConstructed } from '../der/tag.js'

/** What a key signs with; the same hash digests the content. RFC 5652 §10.1. */
export interface SigningAlgorithm {
  readonly scheme: 'RSASSA-PKCS1-v1_5' | 'RSASSA-PSS' | 'ECDSA' | 'Ed25519'
  /** Ed25519 goes with SHA-512 alone, RFC 8419 §3. */
  readonly hash: 'SHA-256' | 'SHA-384' | 'SHA-512'
}

/** DER AlgorithmIdentifier of the hash; SHA-2 takes no parameters. RFC 5754 §2. */
export function digestAlgorithmIdentifier(hash: SigningAlgorithm['hash']): Uint8Array {
  return sequence(objectIdentifier(`2.16.840.1.101.3.4.2.${1 + order(hash)}`))
}

/**
 * DER AlgorithmIdentifier of the signature: RSA PKCS #1 v1.5 has NULL parameters (RFC 4055 §5), PSS states hash, MGF1
 * and a salt as long as the hash (§3.1), ECDSA and Ed25519 have none (RFC 5758 §3.2, RFC 8410 §3).
 */
export function signatureAlgorithmIdentifier({ scheme, hash }: SigningAlgorithm): Uint8Array {
  const step = order(hash)
  switch (scheme) {
    case 'RSASSA-PKCS1-v1_5':
      return sequence(objectIdentifier(`1.2.840.113549.1.1.${11 + step}`), nullValue())
    case 'RSASSA-PSS': {
      // RFC 4055 §2.1 wants NULL beside a hash inside these parameters written so by everybody.
      const hashIdentifier = sequence(
        objectIdentifier(`2.16.840.1.101.3.4.2.${1 + step}`),
        nullValue(),
      )
      return sequence(
        objectIdentifier('1.2.840.113549.1.1.10'),
        sequence(
          tlv(contextConstructed(0), hashIdentifier),
          tlv(
            contextConstructed(1),
            sequence(objectIdentifier('1.2.840.113549.1.1.8'), hashIdentifier),
          ),
          tlv(contextConstructed(2), integer(32 + 16 * step)),
        ),
      )
    }
    case 'ECDSA':
      return sequence(objectIdentifier(`1.2.840.10045.4.3.${2 + step}`))
    case 'Ed25519':
      return sequence(objectIdentifier('1.3.101.112'))
  }
}

/** 0 for SHA-256, 1 for SHA-384, 2 for SHA-512: their identifiers follow one another in every family. */
function order(hash: SigningAlgorithm['hash']): number {
  return hash === 'SHA-256' ? 0 : hash === 'SHA-384' ? 1 : 2
}
