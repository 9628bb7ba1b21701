import { civil, dayMs, invalidInstant } from './format-instant.js'

/** A moment in time: whole milliseconds since 1970-01-01T00:00:00Z, UTC. */
export type Instant = number & { readonly __brand: 'Instant' }

const isoPattern =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?(?:Z|([+-])(\d{2}):(\d{2}))$/

/**
 * Reads an ISO 8601 date-time with an explicit offset.
 * @param iso - For example `2026-03-31T00:00:00Z`; an offset is required, so that no machine's time zone takes part.
 * @throws UsageError `INVALID_INSTANT` when the text is anything else, or a day or hour that does not exist.
 */
export function instant(iso: string): Instant {
  const match = isoPattern.exec(iso)
  if (match === null) throw invalidInstant()
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const days = daysSinceEpoch(year, month, day)
  const offsetHours = Number(match[9] ?? 0)
  const offsetMinutes = Number(match[10] ?? 0)
  // Counted back from its number, a day that does not exist is another one.
  const [, monthBack, dayBack] = civil(days)
  if (
    month < 1 ||
    month > 12 ||
    monthBack !== month ||
    dayBack !== day ||
    hour > 23 ||
    minute > 59 ||
    second > 59 ||
    offsetHours > 23 ||
    offsetMinutes > 59
  ) {
    throw invalidInstant()
  }
  const offset = (offsetHours * 60 + offsetMinutes) * (match[8] === '-' ? -1 : 1)
  const seconds = (hour * 60 + minute - offset) * 60 + second
  return (days * dayMs + seconds * 1000 + Number((match[7] ?? '').padEnd(3, '0'))) as Instant
}

/**
 * Days from 1970-01-01 in the proleptic Gregorian calendar. Computed here because `core` does not touch `Date`: years
 * begin in March, so that a leap day comes last.
 */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  return (
    era * 146_097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear -
    719_468
  )
}
