import type { DerReader } from '../../der/der-reader.js'
import { parsing } from '../../der/parsing.js'
import { contextConstructed, Tag } from '../../der/tag.js'
import type { Result } from '../../result.js'
import { readAttributes } from '../read-attributes.js'
import type { Attribute } from '../signed-data.js'
import { readList } from './read-list.js'

/** Roles and powers that the signer claims, or others certify: shown, never relied on. */
export interface SignerAttributes {
  readonly claimed: readonly Attribute[]
  /** Attribute certificates as whole TLVs. */
  readonly certified: readonly Uint8Array[]
  /** Signed assertions (version 2) as whole TLVs. */
  readonly assertions: readonly Uint8Array[]
}

/** signer-attributes: a list of either kind. RFC 5126 §5.11.3. */
export function parseSignerAttributes(value: Uint8Array): Result<SignerAttributes> {
  return parsing(value, (reader) => {
    const claimed: Attribute[] = []
    const certified: Uint8Array[] = []
    readList(reader.enter(Tag.sequence), (list) => {
      const explicit = enterEither(list)
      if (explicit.kind === 0) {
        claimed.push(...readAttributes(explicit.inner.enter(Tag.sequence)))
      } else {
        certified.push(explicit.inner.next(Tag.sequence).raw())
      }
      explicit.inner.expectEnd()
    })
    return { claimed, certified, assertions: [] }
  })
}

function enterEither(list: DerReader): { kind: 0 | 1; inner: DerReader } {
  const kind = list.peek() === contextConstructed(0) ? 0 : 1
  return { kind, inner: list.enter(contextConstructed(kind)) }
}

/** signer-attributes-v2: three optional lists. ETSI EN 319 122-1 §5.2.6.1. */
export function parseSignerAttributesV2(value: Uint8Array): Result<SignerAttributes> {
  return parsing(value, (reader) => {
    const fields = reader.enter(Tag.sequence)
    const claimed = fields.optional(contextConstructed(0)) ? readAttributes(listIn(fields)) : []
    const certified = fields.optional(contextConstructed(1))
      ? readList(listIn(fields), readRaw)
      : []
    const assertions = fields.optional(contextConstructed(2))
      ? readList(listIn(fields), readRaw)
      : []
    fields.expectEnd()
    return { claimed, certified, assertions }
  })
}

/** The list under a tag, whether it is written EXPLICIT, as the module has it, or IMPLICIT. */
function listIn(fields: DerReader): DerReader {
  const inner = fields.inner()
  const first = inner.peek()
  if (first !== Tag.sequence) return inner
  const list = inner.enter(Tag.sequence)
  if (!inner.atEnd || list.peek() === Tag.objectIdentifier) return fields.inner()
  return list
}

function readRaw(reader: DerReader): Uint8Array {
  reader.any()
  return reader.raw()
}
