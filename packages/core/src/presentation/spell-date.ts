import { formatInstant } from '../format-instant.js'
import { type Instant, instant } from '../instant.js'
import type { Locale } from '../request.js'

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const chineseWeekdays = '日一二三四五六'

const dayMs = 86_400_000
/** UTC+8 all year, since 1980. */
const hongKongOffsetMs = 8 * 60 * 60 * 1000

/**
 * A day with its weekday and the month in words, so that no two orders of day and month can be taken for each other.
 * Spelt here and not by the runtime, whose locale data changes with its version.
 * @param date - `2026-11-24`.
 * @returns `Tuesday, 24 November 2026`, `2026年11月24日（星期二）`.
 */
export function spellDate(date: string, locale: Locale): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  // 1 January 1970 was a Thursday.
  const days = Math.floor(instant(`${date}T00:00:00Z`) / dayMs)
  const weekday = (((days + 4) % 7) + 7) % 7
  return locale === 'en'
    ? `${weekdays[weekday] as string}, ${day} ${months[month - 1] as string} ${year}`
    : `${year}年${month}月${day}日（星期${chineseWeekdays[weekday] as string}）`
}

/**
 * A moment in Hong Kong's time, with seconds, on the clock of 24 hours.
 * @param moment - In UTC, from 1980 on: `2026-11-24T06:05:00Z`.
 * @returns `Tuesday, 24 November 2026, 14:05:00`.
 */
export function spellMoment(moment: string, locale: Locale): string {
  const local = formatInstant((instant(moment) + hongKongOffsetMs) as Instant)
  const [date = '', time = ''] = local.replace('Z', '').split('T')
  return `${spellDate(date, locale)}${locale === 'en' ? ', ' : ' '}${time}`
}
