import type { PathAnswer } from './path-answer.js'

/** What a person reads: valid or not, the path, revocation, and each thing that speaks against it. */
export function formatPathAnswer(answer: PathAnswer): string {
  const names = new Map(answer.path.map(({ sha256, subject }) => [sha256, subject]))
  return [
    answer.valid ? 'valid' : 'not valid',
    ...answer.path.map(({ subject }) => `  | ${subject}`),
    ...(answer.trustAnchor === null ? [] : [`  = ${answer.trustAnchor}`]),
    ...answer.revocation.map(
      ({ certificate, status, source }) =>
        `  ${status}${source === null ? '' : ` by ${source}`}: ${names.get(certificate) ?? certificate}`,
    ),
    ...answer.revocation.flatMap(({ notUsed }) =>
      notUsed.map(
        ({ source, evidence, reason }) =>
          `    ${source} ${evidence.slice(0, 16)} not used: ${reason}`,
      ),
    ),
    ...(answer.userConstrainedPolicies.length === 0
      ? []
      : [`  policies: ${answer.userConstrainedPolicies.join(' ')}`]),
    ...answer.failures.map(
      ({ check, clause, certificate, message }) =>
        `  x ${check} (${clause})${certificate === null ? '' : ` ${names.get(certificate) ?? certificate}`}: ${message}`,
    ),
    '',
  ].join('\n')
}
