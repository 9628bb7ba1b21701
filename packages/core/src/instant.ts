import { UsageError } from './errors.js'

/** A moment in time: whole milliseconds since 1970-01-01T00:00:00Z, UTC. */
export type Instant = number & { readonly __brand: 'Instant' }

const isoPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?(?:Z|[+-]\d{2}:\d{2})$/

/**
 * Reads an ISO 8601 date-time with an explicit offset.
 * @param iso - For example `2026-03-31T00:00:00Z`; an offset is required, so that no machine's time zone takes part.
 * @throws UsageError `INVALID_INSTANT` when the text is anything else.
 */
export function instant(iso: string): Instant {
  const value = isoPattern.test(iso) ? Date.parse(iso) : Number.NaN
  if (Number.isNaN(value)) {
    throw new UsageError(
      'INVALID_INSTANT',
      'Give an ISO 8601 time with seconds and Z or an offset.',
    )
  }
  return value as Instant
}

/** Writes an instant as ISO 8601 in UTC, without fractions when they are zero: `2026-03-31T00:00:00Z`. */
export function formatInstant(value: Instant): string {
  return new Date(value).toISOString().replace('.000Z', 'Z')
}
