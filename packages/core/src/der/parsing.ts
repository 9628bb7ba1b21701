import type { Result } from '../result.js'
import { DerError, problemOf } from './der-error.js'
import { DerReader } from './der-reader.js'

/**
 * Runs a parser over all of `bytes`: its DerError becomes a problem, and a byte left over is one too.
 * Anything else that is thrown is a bug and passes through.
 */
export function parsing<T>(bytes: Uint8Array, parse: (reader: DerReader) => T): Result<T> {
  try {
    const reader = new DerReader(bytes)
    const value = parse(reader)
    reader.expectEnd()
    return { ok: true, value }
  } catch (error) {
    if (error instanceof DerError) return problemOf(error)
    throw error
  }
}
