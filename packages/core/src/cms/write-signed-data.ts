import {
  digestAlgorithmIdentifier,
  signatureAlgorithmIdentifier,
  type SigningAlgorithm,
} from '../crypto/signing-algorithm.js'
import {
  compareOctets,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  tlv,
} from '../der/der-writer.js'
import { certificateIdentity } from './certificate-identity.js'

/** What becomes a SignedData with one signer. */
export interface SignedDataInput {
  /** The content for an attached signature; absent in a detached one. */
  readonly content?: Uint8Array
  /** Dotted OID of the content's type; absent: id-data. The signed content-type attribute has to say the same. */
  readonly contentType?: string
  readonly algorithm: SigningAlgorithm
  /** The signing certificate, DER. */
  readonly certificate: Uint8Array
  /** Further certificates to carry, DER, in any order. */
  readonly chain?: readonly Uint8Array[]
  /** DER `SET OF Attribute` as it was signed, see `signedAttributesFor`. */
  readonly signedAttributes: Uint8Array
  /** The signature as CMS carries it: for ECDSA the DER form, see `ecdsaSignatureDer`. */
  readonly signature: Uint8Array
}

/**
 * Puts a signature and what it covers into a DER ContentInfo.
 * Source: RFC 5652 §3, §5.1, §5.3; ETSI EN 319 122-1 §6 (B-B).
 */
export function writeSignedData(input: SignedDataInput): Uint8Array {
  const contentType = input.contentType ?? '1.2.840.113549.1.7.1'
  const digestAlgorithm = digestAlgorithmIdentifier(input.algorithm.hash)
  const { issuer, serialNumber } = certificateIdentity(input.certificate)
  const signedAttributes = new Uint8Array(input.signedAttributes)
  signedAttributes[0] = 0xa0
  const signerInfo = sequence(
    integer(1),
    sequence(issuer, serialNumber),
    digestAlgorithm,
    signedAttributes,
    signatureAlgorithmIdentifier(input.algorithm),
    octetString(input.signature),
  )
  const certificates = [input.certificate, ...(input.chain ?? [])].sort(compareOctets)
  const content = input.content === undefined ? [] : [tlv(0xa0, octetString(input.content))]
  const signedData = sequence(
    // RFC 5652 §5.1: 3 when the content is not id-data.
    integer(contentType === '1.2.840.113549.1.7.1' ? 1 : 3),
    setOf(digestAlgorithm),
    sequence(objectIdentifier(contentType), ...content),
    tlv(0xa0, ...certificates),
    setOf(signerInfo),
  )
  return sequence(objectIdentifier('1.2.840.113549.1.7.2'), tlv(0xa0, signedData))
}
