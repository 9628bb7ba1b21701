import { DerReader } from '../der/der-reader.js'
import { Tag } from '../der/tag.js'

/**
 * Issuer and serial number of a DER certificate as whole TLVs, without parsing the rest: the signing path of a browser
 * needs no more.
 * @throws DerError when it is no certificate.
 */
export function certificateIdentity(certificate: Uint8Array): {
  readonly issuer: Uint8Array
  readonly serialNumber: Uint8Array
} {
  const tbs = new DerReader(certificate).enter(Tag.sequence).enter(Tag.sequence)
  tbs.optional(0xa0)
  tbs.integer()
  const serialNumber = tbs.raw()
  tbs.next(Tag.sequence)
  return { issuer: tbs.next(Tag.sequence).raw(), serialNumber }
}
