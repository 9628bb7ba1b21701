import { UsageError } from './errors.js'
import type { Instant } from './instant.js'

/* Apart from the reader: a page that signs writes times and reads none. */

export const dayMs = 86_400_000

/** What both directions throw. */
export function invalidInstant(): UsageError {
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

/** Days from 1970-01-01 as year, month and day of the proleptic Gregorian calendar. */
export function civil(days: number): readonly [number, number, number] {
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
