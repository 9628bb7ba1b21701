import type { Locale } from '@chopmark/core'
import { explain, explainCheck, type DocumentReport, type ValidationReport } from '@chopmark/verify'

/** What a person reads: for each signature the verdict and why, its path and revocation, then every check. */
export function formatDocumentReport({ reports }: DocumentReport, locale: Locale): string {
  return reports.map((report) => `${formatReport(report, locale).join('\n')}\n`).join('\n')
}

function formatReport(report: ValidationReport, locale: Locale): readonly string[] {
  const sub = report.subIndication === null ? '' : ` / ${report.subIndication}`
  return [
    `[${report.signatureId}] ${report.indication}${sub}`,
    ...explain(report, locale).map((line) => `  ${line}`),
    ...(report.path?.certificates ?? []).map(({ subject }) => `  | ${subject}`),
    ...(report.path === null || report.path.trustAnchorId === null
      ? []
      : [`  = ${report.path.trustAnchorId}`]),
    ...report.checks.map((check) => {
      const mark = { PASSED: '+', 'NOT-APPLICABLE': ' ', FAILED: 'x', INDETERMINATE: '?' }[
        check.status
      ]
      return `  ${mark} ${check.id} (${check.clause}): ${explainCheck(check, locale)}`
    }),
  ]
}
