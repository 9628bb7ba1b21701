import { DerError } from '../../der/der-error.js'
import type { DerReader } from '../../der/der-reader.js'

/** Most values in one list inside an attribute: certificates named, policies, qualifiers. Honest ones have a few. */
export const maxListed = 100

/**
 * Reads all that is left of `reader`, item after item.
 * @throws DerError
 */
export function readList<T>(reader: DerReader, read: (reader: DerReader) => T): T[] {
  const items: T[] = []
  while (!reader.atEnd) {
    if (items.length === maxListed) throw new DerError('TOO_MANY', reader.pos)
    items.push(read(reader))
  }
  return items
}
