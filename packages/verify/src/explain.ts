import { displayText, formatInstant, instant, type Instant, type Locale } from '@chopmark/core'
import type { CheckResult } from './check.js'
import { messagesOf } from './messages/messages-of.js'
import type { ValidationReport } from './report.js'

/**
 * Tells a person what a report says: the verdict in one sentence, why, what to do next, then who signed and when.
 * Plain text; names from certificates are written so that they cannot deceive (`displayText`).
 * @returns One line each, never empty; the first is the verdict.
 */
export function explain(report: ValidationReport, locale: Locale): readonly string[] {
  const messages = messagesOf(locale)
  const lines = [messages.indications[report.indication]]
  if (report.indication !== 'TOTAL-PASSED') {
    const { why, next } = messages.subIndications[report.subIndication]
    const said = messages.checks[report.decidedBy]?.refused
    lines.push(why)
    if (said !== undefined && said !== why) lines.push(said)
    lines.push(next)
  }
  if (report.counterSignatureOf !== null) lines.push(messages.counterSignature)
  const { yes, no, unknown } = messages.intact
  lines.push(report.intact === null ? unknown : report.intact ? yes : no)
  if (report.signer !== null) {
    const { commonName, subject } = report.signer
    const name = commonName === null ? subject : displayText(commonName)
    lines.push(messages.signedBy.replace('{name}', () => name))
  }
  if (report.indication === 'TOTAL-PASSED') {
    lines.push(messages.signedAt.replace('{time}', plainTime(report.bestSignatureTime)))
  }
  if (report.claimedSigningTime !== null) {
    lines.push(messages.claimedAt.replace('{time}', plainTime(report.claimedSigningTime)))
  }
  const { recognisedYes, recognisedNo, recognisedUnproven } = messages.eto
  const recognised = { yes: recognisedYes, no: recognisedNo, unproven: recognisedUnproven }
  if (!report.sandbox) lines.push(recognised[report.eto.recognisedAt])
  if (report.checks.some(beyondDefault)) lines.push(messages.weakAlgorithms)
  if (report.sandbox) lines.push(messages.sandbox)
  return lines
}

/** What one check found, as a sentence; the check's id for one that has no sentence (of a newer engine). */
export function explainCheck(result: CheckResult, locale: Locale): string {
  const messages = messagesOf(locale)
  const message = messages.checks[result.id]
  if (result.status === 'NOT-APPLICABLE') return messages.notApplicable
  if (message === undefined) return result.id
  return result.status === 'PASSED' ? message.passed : message.refused
}

const beyondDefault = (result: CheckResult): boolean =>
  result.status === 'PASSED' && result.facts['beyondDefault'] === true

/** Hong Kong has been eight hours ahead of UTC, without summer time, since before the Ordinance. */
const hongKongOffsetMs = 8 * 60 * 60 * 1000

/** `2026-11-24T06:09:17Z` as people in Hong Kong read it: `2026-11-24 14:09:17`. */
function plainTime(iso: string): string {
  const local = formatInstant((instant(iso) + hongKongOffsetMs) as Instant)
  return local.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length).replace('T', ' ')
}
