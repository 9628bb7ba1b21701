import { formatInstant, type Instant } from '@chopmark/core'

/** Validity periods of a country's CAs and of its signers of the hour. */
const maxKept = 4096
const texts = new Map<Instant, string>()

/** `formatInstant`, remembered: the same few moments stand in every report about a CA's certificates. */
export function instantText(value: Instant): string {
  let text = texts.get(value)
  if (text === undefined) {
    if (texts.size >= maxKept) texts.clear()
    text = formatInstant(value)
    texts.set(value, text)
  }
  return text
}
