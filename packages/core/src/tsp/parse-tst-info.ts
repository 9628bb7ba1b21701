import type { DerReader } from '../der/der-reader.js'
import { parsing } from '../der/parsing.js'
import { Tag } from '../der/tag.js'
import { readGeneralizedTimeWithFraction } from '../der/time.js'
import type { Result } from '../result.js'
import type { Extension } from '../x509/extensions.js'
import type { GeneralName } from '../x509/general-name.js'
import { readAlgorithmIdentifier } from '../x509/read-algorithm-identifier.js'
import { readExtensions } from '../x509/read-extensions.js'
import { readGeneralName } from '../x509/read-general-name.js'
import type { TstInfo } from './tsp.js'

/**
 * Parses a DER TSTInfo, the content of a time-stamp token, RFC 3161 §2.4.2.
 * @param bytes - The eContent of the token's SignedData (`id-ct-TSTInfo`).
 */
export function parseTstInfo(bytes: Uint8Array): Result<TstInfo> {
  return parsing(
    bytes,
    (reader) => {
      const fields = reader.enter(Tag.sequence)
      const raw = reader.raw()
      if (fields.smallInteger(0xffff) !== 1) fields.fail('BAD_VERSION')
      const policy = fields.objectIdentifier()
      const imprint = fields.enter(Tag.sequence)
      const hashAlgorithm = readAlgorithmIdentifier(imprint)
      const hashedMessage = imprint.octetString()
      imprint.expectEnd()
      const serialNumber = fields.integer()
      const genTime = readGeneralizedTimeWithFraction(fields)
      const accuracyMicros = fields.peek() === Tag.sequence ? readAccuracy(fields) : undefined
      const ordering = fields.optionalTrue()
      const nonce = fields.peek() === Tag.integer ? fields.integer() : undefined
      const tsa = fields.peek() === 0xa0 ? readTsa(fields) : undefined
      const extensions = fields.peek() === 0xa1 ? readTstExtensions(fields) : []
      fields.expectEnd()
      return {
        raw,
        policy,
        hashAlgorithm,
        hashedMessage,
        serialNumber,
        genTime,
        ...(accuracyMicros !== undefined && { accuracyMicros }),
        ordering,
        ...(nonce !== undefined && { nonce }),
        ...(tsa !== undefined && { tsa }),
        extensions,
      }
    },
    maxTstInfoBytes,
  )
}

/** One mebibyte: a TSTInfo has some two hundred octets. */
const maxTstInfoBytes = 0x10_0000

/** A year: an accuracy past that says nothing about the time, and all below stays exact in microseconds. */
const maxAccuracySeconds = 31_536_000

/** Accuracy in microseconds. */
function readAccuracy(fields: DerReader): number {
  const parts = fields.enter(Tag.sequence)
  const seconds = parts.peek() === Tag.integer ? parts.smallInteger(maxAccuracySeconds) : 0
  const millis = parts.peek() === 0x80 ? readThousandth(parts, 0x80) : 0
  const micros = parts.peek() === 0x81 ? readThousandth(parts, 0x81) : 0
  parts.expectEnd()
  return seconds * 1_000_000 + millis * 1000 + micros
}

/** INTEGER (1..999). */
function readThousandth(parts: DerReader, tag: number): number {
  const value = parts.smallInteger(999, tag)
  if (value === 0) parts.fail('BAD_VALUE')
  return value
}

/** `tsa [0] GeneralName`: explicit, since the type is a CHOICE. */
function readTsa(fields: DerReader): GeneralName {
  const explicit = fields.enter(0xa0)
  const name = readGeneralName(explicit)
  explicit.expectEnd()
  return name
}

/** `extensions [1] IMPLICIT Extensions`. */
function readTstExtensions(fields: DerReader): readonly Extension[] {
  const { extensions, duplicate } = readExtensions(fields, () => undefined, 0xa1)
  if (duplicate !== undefined) fields.fail('DUPLICATE_FIELD')
  return extensions
}
