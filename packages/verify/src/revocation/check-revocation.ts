import type { CheckResult } from '../check.js'
import { runCheck } from '../check.js'
import { evidencePresent } from '../checks/revocation/evidence-present.js'
import { notRevoked } from '../checks/revocation/not-revoked.js'
import type { SearchContext, UnusableEvidence } from '../decision-context.js'
import type { EvidenceNeed } from '../evidence.js'
import { isoTime } from '../iso-time.js'
import type { RevocationFact } from '../report.js'
import { checkCrls } from './check-crls.js'
import { checkOcsp } from './check-ocsp.js'
import { type Combined, combine } from './combine.js'
import { isHold } from './crl-entry.js'
import { deltaPoints } from './delta-points.js'
import { evidenceNeeds, namesASource } from './evidence-needs.js'
import type { CrlQuestion } from './examine-crl.js'
import type { NotUsed } from './not-used.js'
import { allReasons, reasonNames } from './reasons.js'
import type {
  CheckRevocation,
  FindPath,
  RevocationAnswer,
  RevocationInput,
} from './revocation-input.js'
import type { RefusedSource, SourceAnswers } from './source-answer.js'
import { type Steps, runSteps } from './steps.js'

/** Unused sources named for one certificate; more of them would only fill the report. */
const maxNotUsed = 64

/**
 * Was the certificate revoked at the moment asked about? All CRLs and OCSP answers of the context are asked; `combine` says which speaks.
 * Answers at once when the crypto form does.
 * - `fact`: status, the source that spoke, and every other source with the reason why it did not.
 * - `checks`: those of the sources that spoke, or of the one that got furthest when none did; then
 *   `revocation.evidence-present` and `revocation.not-revoked`.
 * - `missing`: what to fetch while the status is unknown or a hold.
 * @param findPath - Builds the path of a separate CRL signer.
 * Source: RFC 5280 §6.3; RFC 6960 §3.2; ETSI EN 319 102-1 §5.2.5, §5.2.6.
 */
export const checkRevocation: CheckRevocation = (input, context, findPath) =>
  runSteps(answerOf(input, context, findPath))

function* answerOf(
  input: RevocationInput,
  context: SearchContext,
  findPath: FindPath,
): Steps<RevocationAnswer> {
  const { required, invalidityDate } = context.policy.revocation
  const { certificate, sha256 } = input.certificate
  if (required === 'never') {
    const question = {
      required,
      published: false,
      answered: false,
      notUsed: 0,
      reasonsNotCovered: [],
    }
    const fact = factOf(sha256, null, [])
    return { fact, checks: [runCheck(evidencePresent, question, sha256)], missing: [] }
  }
  const crls = yield* checkCrls(input, context, findPath)
  const ocsp = yield* checkOcsp(input, context, checkRevocation, findPath)
  const combined = combine(joined(crls.answers, ocsp.answers), input.moments, {
    undecided: crls.refused.some(isUndecided) || ocsp.refused.some(isUndecided),
    invalidityDate,
  })
  const notUsed = listNotUsed(combined, context.unusable, crls, ocsp)
  const answered = combined.status !== 'unknown'
  const published = namesASource(certificate)
  const present = runCheck(
    evidencePresent,
    {
      required,
      published,
      answered,
      notUsed: notUsed.length,
      reasonsNotCovered: combined.uncovered === allReasons ? [] : reasonNames(combined.uncovered),
    },
    sha256,
  )
  const { revocation } = combined
  const { status } = combined
  const { target } = input
  const { revokedAt, reason, invalidityDate: suspectedAt } = revocation ?? {}
  const verdict = input.moments.check(({ at }) =>
    runCheck(
      notRevoked,
      { status, target, at, revokedAt, reason, invalidityDate: suspectedAt },
      sha256,
    ),
  )
  // A certificate that is let through without an answer must not be stopped by the checks of a source that gave none.
  const checks: CheckResult[] = []
  if (answered) for (const source of combined.used) addHeld(source.checks, checks)
  else if (present.status === 'INDETERMINATE') {
    checks.push(...furthest(joined(crls.refused, ocsp.refused)))
  }
  checks.push(present, verdict)
  return {
    fact: factOf(sha256, combined, notUsed),
    checks,
    missing: yield* missingFor({ input, context, findPath }, combined, present),
  }
}

/** One list, which mostly is one of the two. */
function joined<T>(first: readonly T[], second: readonly T[]): readonly T[] {
  if (second.length === 0) return first
  return first.length === 0 ? second : [...first, ...second]
}

function isUndecided({ undecided }: RefusedSource): boolean {
  return undecided
}

/** A source that accuses although it is too old speaks; the check it failed is a fact of `not-revoked`'s source, not a reason to doubt. */
function addHeld(checks: readonly CheckResult[], into: CheckResult[]): void {
  for (const check of checks) {
    if (check.status === 'PASSED' || check.status === 'NOT-APPLICABLE') into.push(check)
  }
}

/** The refused source that got through the most checks, the newest first: what it failed is what to mend. */
function furthest(refused: readonly RefusedSource[]): readonly CheckResult[] {
  let best: RefusedSource | undefined
  for (const source of refused) {
    const better =
      best === undefined ||
      source.checks.length > best.checks.length ||
      (source.checks.length === best.checks.length && source.thisUpdate > best.thisUpdate)
    if (better) best = source
  }
  return best === undefined || best.checks.length < 2 ? [] : best.checks
}

function listNotUsed(
  combined: Combined,
  unusable: readonly UnusableEvidence[],
  crls: SourceAnswers,
  ocsp: SourceAnswers,
): readonly NotUsed[] {
  const all: NotUsed[] = []
  for (const { answer, because } of combined.unused) {
    const { source, sha256: evidence, revocation } = answer
    const said =
      revocation === null ? { status: 'good' } : { status: 'revoked', reason: revocation.reason }
    all.push({ source, evidence, reason: because, facts: said })
  }
  for (const { notUsed } of crls.refused) all.push(notUsed)
  for (const { notUsed } of ocsp.refused) all.push(notUsed)
  for (const { kind, sha256: evidence, reason, offset } of unusable) {
    if (kind === 'certificate') continue
    all.push(
      reason === 'OCSP_STATUS'
        ? { source: kind, evidence, reason: 'NOT_SUCCESSFUL', facts: {} }
        : { source: kind, evidence, reason: 'UNPARSABLE', facts: { problem: reason, offset } },
    )
  }
  if (all.length < 2) return all
  // A delta CRL is asked about with each complete one that it fits.
  const once = new Map(all.map((one) => [`${one.evidence} ${one.reason}`, one] as const))
  return [...once.values()].sort(byEvidence).slice(0, maxNotUsed)
}

function byEvidence(a: NotUsed, b: NotUsed): number {
  if (a.evidence !== b.evidence) return a.evidence < b.evidence ? -1 : 1
  return a.reason < b.reason ? -1 : 1
}

function factOf(
  certificate: string,
  combined: Combined | null,
  notUsed: readonly NotUsed[],
): RevocationFact {
  const speaker = combined?.speaker ?? null
  const revocation = combined?.revocation ?? null
  return {
    certificate,
    status: combined?.status ?? 'unknown',
    source: speaker?.source ?? null,
    evidence: speaker?.sha256 ?? null,
    thisUpdate: speaker === null ? null : isoTime(speaker.thisUpdate),
    nextUpdate: speaker?.nextUpdate === undefined ? null : isoTime(speaker.nextUpdate),
    revokedAt: revocation === null ? null : isoTime(revocation.revokedAt),
    reason: revocation?.reason ?? null,
    notUsed,
  }
}

/** Fresh evidence can settle an open question, and lift a hold. */
function* missingFor(
  question: CrlQuestion,
  { status, revocation }: Combined,
  present: CheckResult,
): Steps<readonly EvidenceNeed[]> {
  const onHold = status === 'revoked' && revocation !== null && isHold(revocation)
  if (!onHold && present.status !== 'INDETERMINATE') return []
  return evidenceNeeds(question.input.certificate, yield* deltaPoints(question))
}
