import {
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
  tlv,
} from '../der/der-writer.js'
import { Tag } from '../der/tag.js'
import { UsageError } from '../errors.js'

/** What a time-stamp is asked for. */
export interface TimeStampQuestion {
  readonly hashAlgorithm: 'SHA-256' | 'SHA-384' | 'SHA-512'
  /** Digest of the octets to be stamped, made with `hashAlgorithm`. */
  readonly hashedMessage: Uint8Array
  /** Random octets, 8 or more; the answer must carry the same number. */
  readonly nonce?: Uint8Array
  /** Dotted OID of the TSA policy wanted. */
  readonly policy?: string
  /** Ask the TSA to put its certificate into the token. */
  readonly certReq: boolean
}

const hashes = {
  'SHA-256': { oid: '2.16.840.1.101.3.4.2.1', length: 32 },
  'SHA-384': { oid: '2.16.840.1.101.3.4.2.2', length: 48 },
  'SHA-512': { oid: '2.16.840.1.101.3.4.2.3', length: 64 },
} as const

/**
 * Writes a DER TimeStampReq, RFC 3161 §2.4.1.
 * @throws UsageError `WRONG_DIGEST_LENGTH` when the digest is not one of its algorithm.
 */
export function writeTimeStampRequest(question: TimeStampQuestion): Uint8Array {
  const { oid, length } = hashes[question.hashAlgorithm]
  if (question.hashedMessage.length !== length) {
    throw new UsageError(
      'WRONG_DIGEST_LENGTH',
      `Give the ${length} octets of a ${question.hashAlgorithm} digest.`,
    )
  }
  const fields = [
    integer(1),
    sequence(sequence(objectIdentifier(oid), nullValue()), octetString(question.hashedMessage)),
  ]
  if (question.policy !== undefined) fields.push(objectIdentifier(question.policy))
  if (question.nonce !== undefined) fields.push(tlv(Tag.integer, nonceInteger(question.nonce)))
  // BOOLEAN DEFAULT FALSE: DER leaves the default out.
  if (question.certReq) fields.push(tlv(Tag.boolean, Uint8Array.of(0xff)))
  return sequence(...fields)
}

/**
 * Contents octets of the INTEGER that these nonce octets stand for, positive and minimal: what `TstInfo.nonce` must equal.
 */
export function nonceInteger(nonce: Uint8Array): Uint8Array {
  let from = 0
  while (from < nonce.length - 1 && nonce[from] === 0) from++
  const magnitude = nonce.subarray(from)
  if (magnitude.length > 0 && (magnitude[0] as number) < 0x80) return magnitude.slice()
  const octets = new Uint8Array(magnitude.length + 1)
  octets.set(magnitude, 1)
  return octets
}
