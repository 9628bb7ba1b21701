import type { DerReader } from '../../der/der-reader.js'
import { parsing } from '../../der/parsing.js'
import { contextConstructed, Tag } from '../../der/tag.js'
import type { Result } from '../../result.js'
import { readList } from './read-list.js'

/** certificate-values: certificates as whole DER values, unparsed. RFC 5126 §6.3.3. */
export function parseCertificateValues(value: Uint8Array): Result<readonly Uint8Array[]> {
  return parsing(value, (reader) =>
    readList(reader.enter(Tag.sequence), (list) => list.next(Tag.sequence).raw()),
  )
}

/** revocation-values, everything unparsed. RFC 5126 §6.3.4. */
export interface RevocationValues {
  /** Whole CertificateLists. */
  readonly crls: readonly Uint8Array[]
  /** Whole BasicOCSPResponses, without the OCSPResponse around them. */
  readonly basicOcspResponses: readonly Uint8Array[]
}

export function parseRevocationValues(value: Uint8Array): Result<RevocationValues> {
  return parsing(value, (reader) => {
    const fields = reader.enter(Tag.sequence)
    const crls = readRawList(fields, 0)
    const basicOcspResponses = readRawList(fields, 1)
    // otherRevVals
    fields.optional(contextConstructed(2))
    fields.expectEnd()
    return { crls, basicOcspResponses }
  })
}

function readRawList(fields: DerReader, number: number): Uint8Array[] {
  if (!fields.optional(contextConstructed(number))) return []
  const explicit = fields.inner()
  const values = readList(explicit.enter(Tag.sequence), (list) => list.next(Tag.sequence).raw())
  explicit.expectEnd()
  return values
}
