import { UsageError } from './errors.js'

/** A moment in time: whole milliseconds since 1970-01-01T00:00:00Z, UTC. */
export type Instant = number & { readonly __brand: 'Instant' }

const isoPattern =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?(?:Z|([+-])(\d{2}):(\d{2}))$/

const dayMs = 86_400_000

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

function invalidInstant(): UsageError {
  return new UsageError('INVALID_INSTANT', 'Give an ISO 8601 time with seconds and Z or an offset.')
}

/**
 * Writes an instant as ISO 8601 in UTC, without fractions when they are zero: `2026-03-31T00:00:00Z`.
 * @throws UsageError `INVALID_INSTANT` outside the years 0000 to 9999, which ISO 8601 writes in four digits.
 */
export function formatInstant(value: Instant): string {
  const days = Math.floor(value / dayMs)
  const [year, month, day] = civil(days)
  if (!Number.isInteger(value) || year < 0 || year > 9999) throw invalidInstant()
  const ms = value - days * dayMs
  const date = `${two(Math.floor(year / 100))}${two(year % 100)}-${two(month)}-${two(day)}`
  const minutes = Math.floor(ms / 60_000)
  const time = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(Math.floor(ms / 1000) % 60)}`
  const fraction = ms % 1000 === 0 ? '' : `.${String(ms % 1000).padStart(3, '0')}`
  return `${date}T${time}${fraction}Z`
}

/** Reports are full of dates: looked up, a pair of digits costs nothing. */
const pairs = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'))

function two(value: number): string {
  return pairs[value] as string
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

/** The inverse: year, month, day. */
function civil(days: number): readonly [number, number, number] {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  return [
    yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  ]
}
