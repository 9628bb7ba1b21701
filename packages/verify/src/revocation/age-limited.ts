import type { Instant } from '@chopmark/core'
import type { RevocationInput } from './revocation-input.js'

/**
 * Does the policy's age limit apply to a source about this certificate? To one about the certificate in question, yes: it may be
 * suspended any minute. What is said of the CAs above it, of CRL signers and of responders holds until its own nextUpdate: root
 * CAs publish once in months, and a limit made for the daily CRLs of persons would leave every path undecided. Without a nextUpdate
 * the limit is all there is.
 * Source: ETSI EN 319 102-1 §5.2.5 (the freshness asked for is the policy's choice, by kind of certificate).
 */
export function ageLimited(
  { target, trail }: RevocationInput,
  nextUpdate: Instant | undefined,
): boolean {
  return nextUpdate === undefined || (target && trail === undefined)
}
