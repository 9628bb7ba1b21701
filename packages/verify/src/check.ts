import type { FailedSubIndication, IndeterminateSubIndication } from './indication.js'

/** What a check saw, ready for JSON: no `Uint8Array` (lower-case hex instead), no `Instant` (ISO instead), no sentences. */
export type Fact =
  string | number | boolean | null | readonly Fact[] | { readonly [key: string]: Fact }
export type Facts = Readonly<Record<string, Fact>>

export type CheckOutcome =
  | { readonly status: 'PASSED'; readonly facts: Facts }
  | {
      readonly status: 'FAILED'
      readonly subIndication: FailedSubIndication
      readonly facts: Facts
    }
  | {
      readonly status: 'INDETERMINATE'
      readonly subIndication: IndeterminateSubIndication
      readonly facts: Facts
    }
  /** Its input is absent, or an earlier refusal made the question void; it never passes for want of something to look at. */
  | { readonly status: 'NOT-APPLICABLE'; readonly reason: string; readonly facts?: Facts }

/** One question with an id and a clause. `run` is pure. */
export interface Check<Input, Id extends string = string> {
  readonly id: Id
  /** The clause it enforces, for example `RFC 5280 §6.1.3 (a)(1)`. */
  readonly clause: string
  run(input: Input): CheckOutcome
}

/** A check's answer as it stands in a report. `subject` says about what, when one check runs several times: a certificate's SHA-256 hex, a CRL's, … */
export type CheckResult = {
  readonly id: string
  readonly clause: string
  readonly subject?: string
} & CheckOutcome

/** Runs a check and labels its outcome. */
export function runCheck<Input>(check: Check<Input>, input: Input, subject?: string): CheckResult {
  return labelled(check, check.run(input), subject)
}

/** Writes the fields out one by one: this runs a hundred times for each report, and a spread costs several times as much. */
function labelled(
  { id, clause }: Pick<Check<never>, 'id' | 'clause'>,
  outcome: CheckOutcome,
  subject: string | undefined,
): CheckResult {
  if (outcome.status === 'NOT-APPLICABLE') {
    const { status, reason, facts } = outcome
    if (facts === undefined) {
      return subject === undefined
        ? { id, clause, status, reason }
        : { id, clause, subject, status, reason }
    }
    return subject === undefined
      ? { id, clause, status, reason, facts }
      : { id, clause, subject, status, reason, facts }
  }
  const { facts } = outcome
  if (outcome.status === 'PASSED') {
    const { status } = outcome
    return subject === undefined
      ? { id, clause, status, facts }
      : { id, clause, subject, status, facts }
  }
  return subject === undefined ? { id, clause, ...outcome } : { id, clause, subject, ...outcome }
}
