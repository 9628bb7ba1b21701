import type { Locale } from '@chopmark/core'
import {
  explainCheck,
  type CertificateFailure,
  type CertificateReport,
  type ReportedCertificate,
} from '@chopmark/verify'
import type { DecisionSettings } from '../decision-settings.js'
import { answeredCheck, askedFor, type AnsweredCheck, type AskedFor } from './verify-answer.js'

/** What `chopmark path --json` prints: the report, its failures with a sentence each, the path as a plain list. */
export type PathAnswer = Omit<CertificateReport, 'path' | 'failures' | 'checks'> &
  AskedFor & {
    readonly path: readonly ReportedCertificate[]
    readonly trustAnchor: string | null
    readonly checks: readonly AnsweredCheck[]
    readonly failures: readonly (CertificateFailure & { readonly message: string })[]
  }

/** Adds what a reader of the command line needs to the report. */
export function pathAnswer(
  report: CertificateReport,
  settings: DecisionSettings,
  locale: Locale,
): PathAnswer {
  const { path, failures, checks, ...rest } = report
  return {
    ...rest,
    ...askedFor(settings),
    path: path?.certificates ?? [],
    trustAnchor: path?.trustAnchorId ?? null,
    checks: checks.map(answeredCheck),
    failures: failures.map((failure) => ({ ...failure, message: sentence(failure, locale) })),
  }
}

function sentence({ check, clause, facts }: CertificateFailure, locale: Locale): string {
  // The sentence of a check that did not pass is one and the same, whatever it leads to.
  const refused = { status: 'FAILED', subIndication: 'FORMAT_FAILURE' } as const
  return explainCheck({ id: check, clause, facts, ...refused }, locale)
}

/** The answer to a job that could not be carried out: nothing is valid. */
export function brokenPathAnswer(message: string): object {
  return {
    valid: false,
    path: [],
    userConstrainedPolicies: [],
    authorityConstrainedPolicies: [],
    revocation: [],
    failures: [{ check: 'cli.job', clause: 'chopmark --batch', certificate: null, message }],
  }
}
