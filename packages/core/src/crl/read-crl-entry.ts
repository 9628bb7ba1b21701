import { DerReader } from '../der/der-reader.js'
import { Tag } from '../der/tag.js'
import { readGeneralizedTime, readTime, utcTime } from '../der/time.js'
import type { Extension } from '../x509/extensions.js'
import type { GeneralName } from '../x509/general-name.js'
import { readExtensions } from '../x509/read-extensions.js'
import { readGeneralNames } from '../x509/read-general-name.js'
import type { CrlEntry, CrlReason } from './crl.js'

/** CRLReason by its number; 7 is not used. RFC 5280 §5.3.1. */
const reasons: readonly (CrlReason | undefined)[] = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  undefined,
  'removeFromCRL',
  'privilegeWithdrawn',
  'aACompromise',
]

export const reasonCodeOid = '2.5.29.21'
export const invalidityDateOid = '2.5.29.24'
/** OID of certificateIssuer, which speaks for its own entry and those behind it. RFC 5280 §5.3.3. */
export const certificateIssuerOid = '2.5.29.29'

/** CRLReason, ENUMERATED. */
export function readCrlReason(value: DerReader, tag: number = Tag.enumerated): CrlReason {
  const octets = value.integer(tag)
  const reason = octets.length === 1 ? reasons[octets[0] as number] : undefined
  return reason ?? value.fail('BAD_VALUE')
}

/** What one entry's extensions say. */
export interface CrlEntryExtensions {
  readonly extensions: readonly Extension[]
  /** OID of the first one met twice. */
  readonly duplicate?: string
  readonly reason?: CrlReason
  readonly invalidityDate?: CrlEntry['revocationDate']
  readonly certificateIssuer?: readonly GeneralName[]
}

/** crlEntryExtensions as the next value of a reader, RFC 5280 §5.3. */
export function readCrlEntryExtensions(reader: DerReader): CrlEntryExtensions {
  let reason: CrlReason | undefined
  let invalidityDate: CrlEntry['revocationDate'] | undefined
  let certificateIssuer: readonly GeneralName[] | undefined
  const { extensions, duplicate } = readExtensions(reader, ({ oid }, value) => {
    if (oid === reasonCodeOid) reason = readCrlReason(value)
    else if (oid === invalidityDateOid) invalidityDate = readGeneralizedTime(value)
    else if (oid === certificateIssuerOid) certificateIssuer = readGeneralNames(value)
    else return
    value.expectEnd()
  })
  return {
    extensions,
    ...(duplicate !== undefined && { duplicate }),
    ...(reason !== undefined && { reason }),
    ...(invalidityDate !== undefined && { invalidityDate }),
    ...(certificateIssuer !== undefined && { certificateIssuer }),
  }
}

/** `30 0c 30 0a 06 03 55 1d 15 04 03 0a 01 <reason>`: a reasonCode that is not critical, and nothing else. */
const reasonOnly = [0x30, 0x0c, 0x30, 0x0a, 0x06, 0x03, 0x55, 0x1d, 0x15, 0x04, 0x03, 0x0a, 0x01]

/** Are the octets from `pos` to `end` the crlEntryExtensions of nearly every entry there is: a reason? */
export function isReasonOnly(bytes: Uint8Array, pos: number, end: number): boolean {
  if (end - pos !== 14) return false
  for (let i = 0; i < 13; i++) if (bytes[pos + i] !== reasonOnly[i]) return false
  return reasons[bytes[pos + 13] as number] !== undefined
}

/** The entry that begins at `start` in a list that was scanned before. */
export function readCrlEntry(
  bytes: Uint8Array,
  start: number,
  carried: readonly GeneralName[] | undefined,
): CrlEntry {
  return readCommonEntry(bytes, start, carried) ?? readAnyEntry(bytes, start, carried)
}

/**
 * Nearly every entry there is: all lengths in their short form, a UTCTime, a reason and nothing else. The scan has checked
 * it, so it is only taken apart; a look-up in a list of half a million then costs no readers.
 */
function readCommonEntry(
  bytes: Uint8Array,
  start: number,
  carried: readonly GeneralName[] | undefined,
): CrlEntry | undefined {
  const length = bytes[start + 1] as number
  const serialLength = bytes[start + 3] as number
  const date = start + 4 + serialLength
  const end = start + 2 + length
  if (length >= 0x80 || serialLength >= 0x80 || bytes[date] !== Tag.utcTime) return undefined
  if (!isReasonOnly(bytes, date + 15, end)) return undefined
  const serialNumber = bytes.subarray(start + 4, date)
  const revocationDate = utcTime(bytes, date, date + 2, date + 15)
  const reason = reasons[bytes[end - 1] as number] ?? 'unspecified'
  const extensions = [{ oid: reasonCodeOid, critical: false, value: bytes.subarray(end - 3, end) }]
  return carried === undefined
    ? { serialNumber, revocationDate, reason, extensions }
    : { serialNumber, revocationDate, reason, certificateIssuer: carried, extensions }
}

function readAnyEntry(
  bytes: Uint8Array,
  start: number,
  carried: readonly GeneralName[] | undefined,
): CrlEntry {
  const fields = new DerReader(bytes, start).enter(Tag.sequence)
  const serialNumber = fields.integer()
  const revocationDate = readTime(fields)
  const said: CrlEntryExtensions = fields.atEnd
    ? { extensions: [] }
    : readCrlEntryExtensions(fields)
  const certificateIssuer = said.certificateIssuer ?? carried
  return {
    serialNumber,
    revocationDate,
    ...(said.reason !== undefined && { reason: said.reason }),
    ...(said.invalidityDate !== undefined && { invalidityDate: said.invalidityDate }),
    ...(certificateIssuer !== undefined && { certificateIssuer }),
    extensions: said.extensions,
  }
}
