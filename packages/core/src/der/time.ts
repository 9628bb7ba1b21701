import type { Instant } from '../instant.js'
import { DerError } from './der-error.js'
import type { DerReader } from './der-reader.js'
import { Tag } from './tag.js'

/**
 * Time ::= CHOICE { UTCTime, GeneralizedTime } as RFC 5280 §4.1.2.5 writes it: seconds present, Z, no fractions, and a
 * day that exists. A GeneralizedTime before 2050 is read although CAs must write UTCTime there: no reader of ours
 * mistakes one for another moment.
 */
export function readTime(reader: DerReader): Instant {
  if (reader.peek() === Tag.utcTime) {
    reader.next(Tag.utcTime)
    return utcTime(reader.bytes, reader.start, reader.contentStart, reader.contentEnd)
  }
  return readGeneralizedTime(reader)
}

/** GeneralizedTime as RFC 5280 §4.1.2.5.2 writes it: YYYYMMDDHHMMSSZ. */
export function readGeneralizedTime(reader: DerReader, tag: number = Tag.generalizedTime): Instant {
  reader.next(tag)
  return generalizedTime(reader.bytes, reader.start, reader.contentStart, reader.contentEnd)
}

/**
 * GeneralizedTime in DER with an optional fraction of a second (no trailing zero), X.690 §11.7; RFC 3161 §2.4.2 allows it
 * in genTime. What is finer than a millisecond is cut off.
 */
export function readGeneralizedTimeWithFraction(reader: DerReader): Instant {
  reader.next(Tag.generalizedTime)
  const { bytes, start, contentStart, contentEnd } = reader
  if (contentEnd - contentStart === 15)
    return generalizedTime(bytes, start, contentStart, contentEnd)
  // Seconds, a point, one or more digits of which the last is not 0, Z.
  if (
    contentEnd - contentStart < 17 ||
    bytes[contentStart + 14] !== 0x2e ||
    bytes[contentEnd - 1] !== 0x5a ||
    bytes[contentEnd - 2] === 0x30
  ) {
    throw new DerError('BAD_TIME', start)
  }
  let millis = 0
  for (let at = contentStart + 15, weight = 100; at < contentEnd - 1; at++, weight /= 10) {
    const digit = (bytes[at] as number) - 0x30
    if (digit < 0 || digit > 9) throw new DerError('BAD_TIME', start)
    if (weight >= 1) millis += digit * weight
  }
  const year = pair(bytes, contentStart) * 100 + pair(bytes, contentStart + 2)
  return (moment(bytes, start, year, contentStart + 4) + millis) as Instant
}

/** The contents of a UTCTime; years 50 to 99 lie in the 20th century. */
export function utcTime(bytes: Uint8Array, start: number, from: number, to: number): Instant {
  if (to - from !== 13 || bytes[to - 1] !== 0x5a) throw new DerError('BAD_TIME', start)
  const year = pair(bytes, from)
  return moment(bytes, start, year + (year >= 50 ? 1900 : 2000), from + 2)
}

/** Refuses what `utcTime` refuses and computes nothing: for lists of a million dates. */
export function checkUtcTime(bytes: Uint8Array, start: number, from: number, to: number): void {
  if (to - from !== 13 || bytes[to - 1] !== 0x5a) throw new DerError('BAD_TIME', start)
  const year = pair(bytes, from)
  checkMoment(bytes, start, year + (year >= 50 ? 1900 : 2000), from + 2)
}

/** The contents of a GeneralizedTime without fraction. */
export function generalizedTime(
  bytes: Uint8Array,
  start: number,
  from: number,
  to: number,
): Instant {
  if (to - from !== 15 || bytes[to - 1] !== 0x5a) throw new DerError('BAD_TIME', start)
  return moment(bytes, start, pair(bytes, from) * 100 + pair(bytes, from + 2), from + 4)
}

/** Two decimal digits, NaN when they are none. */
function pair(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] as number) - 0x30
  const ones = (bytes[at + 1] as number) - 0x30
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

/** MMDDHHMMSS at `at` in the given year. The calendar is computed here: `core` does not touch `Date`. */
function moment(bytes: Uint8Array, start: number, year: number, at: number): Instant {
  checkMoment(bytes, start, year, at)
  const days = daysSinceEpoch(year, pair(bytes, at), pair(bytes, at + 2))
  const seconds = pair(bytes, at + 4) * 3600 + pair(bytes, at + 6) * 60 + pair(bytes, at + 8)
  return ((days * 86_400 + seconds) * 1000) as Instant
}

function checkMoment(bytes: Uint8Array, start: number, year: number, at: number): void {
  const month = pair(bytes, at)
  const day = pair(bytes, at + 2)
  // Written so that NaN fails too. A leap second (60) has no place in an Instant, and no CA writes one.
  const fits =
    year >= 0 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month) &&
    pair(bytes, at + 4) <= 23 &&
    pair(bytes, at + 6) <= 59 &&
    pair(bytes, at + 8) <= 59
  if (!fits) throw new DerError('BAD_TIME', start)
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Days from 1970-01-01 in the proleptic Gregorian calendar; years counted from March, so that a leap day comes last. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}
