import type { Instant, RecognitionPeriod, TrustAnchor } from '@chopmark/core'

/**
 * The recognition period that speaks for a moment: of those that cover it, revoked before suspended before recognised.
 * @returns null when none covers it: then the anchor was not recognised.
 * Source: Cap. 553 s.6(2), s.23, s.24.
 */
export function recognitionAt(anchor: TrustAnchor, at: Instant): RecognitionPeriod | null {
  const weight = { revoked: 2, suspended: 1, recognised: 0 } as const
  let speaking: RecognitionPeriod | null = null
  for (const period of anchor.recognition) {
    if (at < period.from || (period.to !== undefined && at >= period.to)) continue
    if (speaking === null || weight[period.status] > weight[speaking.status]) speaking = period
  }
  return speaking
}
