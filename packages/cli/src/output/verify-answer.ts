import type { CheckResult, DocumentReport, Facts, ValidationReport } from '@chopmark/verify'
import type { DecisionSettings } from '../decision-settings.js'

/** What the caller asked for that weakens an answer; it stands beside every answer, so that none is read without it. */
export interface AskedFor {
  /** `any`: old algorithms and short keys were admitted. */
  readonly algorithms: 'default' | 'any'
  /** `skipped`: nobody asked whether certificates were revoked. */
  readonly revocationChecking: 'required' | 'skipped'
}

/** A check with its facts, also where there are none: readers of the JSON need not ask whether the field is there. */
export type AnsweredCheck = CheckResult & { readonly facts: Facts }

/** What `chopmark verify --json` prints. */
export type VerifyAnswer = AskedFor & {
  readonly reports: readonly [AnsweredReport, ...AnsweredReport[]]
}

/** A report whose checks all have facts. */
export type AnsweredReport = ValidationReport & { readonly checks: readonly AnsweredCheck[] }

/** @returns What of the settings stands beside an answer. */
export function askedFor({ algorithms, revocation }: DecisionSettings): AskedFor {
  return { algorithms, revocationChecking: revocation ? 'required' : 'skipped' }
}

/** @returns The check, with empty facts where it has none. */
export function answeredCheck(check: CheckResult): AnsweredCheck {
  return { ...check, facts: check.facts ?? {} }
}

/** The reports, and beside them what was asked for. */
export function verifyAnswer(report: DocumentReport, settings: DecisionSettings): VerifyAnswer {
  const [first, ...rest] = report.reports
  return { reports: [answeredReport(first), ...rest.map(answeredReport)], ...askedFor(settings) }
}

function answeredReport(report: ValidationReport): AnsweredReport {
  return { ...report, checks: report.checks.map(answeredCheck) }
}
