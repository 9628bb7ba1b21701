/** The portal has taken the signature. */
export interface AcceptedAnswer {
  readonly outcome: 'accepted'
  readonly signatureId: string
  /** The validation reports, as the portal sent them (see `@chopmark/verify`, `ValidationReport`). */
  readonly reports: readonly unknown[]
  /** True when the answer to an earlier delivery was lost and the portal had the signature already. */
  readonly alreadyReceived?: true
}

/** The portal keeps the signature and decides later, when evidence that is missing now is there. */
export interface PendingAnswer {
  readonly outcome: 'pending'
  readonly signatureId: string
  /** What the portal waits for, as it sent it. */
  readonly missing: readonly unknown[]
  /** ISO 8601 UTC; absent when the portal did not say. */
  readonly retryAt?: string
}

export type PortalAnswer = AcceptedAnswer | PendingAnswer
