import { contextConstructed, parsing, type Result, Tag } from '@chopmark/core'

/** The few fields of a certificate that signing needs: a tenth of the octets of the whole parser. */
export interface CertificateHead {
  /** INTEGER, whole TLV. */
  readonly serialNumber: Uint8Array
  /** Name, whole TLV. */
  readonly issuer: Uint8Array
  readonly subject: Uint8Array
  /** SubjectPublicKeyInfo, whole TLV. */
  readonly subjectPublicKeyInfo: Uint8Array
  readonly keyOid: string
  /** Named curve of an EC key. */
  readonly curveOid?: string
}

/** Parses the head of a DER certificate, RFC 5280 §4.1. */
export function parseCertificateHead(bytes: Uint8Array): Result<CertificateHead> {
  return parsing(bytes, (reader) => {
    const tbs = reader.enter(Tag.sequence).enter(Tag.sequence)
    tbs.optional(contextConstructed(0))
    const take = (tag: number): Uint8Array => tbs.next(tag).raw()
    const serialNumber = take(Tag.integer)
    take(Tag.sequence) // signature
    const issuer = take(Tag.sequence)
    take(Tag.sequence) // validity
    const subject = take(Tag.sequence)
    const subjectPublicKeyInfo = take(Tag.sequence)
    const algorithm = tbs.inner().enter(Tag.sequence)
    const keyOid = algorithm.objectIdentifier()
    const head = { serialNumber, issuer, subject, subjectPublicKeyInfo, keyOid }
    return algorithm.peek() === Tag.objectIdentifier
      ? { ...head, curveOid: algorithm.objectIdentifier() }
      : head
  })
}
