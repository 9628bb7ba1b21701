import type { DerReader } from '../der/der-reader.js'
import { Tag } from '../der/tag.js'
import type { Extension } from './extensions.js'

/** Up to here looking through a list is faster than a set; beyond it a list would make a heap of extensions costly. */
const fewExtensions = 16

/**
 * Extensions, SEQUENCE SIZE (1..MAX) OF Extension, RFC 5280 §4.1.
 * @param known - Called for each with a reader over its value; it reads all of it, or nothing when it does not know the OID.
 * @param tag - Another one when it is implicit.
 * @returns All of them in order, and the OID of the first met twice.
 */
export function readExtensions(
  reader: DerReader,
  known: (extension: Extension, value: DerReader) => void,
  tag: number = Tag.sequence,
): { readonly extensions: readonly Extension[]; readonly duplicate?: string } {
  const inner = reader.enter(tag)
  if (inner.atEnd) reader.fail('MISSING_FIELD')
  const extensions: Extension[] = []
  let seen: Set<string> | undefined
  let duplicate: string | undefined
  while (inner.hasMore()) {
    const fields = inner.enter(Tag.sequence)
    const oid = fields.objectIdentifier()
    const critical = fields.spokenBoolean()
    const extension: Extension = { oid, critical, value: fields.octetString() }
    fields.expectEnd()
    const again = seen?.has(oid) ?? extensions.some((one) => one.oid === oid)
    extensions.push(extension)
    // Of two, the first is the one that is parsed: the certificate is refused by a check, not by us.
    if (again) duplicate ??= oid
    else known(extension, fields.inner())
    if (seen !== undefined) seen.add(oid)
    else if (extensions.length === fewExtensions) seen = new Set(extensions.map((one) => one.oid))
  }
  return duplicate === undefined ? { extensions } : { extensions, duplicate }
}
