import { parsing } from '../../der/parsing.js'
import { stringText } from '../../der/strings.js'
import { Tag } from '../../der/tag.js'
import type { Result } from '../../result.js'

/** content-hints: what the innermost content is. RFC 2634 §2.9. */
export interface ContentHints {
  readonly contentDescription?: string
  readonly contentType: string
}

export function parseContentHints(value: Uint8Array): Result<ContentHints> {
  return parsing(value, (reader) => {
    const fields = reader.enter(Tag.sequence)
    let contentDescription: string | undefined
    if (fields.optional(Tag.utf8String)) {
      const { bytes, start, contentStart, contentEnd } = fields
      contentDescription = stringText(Tag.utf8String, bytes, start, contentStart, contentEnd)
    }
    const contentType = fields.objectIdentifier()
    fields.expectEnd()
    return { ...(contentDescription !== undefined && { contentDescription }), contentType }
  })
}

/** content-reference: the message that this one answers. RFC 2634 §2.11. */
export interface ContentReference {
  readonly contentType: string
  readonly signedContentIdentifier: Uint8Array
  readonly originatorSignatureValue: Uint8Array
}

export function parseContentReference(value: Uint8Array): Result<ContentReference> {
  return parsing(value, (reader) => {
    const fields = reader.enter(Tag.sequence)
    const contentType = fields.objectIdentifier()
    const signedContentIdentifier = fields.octetString()
    const originatorSignatureValue = fields.octetString()
    fields.expectEnd()
    return { contentType, signedContentIdentifier, originatorSignatureValue }
  })
}
