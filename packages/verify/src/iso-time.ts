import { formatInstant, type Instant } from '@chopmark/core'

/** Moments kept as text; a report names the same dozen again and again. */
const kept = 1024
const texts = new Map<Instant, string>()

/** `formatInstant`, remembered: writing a date costs a microsecond, and a report has a dozen. */
export function isoTime(at: Instant): string {
  let text = texts.get(at)
  if (text === undefined) {
    text = formatInstant(at)
    if (texts.size >= kept) texts.clear()
    texts.set(at, text)
  }
  return text
}
