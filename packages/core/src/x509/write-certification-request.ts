import { type SigningAlgorithm, signatureAlgorithmIdentifier } from '../crypto/signing-algorithm.js'
import { integer, objectIdentifier, sequence, setOf, tlv, utf8String } from '../der/der-writer.js'
import { contextConstructed, Tag } from '../der/tag.js'

/** What a key asks a certification authority to certify. */
export interface CertificationRequestInput {
  /** DER Name; absent: the empty name, for an authority that knows the applicant from elsewhere. */
  readonly subject?: Uint8Array
  /** DER SubjectPublicKeyInfo of the key, as `exportKey('spki')` gives it. */
  readonly subjectPublicKeyInfo: Uint8Array
  /** The authority's one-time challenge, which makes an old request useless to whoever kept it. RFC 2985 §5.4.1. */
  readonly challengePassword?: string
}

/**
 * What the key signs to show that its holder has it.
 * @returns DER CertificationRequestInfo.
 * Source: RFC 2986 §4.1.
 */
export function certificationRequestInfo(input: CertificationRequestInput): Uint8Array {
  const { subject = sequence(), subjectPublicKeyInfo, challengePassword } = input
  const challenge =
    challengePassword === undefined
      ? []
      : [sequence(objectIdentifier('1.2.840.113549.1.9.7'), setOf(utf8String(challengePassword)))]
  // Attributes are `[0] IMPLICIT SET`, written even when there are none.
  const attributes = tlv(contextConstructed(0), ...challenge)
  return sequence(integer(0), subject, subjectPublicKeyInfo, attributes)
}

/**
 * Puts a CertificationRequestInfo and its signature into a PKCS #10 request.
 * @param info - As `certificationRequestInfo` gave it.
 * @param signature - The signature as X.509 carries it: for ECDSA the DER form, see `ecdsaSignatureDer`.
 * @returns DER CertificationRequest.
 * Source: RFC 2986 §4.2.
 */
export function writeCertificationRequest(
  info: Uint8Array,
  algorithm: SigningAlgorithm,
  signature: Uint8Array,
): Uint8Array {
  const bits = tlv(Tag.bitString, Uint8Array.of(0), signature)
  return sequence(info, signatureAlgorithmIdentifier(algorithm), bits)
}
