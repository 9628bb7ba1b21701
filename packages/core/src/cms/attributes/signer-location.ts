import type { DerReader } from '../../der/der-reader.js'
import { parsing } from '../../der/parsing.js'
import { stringText } from '../../der/strings.js'
import { contextConstructed, Tag } from '../../der/tag.js'
import type { Result } from '../../result.js'
import { readList } from './read-list.js'

/** signer-location: where the signer claims to have been. RFC 5126 §5.11.2; ETSI EN 319 122-1 §5.2.5. */
export interface SignerLocation {
  readonly countryName?: string
  readonly localityName?: string
  readonly postalAddress?: readonly string[]
}

export function parseSignerLocation(value: Uint8Array): Result<SignerLocation> {
  return parsing(value, (reader) => {
    const fields = reader.enter(Tag.sequence)
    const countryName = readTagged(fields, 0, readDirectoryString)
    const localityName = readTagged(fields, 1, readDirectoryString)
    const postalAddress = readTagged(fields, 2, (inner) => {
      // IMPLICIT in the module's tagging of a SEQUENCE OF; written EXPLICIT by some.
      const lines = inner.peek() === Tag.sequence ? inner.enter(Tag.sequence) : inner
      return readList(lines, readDirectoryString)
    })
    fields.expectEnd()
    return {
      ...(countryName !== undefined && { countryName }),
      ...(localityName !== undefined && { localityName }),
      ...(postalAddress !== undefined && { postalAddress }),
    }
  })
}

function readTagged<T>(
  fields: DerReader,
  number: number,
  read: (reader: DerReader) => T,
): T | undefined {
  if (!fields.optional(contextConstructed(number))) return undefined
  const inner = fields.inner()
  const value = read(inner)
  // What is left of a list that was entered stands at its own end.
  inner.expectEnd()
  return value
}

function readDirectoryString(reader: DerReader): string {
  const tag = reader.any()
  const { bytes, start, contentStart, contentEnd } = reader
  return (
    stringText(tag, bytes, start, contentStart, contentEnd) ?? reader.fail('UNEXPECTED_TAG', start)
  )
}
