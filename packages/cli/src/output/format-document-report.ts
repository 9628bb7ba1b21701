import { displayText, type Locale } from '@chopmark/core'
import { explain, explainCheck, type ValidationReport } from '@chopmark/verify'
import { askedForLines, missingLines } from './asked-for-lines.js'
import type { VerifyAnswer } from './verify-answer.js'

/** What a person reads: for each signature the verdict and why, its path and revocation, then every check. */
export function formatDocumentReport(answer: VerifyAnswer, locale: Locale): string {
  const asked = askedForLines(answer, locale)
  return [...asked, ...answer.reports.map((report) => formatReport(report, locale).join('\n'))]
    .map((part) => `${part}\n`)
    .join('\n')
}

const marks = { PASSED: '+', 'NOT-APPLICABLE': ' ', FAILED: 'x', INDETERMINATE: '?' } as const

function formatReport(report: ValidationReport, locale: Locale): readonly string[] {
  const sub = report.subIndication === null ? '' : ` / ${report.subIndication}`
  const missing = report.indication === 'INDETERMINATE' ? report.missing : []
  return [
    `[${report.signatureId}] ${report.indication}${sub}`,
    ...explain(report, locale).map((line) => `  ${line}`),
    ...missingLines(missing, locale).map((line) => `  > ${displayText(line)}`),
    ...(report.path?.certificates ?? []).map(({ subject }) => `  | ${subject}`),
    ...(report.path === null || report.path.trustAnchorId === null
      ? []
      : [`  = ${report.path.trustAnchorId}`]),
    ...report.checks.map(
      (check) =>
        `  ${marks[check.status]} ${check.id} (${check.clause}): ${explainCheck(check, locale)}`,
    ),
  ]
}
