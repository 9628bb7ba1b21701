import {
  integer,
  nullValue,
  objectIdentifier,
  type PublicKey,
  sequence,
  type SigningAlgorithm,
  tlv,
} from '@chopmark/core'
import { hashOctets } from '../signing-key.js'

type Hash = SigningAlgorithm['hash']

/** OIDs of the hashes, RFC 5754 §2: `hashAlgorithmOID` of the CSC API. */
export const hashOids: Readonly<Record<Hash, string>> = {
  'SHA-256': '2.16.840.1.101.3.4.2.1',
  'SHA-384': '2.16.840.1.101.3.4.2.2',
  'SHA-512': '2.16.840.1.101.3.4.2.3',
}

const rsaOids: Readonly<Record<Hash, string>> = {
  'SHA-256': '1.2.840.113549.1.1.11',
  'SHA-384': '1.2.840.113549.1.1.12',
  'SHA-512': '1.2.840.113549.1.1.13',
}

const ecdsaOids: Readonly<Record<Hash, string>> = {
  'SHA-256': '1.2.840.10045.4.3.2',
  'SHA-384': '1.2.840.10045.4.3.3',
  'SHA-512': '1.2.840.10045.4.3.4',
}

const rsaOid = '1.2.840.113549.1.1.1'
const pssOid = '1.2.840.113549.1.1.10'
const ecOid = '1.2.840.10045.2.1'

/** How a credential is asked for a signature. */
export interface CscAlgorithm {
  readonly algorithm: SigningAlgorithm
  /** The OID for `signAlgo`, one of the credential's `key/algo`. */
  readonly signAlgo: string
  /** True when `signAlgo` says the hash: then `hashAlgorithmOID` is left out, as §11.10 has it. */
  readonly hashImplied: boolean
  /** DER, for `signAlgoParams`: RSASSA-PSS alone has some. */
  readonly signAlgoParams?: Uint8Array
}

/**
 * Picks what a credential signs with: an algorithm that names the request's hash, else the bare key algorithm with
 * `hashAlgorithmOID`, PSS where nothing else is offered. Ed25519 signs messages, not digests: no way here.
 * @param offered - `key/algo` of `credentials/info`.
 * Source: CSC API v2.0.0.2 §11.5 (key/algo), §11.10 (signAlgo, hashAlgorithmOID, signAlgoParams).
 */
export function chooseCscAlgorithm(
  offered: readonly string[],
  key: PublicKey,
  hash: Hash,
): CscAlgorithm | undefined {
  const first = (...wanted: readonly string[]): string | undefined =>
    wanted.find((oid) => offered.includes(oid))
  switch (key.kind) {
    case 'RSA': {
      const plain = key.pss === 'allowed' ? first(rsaOids[hash], rsaOid) : undefined
      if (plain !== undefined) {
        const algorithm = { scheme: 'RSASSA-PKCS1-v1_5', hash } as const
        return { algorithm, signAlgo: plain, hashImplied: plain !== rsaOid }
      }
      if (!offered.includes(pssOid)) return undefined
      return {
        algorithm: { scheme: 'RSASSA-PSS', hash },
        signAlgo: pssOid,
        hashImplied: false,
        signAlgoParams: pssParameters(hash),
      }
    }
    case 'EC': {
      const signAlgo = first(ecdsaOids[hash], ecOid)
      if (signAlgo === undefined) return undefined
      return { algorithm: { scheme: 'ECDSA', hash }, signAlgo, hashImplied: signAlgo !== ecOid }
    }
    case 'Ed25519':
    case 'DSA':
      return undefined
  }
}

/** RSASSA-PSS-params: hash, MGF1 with it, a salt as long. RFC 4055 §3.1. */
function pssParameters(hash: Hash): Uint8Array {
  const identifier = sequence(objectIdentifier(hashOids[hash]), nullValue())
  return sequence(
    tlv(0xa0, identifier),
    tlv(0xa1, sequence(objectIdentifier('1.2.840.113549.1.1.8'), identifier)),
    tlv(0xa2, integer(hashOctets[hash])),
  )
}
