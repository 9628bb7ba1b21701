import { parsing } from '../../der/parsing.js'
import { stringText } from '../../der/strings.js'
import { Tag } from '../../der/tag.js'
import { readTime } from '../../der/time.js'
import type { Instant } from '../../instant.js'
import type { Result } from '../../result.js'

/** content-type: a dotted OID. RFC 5652 §11.1. Here and below, `value` is one attribute value as a whole TLV. */
export function parseContentType(value: Uint8Array): Result<string> {
  return parsing(value, (reader) => reader.objectIdentifier())
}

/** message-digest: the digest's octets. RFC 5652 §11.2. */
export function parseMessageDigest(value: Uint8Array): Result<Uint8Array> {
  return parsing(value, (reader) => reader.octetString())
}

/** signing-time: what the signer claims. RFC 5652 §11.3. */
export function parseSigningTime(value: Uint8Array): Result<Instant> {
  return parsing(value, readTime)
}

/** content-identifier: any octets; Chopmark's own have the layout of `contentIdentifier`. RFC 2634 §2.7. */
export function parseContentIdentifier(value: Uint8Array): Result<Uint8Array> {
  return parsing(value, (reader) => reader.octetString())
}

/** mime-type: for example `application/pdf`. ETSI EN 319 122-1 §5.2.5. */
export function parseMimeType(value: Uint8Array): Result<string> {
  return parsing(value, (reader) => {
    reader.next(Tag.utf8String)
    const { bytes, start, contentStart, contentEnd } = reader
    return stringText(Tag.utf8String, bytes, start, contentStart, contentEnd) ?? ''
  })
}
