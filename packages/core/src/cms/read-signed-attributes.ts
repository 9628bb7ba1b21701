import { derForm, isDer } from './der-form.js'
import { DerReader } from '../der/der-reader.js'
import { Tag } from '../der/tag.js'
import type { DefiniteLengths } from '../der/definite-lengths.js'
import { readAttributes } from './read-attributes.js'
import type { SignedAttributes } from './signed-data.js'

/**
 * The signed attributes that `fields` read last, tag `[0]`. What the signature covers is their DER with the tag of a
 * SET OF; where the message has them otherwise, that DER is made. RFC 5652 §5.3, §5.4.
 * @throws DerError
 */
export function readSignedAttributes(fields: DerReader, ber?: DefiniteLengths): SignedAttributes {
  const inner = fields.inner()
  const der = fields.bytes.slice(fields.start, fields.contentEnd)
  der[0] = Tag.set
  const wasDer = isDer(der) && (ber === undefined || ber.unchanged(fields.start, fields.contentEnd))
  if (wasDer) return { der, wasDer, attributes: readAttributes(inner) }
  const made = derForm(der)
  return { der: made, wasDer, attributes: readAttributes(new DerReader(made).enter(Tag.set)) }
}
