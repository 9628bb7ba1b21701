import type { Result } from '../result.js'
import { DerError, problemOf } from './der-error.js'
import { base64, pemBlocks } from './pem.js'

/** One object of a file: DER (or BER) bytes, and its PEM label where it had one. */
export interface EncodedObject {
  readonly label?: string
  readonly bytes: Uint8Array
}

/** A quarter of a gibibyte: ten times the largest published CRL; larger documents are streamed, not read. */
export const maxEncodedBytes = 0x1000_0000

/**
 * Takes a file apart by its content, whatever its name: PEM (one or many blocks, text around them), DER or BER (one value,
 * or several one after another), or bare base64 of such a value. The objects themselves are not parsed.
 * @returns At least one object; `NOT_ASN1` when it is none of these, `TOO_LARGE` past 256 MiB, `TOO_MANY` past 10,000.
 */
export function readEncodedObjects(bytes: Uint8Array): Result<readonly EncodedObject[]> {
  try {
    if (bytes.length > maxEncodedBytes) throw new DerError('TOO_LARGE', 0)
    return { ok: true, value: encodedObjects(bytes) }
  } catch (error) {
    if (error instanceof DerError) return problemOf(error)
    throw error
  }
}

/**
 * The one object of a file as DER (or BER) bytes.
 * @returns `TRAILING_BYTES` when there are several.
 */
export function toDer(bytes: Uint8Array): Result<Uint8Array> {
  const objects = readEncodedObjects(bytes)
  if (!objects.ok) return objects
  const [first, second] = objects.value
  if (first === undefined || second !== undefined) {
    return problemOf(new DerError('TRAILING_BYTES', first?.bytes.length ?? 0))
  }
  return { ok: true, value: first.bytes }
}

/**
 * All PEM blocks of a text.
 * @returns None is `NOT_ASN1`; a broken block is `BAD_VALUE` or `TRUNCATED` at its octet.
 */
export function decodePem(text: Uint8Array | string): Result<readonly Required<EncodedObject>[]> {
  try {
    const blocks = pemBlocks(typeof text === 'string' ? new TextEncoder().encode(text) : text)
    if (blocks.length === 0) throw new DerError('NOT_ASN1', 0)
    return { ok: true, value: blocks.map(({ label, bytes }) => ({ label, bytes })) }
  } catch (error) {
    if (error instanceof DerError) return problemOf(error)
    throw error
  }
}

const maxObjects = 10_000

function encodedObjects(bytes: Uint8Array): readonly EncodedObject[] {
  // Everything this project reads as a whole object is a SEQUENCE.
  if (bytes[0] === 0x30 && endOfValue(bytes, 0) !== undefined) return binaryObjects(bytes)
  const blocks = pemBlocks(bytes)
  if (blocks.length > 0) return blocks.map(({ label, bytes: body }) => ({ label, bytes: body }))
  const decoded = bareBase64(bytes)
  if (decoded?.[0] !== 0x30) throw new DerError('NOT_ASN1', 0)
  return [{ bytes: decoded }]
}

/** SEQUENCEs one after another. What does not end where the bytes do is left whole: its own parser says what is wrong. */
function binaryObjects(bytes: Uint8Array): readonly EncodedObject[] {
  const objects: EncodedObject[] = []
  for (let at = 0; at < bytes.length;) {
    const end = bytes[at] === 0x30 ? endOfValue(bytes, at) : undefined
    if (end === undefined || end > bytes.length) return [{ bytes }]
    if (objects.length === maxObjects) throw new DerError('TOO_MANY', at)
    objects.push({ bytes: bytes.subarray(at, end) })
    at = end
  }
  return objects
}

/** Where the value at `at` ends by its length octets; the end of all for an indefinite one; undefined for no length. */
function endOfValue(bytes: Uint8Array, at: number): number | undefined {
  const first = bytes[at + 1]
  if (first === undefined) return undefined
  if (first < 0x80) return at + 2 + first
  const count = first & 0x7f
  if (count === 0) return bytes.length
  if (count > 6) return undefined
  let length = 0
  for (let i = 0; i < count; i++) length = length * 256 + (bytes[at + 2 + i] ?? 0)
  return at + 2 + count + length
}

function bareBase64(bytes: Uint8Array): Uint8Array | undefined {
  try {
    return base64(bytes, 0, bytes.length)
  } catch (error) {
    if (error instanceof DerError) return undefined
    throw error
  }
}
