import { displayText, type Locale } from '@chopmark/core'
import { askedForLines, missingLines } from './asked-for-lines.js'
import type { PathAnswer } from './path-answer.js'
import { words } from './words.js'

/** What a person reads: valid or not, the path, revocation, and each thing that speaks against it. */
export function formatPathAnswer(answer: PathAnswer, locale: Locale): string {
  const names = new Map(answer.path.map(({ sha256, subject }) => [sha256, subject]))
  const nameOf = (sha256: string): string => names.get(sha256) ?? sha256
  return [
    answer.valid ? words.valid[locale] : words.notValid[locale],
    ...askedForLines(answer, locale).map((line) => `  ${line}`),
    ...answer.path.map(({ subject }) => `  | ${subject}`),
    ...(answer.trustAnchor === null ? [] : [`  = ${answer.trustAnchor}`]),
    ...answer.revocation.map(
      ({ certificate, status, source }) =>
        `  ${words[status][locale]}${source === null ? '' : ` (${source})`}: ${nameOf(certificate)}`,
    ),
    ...answer.revocation.flatMap(({ notUsed }) =>
      notUsed.map(
        ({ source, evidence, reason }) =>
          `    ${source} ${evidence.slice(0, 16)} ${words.notUsed[locale]}: ${reason}`,
      ),
    ),
    ...(answer.userConstrainedPolicies.length === 0
      ? []
      : [`  ${words.policies[locale]}: ${answer.userConstrainedPolicies.join(' ')}`]),
    ...answer.failures.map(
      ({ check, clause, certificate, message }) =>
        `  x ${check} (${clause})${certificate === null ? '' : ` ${nameOf(certificate)}`}: ${message}`,
    ),
    ...missingLines(answer.missing, locale).map((line) => `  > ${displayText(line)}`),
    '',
  ].join('\n')
}
