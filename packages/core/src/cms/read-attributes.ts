import { DerError } from '../der/der-error.js'
import type { DerReader } from '../der/der-reader.js'
import { Tag } from '../der/tag.js'
import type { Attribute } from './signed-data.js'

/** Some 30 attribute types exist; long-lived archives repeat time-stamps, each as an attribute. */
export const maxAttributes = 100
/** One value is the rule; counter-signatures and time-stamps come in sets. */
export const maxAttributeValues = 100

/**
 * Reads all that is left of `reader` as `SET SIZE (1..MAX) OF Attribute`, in the order they stand. RFC 5652 §5.3.
 * @throws DerError
 */
export function readAttributes(reader: DerReader): Attribute[] {
  if (reader.atEnd) throw new DerError('MISSING_FIELD', reader.pos)
  const attributes: Attribute[] = []
  while (reader.pos < reader.end) {
    if (attributes.length === maxAttributes) throw new DerError('TOO_MANY', reader.pos)
    const fields = reader.enter(Tag.sequence)
    const oid = fields.objectIdentifier()
    const set = fields.enter(Tag.set)
    fields.expectEnd()
    const values: Uint8Array[] = []
    while (!set.atEnd) {
      if (values.length === maxAttributeValues) throw new DerError('TOO_MANY', set.pos)
      set.any()
      values.push(set.raw())
    }
    attributes.push({ raw: reader.raw(), oid, values })
  }
  return attributes
}
