import { attributeOids, contextConstructed, type DerReader, parsing, Tag } from '@chopmark/core'
import type { ContentShape } from '../checks/format/content-not-attributes.js'

/** More attributes than any signature carries; a longer set is no set of signed attributes. */
const maxAttributes = 100

/**
 * Could this content be somebody's signed attributes: DER of a SET OF Attribute with a message-digest among them? Also
 * under the tag they have inside a SignerInfo. draft-ietf-lamps-cms-euf-cma-signeddata.
 */
export function contentShapeOf(content: Uint8Array): ContentShape {
  const [first] = content
  if (first !== Tag.set && first !== contextConstructed(0)) return 'other'
  const parsed = parsing(content, (reader) => hasMessageDigest(reader.enter(first)))
  return parsed.ok && parsed.value ? 'attributes' : 'other'
}

function hasMessageDigest(attributes: DerReader): boolean {
  let found = false
  for (let count = 0; !attributes.atEnd; count++) {
    if (count === maxAttributes) return false
    const attribute = attributes.enter(Tag.sequence)
    found = attribute.objectIdentifier() === attributeOids.messageDigest || found
    attribute.next(Tag.set)
    attribute.expectEnd()
  }
  return found
}
