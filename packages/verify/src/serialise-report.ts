import { canonicalJson } from '@chopmark/core'
import type { DocumentReport, ValidationReport } from './report.js'

/** Much of a report is remembered from earlier ones, and its text with it. */
const texts = new WeakMap<object, string>()

/** A report as text: sorted keys, no white space, no time of writing. Equal reports are equal texts, byte for byte. */
export function serialiseReport(report: DocumentReport | ValidationReport): string {
  return canonicalJson(report, texts)
}
