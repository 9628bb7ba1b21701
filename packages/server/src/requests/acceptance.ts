import type { Instant } from '@chopmark/core'
import type { DocumentReport, EvidenceNeed } from '@chopmark/verify'
import type { PendingCode, RefusalCode } from './refusal-code.js'

type Reports = DocumentReport['reports']

/** The signature holds: it is stored with its evidence, policy and report. */
export interface Accepted {
  readonly outcome: 'accepted'
  readonly signatureId: string
  readonly reports: Reports
}

/** The answer does not do. The person may try again while `triesLeft` is above zero. */
export interface Refused {
  readonly outcome: 'refused'
  readonly code: RefusalCode
  /** The answer as it is kept; with `REQUEST_ALREADY_USED` the earlier one, when it consists of the very same bytes. */
  readonly signatureId?: string
  /** Absent when nothing was looked at. */
  readonly reports?: Reports
  /** The check that spoke, when one did. */
  readonly decidedBy?: string
  readonly triesLeft?: number
}

/** Undecided, and kept: what is missing may come. `recheck` decides again. */
export interface Pending {
  readonly outcome: 'pending'
  readonly code: PendingCode
  readonly signatureId: string
  readonly reports: Reports
  readonly missing: readonly EvidenceNeed[]
  readonly retryAt: Instant
}

/** What became of an answer to a signature request. */
export type Acceptance = Accepted | Refused | Pending

/** What the one who sent the answer is told about it. */
export function acceptanceOf(
  signatureId: string,
  { reports }: DocumentReport,
  settled:
    | { readonly outcome: 'accepted' }
    | { readonly outcome: 'refused'; readonly code: RefusalCode }
    | { readonly outcome: 'pending'; readonly code: PendingCode; readonly retryAt: Instant },
  triesLeft: number,
): Acceptance {
  switch (settled.outcome) {
    case 'accepted':
      return { outcome: 'accepted', signatureId, reports }
    case 'refused': {
      const spoke = reports.find(({ indication }) => indication !== 'TOTAL-PASSED')
      const decidedBy = spoke && 'decidedBy' in spoke ? spoke.decidedBy : undefined
      return {
        ...settled,
        signatureId,
        reports,
        ...(decidedBy !== undefined && { decidedBy }),
        triesLeft,
      }
    }
    case 'pending': {
      const missing = reports.flatMap((report) => ('missing' in report ? report.missing : []))
      return { ...settled, signatureId, reports, missing }
    }
  }
}
