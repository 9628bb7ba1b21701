import {
  digestAlgorithmIdentifier,
  signatureAlgorithmIdentifier,
  type SigningAlgorithm,
} from '../crypto/signing-algorithm.js'
import { objectIdentifier, octetString, sequence, setOf, tlv } from '../der/der-writer.js'
import { Tag } from '../der/tag.js'
import { formatInstant } from '../format-instant.js'
import type { Instant } from '../instant.js'
import type { CommitmentType } from '../request.js'
import { certificateIdentity } from './certificate-identity.js'

/** What a CAdES-B-B signature states about itself. */
export interface SignedAttributesInput {
  /** Dotted OID of the content's type; absent: id-data; null: none, for a counter-signature (RFC 5652 §11.4). */
  readonly contentType?: string | null
  /** Digest of the content by `algorithm.hash`. */
  readonly messageDigest: Uint8Array
  readonly algorithm: SigningAlgorithm
  /** The signing certificate, DER. */
  readonly certificate: Uint8Array
  /** SHA-256 of `certificate`, 32 octets. */
  readonly certificateSha256: Uint8Array
  /** The signer's claim; whole seconds are written. */
  readonly signingTime: Instant
  /** Contents of the content-identifier attribute, see `contentIdentifier`. */
  readonly contentIdentifier?: Uint8Array
  readonly commitmentType?: CommitmentType
  /** Further attributes, each a whole DER Attribute made by `attribute`. */
  readonly further?: readonly Uint8Array[]
}

/** The commitment types in the order of their identifiers, id-cti-ets 1 to 6. RFC 5126 §5.11.1. */
const commitmentTypes: readonly CommitmentType[] = [
  'proofOfOrigin',
  'proofOfReceipt',
  'proofOfDelivery',
  'proofOfSender',
  'proofOfApproval',
  'proofOfCreation',
]

/** One DER Attribute with its values, each a whole TLV. RFC 5652 §5.3. */
export function attribute(oid: string, ...values: readonly Uint8Array[]): Uint8Array {
  return sequence(objectIdentifier(oid), setOf(...values))
}

/**
 * The signed attributes of a CAdES-B-B signature: content-type, message-digest, signing-time, signing-certificate-v2 with
 * issuerSerial and cms-algorithm-protection, and what else was given.
 * @returns DER `SET OF Attribute`: the octets that the key signs. RFC 5652 §5.4; ETSI EN 319 122-1 §6.3; RFC 5035 §3;
 * RFC 6211 §2.
 */
export function signedAttributesFor(input: SignedAttributesInput): Uint8Array {
  const { algorithm, commitmentType, contentType = '1.2.840.113549.1.7.1' } = input
  const { issuer, serialNumber } = certificateIdentity(input.certificate)
  const attributes = [
    ...(contentType === null
      ? []
      : [attribute('1.2.840.113549.1.9.3', objectIdentifier(contentType))]),
    attribute('1.2.840.113549.1.9.4', octetString(input.messageDigest)),
    attribute('1.2.840.113549.1.9.5', signingTime(input.signingTime)),
    // ESSCertIDv2; its hash algorithm is left out, being the default SHA-256.
    attribute(
      '1.2.840.113549.1.9.16.2.47',
      sequence(
        sequence(
          sequence(
            octetString(input.certificateSha256),
            sequence(sequence(tlv(0xa4, issuer)), serialNumber),
          ),
        ),
      ),
    ),
    attribute(
      '1.2.840.113549.1.9.52',
      sequence(
        digestAlgorithmIdentifier(algorithm.hash),
        implicit(0xa1, signatureAlgorithmIdentifier(algorithm)),
      ),
    ),
  ]
  if (input.contentIdentifier !== undefined) {
    attributes.push(attribute('1.2.840.113549.1.9.16.2.7', octetString(input.contentIdentifier)))
  }
  if (commitmentType !== undefined) {
    const oid = `1.2.840.113549.1.9.16.6.${1 + commitmentTypes.indexOf(commitmentType)}`
    attributes.push(attribute('1.2.840.113549.1.9.16.2.16', sequence(objectIdentifier(oid))))
  }
  return setOf(...attributes, ...(input.further ?? []))
}

/** Time as signing-time has it: UTCTime through 2049, GeneralizedTime from 2050. RFC 5652 §11.3. */
function signingTime(instant: Instant): Uint8Array {
  const digits = formatInstant((instant - (instant % 1000)) as Instant).replace(/[-:T]/g, '')
  return digits < '2050'
    ? tlv(Tag.utcTime, new TextEncoder().encode(digits.slice(2)))
    : tlv(Tag.generalizedTime, new TextEncoder().encode(digits))
}

/** The same value under another tag. */
function implicit(tag: number, value: Uint8Array): Uint8Array {
  const tagged = new Uint8Array(value)
  tagged[0] = tag
  return tagged
}
