import type { Result } from '../result.js'
import { DerError, problemOf } from './der-error.js'
import { DerReader } from './der-reader.js'
import { plainOctets } from './plain-octets.js'

/**
 * Runs a parser over all of `bytes`: its DerError becomes a problem, and a byte left over is one too.
 * Anything else that is thrown is a bug and passes through.
 * @param maxBytes - What is longer is refused unread, `TOO_LARGE`; absent: the reader's own limit of one gibibyte.
 */
export function parsing<T>(
  bytes: Uint8Array,
  parse: (reader: DerReader) => T,
  maxBytes = Number.POSITIVE_INFINITY,
): Result<T> {
  try {
    if (bytes.length > maxBytes) throw new DerError('TOO_LARGE', 0)
    const reader = new DerReader(plainOctets(bytes))
    const value = parse(reader)
    reader.expectEnd()
    return { ok: true, value }
  } catch (error) {
    if (error instanceof DerError) return problemOf(error)
    throw error
  }
}
