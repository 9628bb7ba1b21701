import { httpProblems, refusals } from '../http/problem.js'
import type { PendingCode } from '../requests/refusal-code.js'
import { remoteProblems } from '../remote-signing/remote-problem.js'

/** A throw as it stands in the sources. */
export interface Thrown {
  readonly kind: string
  readonly code: string
  /** Empty where it is put together at run time. */
  readonly message: string
}

const pending: Readonly<Record<PendingCode, string>> = {
  REVOCATION_UNAVAILABLE: 'Whether the certificate is revoked could not be learnt yet.',
  ISSUER_UNAVAILABLE: "The issuer's certificate could not be had yet.",
  SIGNER_SUSPENDED: 'The CA has suspended the certificate: it may be good again.',
}

/** `ERRORS.md` of this package: what its routes answer, and what it and the rooms below it throw. For integrators. */
export function writeErrorsDocument(thrown: readonly Thrown[]): string {
  return `${[
    '# Failures of @chopmark/server',
    'Written by `npm run errors` from the code, and compared with it by the tests. A code never changes its meaning. What a person sees of those that reach a page stands in\n[ERRORS.md of @chopmark/client](../client/ERRORS.md); verdicts on signatures are values of the report, and no failures.',
    '## What the routes answer\n\n`application/problem+json` (RFC 9457) with `code`; refusals carry `triesLeft`, `signatureId` and `reports` too.',
    `### The HTTP request itself\n\n${table(httpProblems)}`,
    `### The answer to a signature request\n\nNo try is counted before the decision. \`OTHER_REFUSAL\` names the check in \`decidedBy\`.\n\n${table(refusals)}`,
    `### A signing service\n\n${table(remoteProblems)}`,
    `### Answers that wait: 202\n\n\`pending\` with \`missing\` and \`retryAt\`; \`resume()\` decides again.\n\n${list(Object.entries(pending))}`,
    `## Misuse\n\n\`UsageError\`: the message says what to do instead.\n\n${list(messages(thrown, 'UsageError'))}`,
    `## Broken surroundings\n\n\`PlumbingError\`: a database, a file, a missing crypto module; never "this signature is bad". Try again when it is mended: nothing is lost.\n\n${list(messages(thrown, 'PlumbingError'))}`,
  ].join('\n\n')}\n`
}

function table(rows: Readonly<Record<string, readonly [status: number, detail: string]>>): string {
  const lines = Object.entries(rows).map(
    ([code, [status, detail]]) => `- \`${code}\` (${status}): ${detail}`,
  )
  return lines.join('\n')
}

/** One line for each code, with the first message that is written out. */
function messages(thrown: readonly Thrown[], kind: string): (readonly [string, string])[] {
  const found = new Map<string, string>()
  for (const one of thrown) {
    if (one.kind === kind && !found.get(one.code)) found.set(one.code, one.message)
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1))
}

function list(rows: readonly (readonly [string, string])[]): string {
  return rows
    .map(([code, text]) => (text === '' ? `- \`${code}\`` : `- \`${code}\`: ${text}`))
    .join('\n')
}
