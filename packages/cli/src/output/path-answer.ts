import type { Locale } from '@chopmark/core'
import {
  explainCheck,
  type CertificateFailure,
  type CertificateReport,
  type ReportedCertificate,
} from '@chopmark/verify'

/** What `chopmark path --json` prints: the report, its failures with a sentence each, the path as a plain list. */
export type PathAnswer = Omit<CertificateReport, 'path' | 'failures'> & {
  readonly path: readonly ReportedCertificate[]
  readonly trustAnchor: string | null
  readonly failures: readonly (CertificateFailure & { readonly message: string })[]
}

/** Adds what a reader of the command line needs to the report. */
export function pathAnswer(report: CertificateReport, locale: Locale): PathAnswer {
  const { path, failures, ...rest } = report
  return {
    ...rest,
    path: path?.certificates ?? [],
    trustAnchor: path?.trustAnchorId ?? null,
    failures: failures.map((failure) => ({
      ...failure,
      message: explainCheck(
        {
          id: failure.check,
          clause: failure.clause,
          status: 'FAILED',
          subIndication: 'FORMAT_FAILURE',
          facts: failure.facts,
        },
        locale,
      ),
    })),
  }
}
