import type { DocumentReport } from '@chopmark/verify'
import type { DecisionSettings } from '../decision-settings.js'

/** What the caller asked for that weakens an answer; it stands beside every answer, so that none is read without it. */
export interface AskedFor {
  /** `any`: old algorithms and short keys were admitted. */
  readonly algorithms: 'default' | 'any'
  /** `skipped`: nobody asked whether certificates were revoked. */
  readonly revocationChecking: 'required' | 'skipped'
}

/** What `chopmark verify --json` prints. */
export type VerifyAnswer = DocumentReport & AskedFor

/** @returns What of the settings stands beside an answer. */
export function askedFor({ algorithms, revocation }: DecisionSettings): AskedFor {
  return { algorithms, revocationChecking: revocation ? 'required' : 'skipped' }
}

/** The reports, and beside them what was asked for. */
export function verifyAnswer(report: DocumentReport, settings: DecisionSettings): VerifyAnswer {
  return { ...report, ...askedFor(settings) }
}
