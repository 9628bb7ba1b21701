import { type DerReader, parsing, Tag } from '@chopmark/core'
import { DecryptionError } from './encryption-problem.js'

/** AlgorithmIdentifier, RFC 5280 §4.1.1.2. */
export interface Algorithm {
  /** The whole TLV. */
  readonly raw: Uint8Array
  readonly oid: string
  /** The parameters as a whole TLV; absent when absent. */
  readonly parameters?: Uint8Array
}

/**
 * Reads an AlgorithmIdentifier as the next value.
 * @param tag - SEQUENCE, or the tag that stands for it where it is IMPLICIT.
 */
export function readAlgorithm(parent: DerReader, tag: number = Tag.sequence): Algorithm {
  const fields = parent.enter(tag)
  let raw = parent.raw()
  if (tag !== Tag.sequence) {
    raw = raw.slice()
    raw[0] = Tag.sequence
  }
  const oid = fields.objectIdentifier()
  if (fields.atEnd) return { raw, oid }
  fields.any()
  const parameters = fields.raw()
  fields.expectEnd()
  return { raw, oid, parameters }
}

/**
 * Reads the parameters of an algorithm.
 * @throws DecryptionError `MESSAGE_DAMAGED` when they are not what its standard says.
 */
export function readParameters<T>({ parameters }: Algorithm, read: (reader: DerReader) => T): T {
  const parsed = parameters === undefined ? undefined : parsing(parameters, read)
  if (parsed?.ok !== true) throw new DecryptionError('MESSAGE_DAMAGED')
  return parsed.value
}
