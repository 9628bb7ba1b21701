import type { DerReader } from '../der/der-reader.js'
import { Tag } from '../der/tag.js'
import type { AlgorithmIdentifier } from './algorithm-identifier.js'

/** AlgorithmIdentifier, RFC 5280 §4.1.1.2: the parameters stay a raw value, for those who know the algorithm. */
export function readAlgorithmIdentifier(
  reader: DerReader,
  tag: number = Tag.sequence,
): AlgorithmIdentifier {
  const fields = reader.enter(tag)
  const raw = reader.raw()
  const oid = fields.objectIdentifier()
  if (fields.atEnd) return { raw, oid }
  const parameters = fields.opaque()
  fields.expectEnd()
  return { raw, oid, parameters }
}
