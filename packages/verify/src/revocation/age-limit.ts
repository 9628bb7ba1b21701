import type { Instant } from '@chopmark/core'
import { maxAgeFor } from '../max-age.js'
import type { RevocationSettings } from '../policy.js'
import type { RevocationInput } from './revocation-input.js'

/**
 * The policy's age limit for a source about this certificate, in milliseconds; null when none applies. To one about the certificate
 * in question it applies: that may be suspended any minute. What is said of the CAs above it, of CRL signers and of responders holds
 * until its own nextUpdate: root CAs publish once in months, and a limit made for the daily CRLs of persons would leave every path
 * undecided. Without a nextUpdate the limit is all there is.
 * Source: ETSI EN 319 102-1 §5.2.5 (the freshness asked for is the policy's choice, by kind of certificate).
 */
export function ageLimit(
  { target, trail }: RevocationInput,
  nextUpdate: Instant | undefined,
  settings: RevocationSettings,
): number | null {
  const applies = nextUpdate === undefined || (target && trail === undefined)
  return applies ? maxAgeFor(settings, nextUpdate) : null
}
