import { nullValue, objectIdentifier, octetString, sequence, tlv } from '../der/der-writer.js'
import { Tag } from '../der/tag.js'

/** Which certificate is asked about, RFC 6960 §4.1.1: digests made with `hashAlgorithm`. */
export interface OcspQuestion {
  readonly hashAlgorithm: 'SHA-1' | 'SHA-256'
  /** Digest of the issuer's name as it stands in the certificate that is asked about. */
  readonly issuerNameHash: Uint8Array
  /** Digest of the issuer's public key: the contents of the BIT STRING, without its unused-bits octet. */
  readonly issuerKeyHash: Uint8Array
  /** Contents octets of the INTEGER, as `Certificate.serialNumber`. */
  readonly serialNumber: Uint8Array
}

const hashOids = { 'SHA-1': '1.3.14.3.2.26', 'SHA-256': '2.16.840.1.101.3.4.2.1' } as const
const nonceOid = '1.3.6.1.5.5.7.48.1.2'
/** `[2] EXPLICIT`, constructed. */
const requestExtensionsTag = 0xa2

/**
 * OCSPRequest for one certificate, unsigned, DER. RFC 6960 §4.1.1.
 * @param nonce - Goes into the nonce extension, RFC 9654 §2.1 (1 to 128 octets; 32 are recommended); absent: no extension.
 */
export function writeOcspRequest(question: OcspQuestion, nonce?: Uint8Array): Uint8Array {
  const certId = sequence(
    sequence(objectIdentifier(hashOids[question.hashAlgorithm]), nullValue()),
    octetString(question.issuerNameHash),
    octetString(question.issuerKeyHash),
    tlv(Tag.integer, question.serialNumber),
  )
  const requestList = sequence(sequence(certId))
  if (!nonce) return sequence(sequence(requestList))
  // The extension's value is itself a DER OCTET STRING, inside the OCTET STRING of every extension.
  const extension = sequence(objectIdentifier(nonceOid), octetString(octetString(nonce)))
  const extensions = tlv(requestExtensionsTag, sequence(extension))
  return sequence(sequence(requestList, extensions))
}
