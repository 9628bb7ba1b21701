import { DerError } from '../der/der-error.js'
import { DerReader } from '../der/der-reader.js'
import { Tag } from '../der/tag.js'
import { checkUtcTime, generalizedTime } from '../der/time.js'
import {
  certificateIssuerOid,
  invalidityDateOid,
  isReasonOnly,
  readCrlEntryExtensions,
  reasonCodeOid,
} from './read-crl-entry.js'

/** Twenty million revoked certificates: 400 MB at the least, ten times the largest list that any CA has published. */
export const maxCrlEntries = 20_000_000

/** A list that names more kinds of unknown critical extensions is no better understood: the first ones are kept. */
const maxUnknownCritical = 16

/** What a scan of revokedCertificates learned. */
export interface CrlEntryScan {
  readonly entryCount: number
  /** Starts of the entries that carry a certificateIssuer, ascending. */
  readonly issuerStarts: readonly number[]
  readonly unknownCritical: readonly string[]
  /** OID of the first extension met twice in one entry. */
  readonly duplicate?: string
}

/**
 * Checks every entry of revokedCertificates once, allocating nothing for the common ones.
 * @param list - A reader over the contents of the SEQUENCE OF.
 * @param version - Entry extensions belong to version 2. RFC 5280 §5.1.2.1.
 */
export function scanCrlEntries(list: DerReader, version: 1 | 2): CrlEntryScan {
  const { bytes, end } = list
  const found: Found = { issuerStarts: [], unknownCritical: new Set(), duplicate: undefined }
  let entryCount = 0
  let pos = list.pos
  while (pos < end) {
    if (++entryCount > maxCrlEntries) throw new DerError('TOO_MANY', pos)
    const start = pos
    // Short form of the length, which all but a few entries have; the others go the general way.
    const length = bytes[pos + 1] as number
    if (bytes[pos] === Tag.sequence && length < 0x80 && pos + 2 + length <= end) {
      pos += 2
      const entryEnd = pos + length
      pos = scanSerialAndDate(bytes, pos, entryEnd, list.depth)
      if (pos === entryEnd) continue
      if (version !== 2) throw new DerError('BAD_VERSION', pos)
      if (isReasonOnly(bytes, pos, entryEnd)) {
        pos = entryEnd
        continue
      }
      const reader = new DerReader(bytes, pos, entryEnd, list.depth + 1)
      scanExtensions(reader, start, found)
      pos = entryEnd
    } else {
      const outer = new DerReader(bytes, pos, end, list.depth)
      const entry = outer.enter(Tag.sequence)
      pos = outer.pos
      entry.pos = scanSerialAndDate(bytes, entry.pos, entry.end, list.depth)
      if (entry.atEnd) continue
      if (version !== 2) throw new DerError('BAD_VERSION', entry.pos)
      scanExtensions(entry, start, found)
    }
  }
  const { issuerStarts, unknownCritical, duplicate } = found
  return {
    entryCount,
    issuerStarts,
    unknownCritical: [...unknownCritical].sort(),
    ...(duplicate !== undefined && { duplicate }),
  }
}

interface Found {
  readonly issuerStarts: number[]
  readonly unknownCritical: Set<string>
  duplicate: string | undefined
}

/** userCertificate and revocationDate between `pos` and `end`; where they end. */
function scanSerialAndDate(bytes: Uint8Array, pos: number, end: number, depth: number): number {
  const length = bytes[pos + 1] as number
  const first = bytes[pos + 2] as number
  const second = bytes[pos + 3] as number
  // The fast way takes what is certainly right; anything else is read, and refused, by the reader.
  if (
    bytes[pos] === Tag.integer &&
    length > 0 &&
    length < 0x80 &&
    pos + 2 + length <= end &&
    (length === 1 || !((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80)))
  ) {
    pos += 2 + length
  } else {
    const reader = new DerReader(bytes, pos, end, depth + 1)
    reader.integer()
    pos = reader.pos
  }
  if (bytes[pos] === Tag.utcTime && bytes[pos + 1] === 13 && pos + 15 <= end) {
    checkUtcTime(bytes, pos, pos + 2, pos + 15)
    return pos + 15
  }
  const reader = new DerReader(bytes, pos, end, depth + 1)
  if (reader.peek() === Tag.utcTime) {
    reader.any()
    checkUtcTime(bytes, pos, reader.contentStart, reader.contentEnd)
  } else {
    reader.next(Tag.generalizedTime)
    generalizedTime(bytes, pos, reader.contentStart, reader.contentEnd)
  }
  return reader.pos
}

function scanExtensions(entry: DerReader, start: number, found: Found): void {
  const { extensions, duplicate } = readCrlEntryExtensions(entry)
  entry.expectEnd()
  found.duplicate ??= duplicate
  for (const { oid, critical } of extensions) {
    if (oid === certificateIssuerOid) {
      if (found.issuerStarts.at(-1) !== start) found.issuerStarts.push(start)
    } else if (
      critical &&
      oid !== reasonCodeOid &&
      oid !== invalidityDateOid &&
      found.unknownCritical.size < maxUnknownCritical
    ) {
      found.unknownCritical.add(oid)
    }
  }
}
