import type { DerReader } from '../der/der-reader.js'
import { Tag } from '../der/tag.js'
import type { GeneralSubtree, NameConstraints } from './extensions.js'
import { readGeneralName } from './read-general-name.js'

/** NameConstraints, RFC 5280 §4.2.1.10: never an empty sequence. */
export function readNameConstraints(value: DerReader): NameConstraints {
  const fields = value.enter(Tag.sequence)
  if (fields.atEnd) value.fail('MISSING_FIELD')
  const permittedSubtrees = fields.peek() === 0xa0 ? readSubtrees(fields, 0xa0) : undefined
  const excludedSubtrees = fields.peek() === 0xa1 ? readSubtrees(fields, 0xa1) : undefined
  fields.expectEnd()
  return {
    ...(permittedSubtrees !== undefined && { permittedSubtrees }),
    ...(excludedSubtrees !== undefined && { excludedSubtrees }),
  }
}

/** More than any number of names: a distance that large is a path check's to refuse (only 0 is allowed). */
const maxBaseDistance = 0xffff_ffff

function readSubtrees(fields: DerReader, tag: number): readonly GeneralSubtree[] {
  const inner = fields.enter(tag)
  if (inner.atEnd) fields.fail('MISSING_FIELD')
  const subtrees: GeneralSubtree[] = []
  while (inner.hasMore()) {
    const parts = inner.enter(Tag.sequence)
    const base = readGeneralName(parts, 'address-and-mask')
    let minimum = 0
    if (parts.peek() === 0x80) {
      minimum = parts.smallInteger(maxBaseDistance, 0x80)
      if (minimum === 0) parts.fail('DEFAULT_ENCODED')
    }
    const maximum = parts.peek() === 0x81 ? parts.smallInteger(maxBaseDistance, 0x81) : undefined
    parts.expectEnd()
    subtrees.push({ base, minimum, ...(maximum !== undefined && { maximum }) })
  }
  return subtrees
}
