import type { Instant } from '@chopmark/core'
import type { RevocationSettings } from './policy.js'

/** Evidence that does not say until when it holds is at most a day old. */
export const maxAgeWithoutNextUpdateMs = 24 * 60 * 60 * 1000

/**
 * How old a CRL or OCSP answer may be under the policy.
 * @param nextUpdate - Its own, where it has one.
 * @returns Milliseconds; null when its own nextUpdate decides, which is asked separately.
 * Source: ETSI EN 319 102-1 §5.2.5; RFC 5280 §5.1.2.5; RFC 6960 §4.2.2.1.
 */
export function maxAgeFor(
  { maxAgeMs }: RevocationSettings,
  nextUpdate: Instant | undefined,
): number | null {
  if (maxAgeMs !== 'next-update') return maxAgeMs
  return nextUpdate === undefined ? maxAgeWithoutNextUpdateMs : null
}
