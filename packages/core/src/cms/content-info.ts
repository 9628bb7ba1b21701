import { DerError } from '../der/der-error.js'
import { DerReader } from '../der/der-reader.js'
import { contextConstructed, Tag } from '../der/tag.js'
import type { Result } from '../result.js'
import { withBer } from './with-ber.js'

/** ContentInfo of any content type, RFC 5652 §3. */
export interface ContentInfo {
  /** The bytes as they were given. */
  readonly raw: Uint8Array
  readonly encoding: 'DER' | 'BER'
  /** Dotted decimal; see `contentTypeOids`. */
  readonly contentType: string
  /** The content as a whole TLV, with DER lengths. */
  readonly content: Uint8Array
}

/** What a ContentInfo can hold, RFC 5652 §4 to §9, RFC 5083 and RFC 3274, by name. */
export const contentTypeOids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  envelopedData: '1.2.840.113549.1.7.3',
  digestedData: '1.2.840.113549.1.7.5',
  encryptedData: '1.2.840.113549.1.7.6',
  authenticatedData: '1.2.840.113549.1.9.16.1.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  compressedData: '1.2.840.113549.1.9.16.1.9',
  authEnvelopedData: '1.2.840.113549.1.9.16.1.23',
} as const

/**
 * Which kind of CMS is this? Looks at the outermost layer alone. RFC 5652 §3.
 * @param bytes - DER or BER; nothing may follow.
 */
export function parseContentInfo(bytes: Uint8Array): Result<ContentInfo> {
  return withBer(bytes, (reader, encoding) => {
    const { contentType, content } = enterContentInfo(reader)
    content.any()
    const raw = content.raw()
    content.expectEnd()
    return { raw: bytes, encoding, contentType, content: raw }
  })
}

/** Steps into a ContentInfo; the content's reader is left before the content. */
export function enterContentInfo(reader: DerReader): { contentType: string; content: DerReader } {
  const info = reader.enter(Tag.sequence)
  const contentType = info.objectIdentifier()
  const content = info.enter(contextConstructed(0))
  info.expectEnd()
  if (content.atEnd) throw new DerError('MISSING_FIELD', content.pos)
  return { contentType, content }
}
