import { DerError, problemOf } from '../der/der-error.js'
import { DerReader } from '../der/der-reader.js'
import { plainOctets } from '../der/plain-octets.js'
import type { ParseReason, Result } from '../result.js'
import { type DefiniteLengths, definiteLengths } from '../der/definite-lengths.js'

/** These, and no others, mean that the bytes may still be BER. */
const berReasons: readonly ParseReason[] = [
  'INDEFINITE_LENGTH',
  'NON_MINIMAL_LENGTH',
  'CONSTRUCTED_STRING',
]

/**
 * Runs a parser over DER and, when only BER's freedoms stood in its way, over a copy with DER lengths. CMS alone may be
 * BER, and of CMS the outer layers alone: the parser asks `ber.unchanged` about what has to be DER. RFC 5652 §2, §5.3.
 */
export function withBer<T>(
  bytes: Uint8Array,
  parse: (reader: DerReader, encoding: 'DER' | 'BER', ber?: DefiniteLengths) => T,
): Result<T> {
  const octets = plainOctets(bytes)
  let ber: DefiniteLengths | undefined
  try {
    try {
      return { ok: true, value: whole(new DerReader(octets), (reader) => parse(reader, 'DER')) }
    } catch (error) {
      if (!(error instanceof DerError) || !berReasons.includes(error.reason)) throw error
    }
    const copy = definiteLengths(octets)
    ber = copy
    const reader = new DerReader(copy.bytes)
    return { ok: true, value: whole(reader, (inside) => parse(inside, 'BER', copy)) }
  } catch (error) {
    if (!(error instanceof DerError)) throw error
    const problem = problemOf(error)
    return ber === undefined ? problem : { ...problem, offset: ber.sourceOffset(error.offset) }
  }
}

function whole<T>(reader: DerReader, parse: (reader: DerReader) => T): T {
  const value = parse(reader)
  reader.expectEnd()
  return value
}
