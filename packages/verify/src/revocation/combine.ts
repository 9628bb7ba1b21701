import type { Moments } from '../moments.js'
import type { RevocationSettings } from '../policy.js'
import type { Revocation } from './crl-entry.js'
import { isForGood, isHold } from './crl-entry.js'
import { type ReasonsMask, allReasons, holdReason } from './reasons.js'
import type { SourceAnswer } from './source-answer.js'

export interface Combined {
  readonly status: 'good' | 'revoked' | 'unknown'
  /** The source that speaks: of several that say the same the newest; null when none does. */
  readonly speaker: SourceAnswer | null
  /** What it says; with status `good`, a revocation that came after the time asked about. */
  readonly revocation: Revocation | null
  /** All sources the answer rests on, the speaker first: several where CRLs are partitioned by reasons. */
  readonly used: readonly SourceAnswer[]
  /** Sound sources that were overruled, or that add nothing. */
  readonly unused: readonly {
    readonly answer: SourceAnswer
    readonly because: 'OVERRULED' | 'NOT_NEEDED' | 'INCOMPLETE'
  }[]
  /** Reasons that nobody spoke of. */
  readonly uncovered: ReasonsMask
}

export interface CombineSettings {
  /** A claim of revocation was not looked at, see rule 3. */
  readonly undecided?: boolean
  readonly invalidityDate?: RevocationSettings['invalidityDate'] | undefined
}

/**
 * One answer out of several sound sources, CRLs and OCSP answers alike. The rule, in this order:
 *
 * 1. **A revocation for good wins** over every "good", however new, and also when its source is past its nextUpdate or age
 *    limit: the revocation of a certificate cannot be undone (RFC 5280 §5.3.1 lets only certificateHold be released), so an old proof
 *    of it is still one, and a later silence means that the CA dropped the expired certificate, or made a mistake that
 *    no relying party should profit from. Of several, the earliest revocation speaks.
 * 2. **A hold stands until somebody newer lifts it**: a "good" whose thisUpdate is strictly later and which speaks about
 *    holds, or a delta CRL with removeFromCRL (which has already been laid over its complete CRL). Of several holds the newest counts. At
 *    one and the same thisUpdate the hold wins.
 * 3. **Nothing is good while a claim of revocation is undecided**: a source that lists the certificate, and was not looked at
 *    because the decision's budget was spent, leaves the answer unknown. Otherwise whoever adds enough useless evidence could
 *    hide a revocation.
 * 4. **Good** needs sources that together cover all reasons; the newest thisUpdate is asked first, so a replayed older
 *    answer never displaces a newer one. `unknown` of an OCSP responder is no answer and never reaches this function.
 * 5. Otherwise **unknown**.
 *
 * A revocation with a date after `at` does not count at `at`, when `at` lies in the past and the source was issued after it: then the
 * source is "good" at `at`, and the later revocation is kept as a fact. A source issued by `at` which lists the certificate
 * already speaks for `at`, whatever date it writes. Under a policy whose `invalidityDate` is `decides`, the date from which the CA
 * suspects the key to be compromised (RFC 5280 §5.3.2) stands for that of the revocation where it is earlier.
 *
 * What the standards say: ETSI EN 319 102-1 §5.2.5 asks only for freshness of each source, and §5.2.6 takes the revocation status
 * from "the" revocation status information, leaving conflicts open; RFC 5280 §6.3.3 stops at the first CRL that lists the certificate,
 * which is rule 1; RFC 6960 §2.7 wants a responder and a CRL to agree and says nothing for when they do not.
 */
export function combine(
  answers: readonly SourceAnswer[],
  moments: Moments,
  { undecided = false, invalidityDate = 'shown' }: CombineSettings = {},
): Combined {
  const byAge = answers.length < 2 ? answers : [...answers].sort(newestFirst)
  /** Those whose word counts at `at`, and those that say nothing against the certificate then. */
  const standing: SourceAnswer[] = []
  const silent: SourceAnswer[] = []
  for (const answer of byAge) {
    const later = isLater(answer, moments, invalidityDate)
    if (!later) standing.push(answer)
    if (answer.covers !== 0 && (later || answer.revocation === null)) silent.push(answer)
  }

  const revoked = earliest(standing.filter(({ revocation }) => revocation && isForGood(revocation)))
  if (revoked !== undefined) return spokenBy('revoked', [revoked], byAge)

  const hold = standing.find(({ revocation }) => revocation !== null && isHold(revocation))
  const lifted = silent.some(
    ({ thisUpdate, covers }) =>
      hold !== undefined && thisUpdate > hold.thisUpdate && (covers & holdReason) !== 0,
  )
  if (hold !== undefined && !lifted) return spokenBy('revoked', [hold], byAge)

  if (undecided) return spokenBy('unknown', [], byAge)
  let covered: ReasonsMask = 0
  const used: SourceAnswer[] = []
  for (const answer of silent) {
    if ((answer.covers & ~covered) === 0) continue
    covered |= answer.covers
    used.push(answer)
  }
  return covered === allReasons
    ? spokenBy('good', used, byAge)
    : { ...spokenBy('unknown', used, byAge), uncovered: allReasons & ~covered }
}

function spokenBy(
  status: Combined['status'],
  used: readonly SourceAnswer[],
  all: readonly SourceAnswer[],
): Combined {
  const speaker = used[0] ?? null
  const later =
    status === 'unknown' ? undefined : used.find(({ revocation }) => revocation !== null)
  return {
    status,
    speaker: status === 'unknown' ? null : speaker,
    revocation: later?.revocation ?? null,
    used: status === 'unknown' ? [] : used,
    unused: all
      .filter((answer) => status === 'unknown' || !used.includes(answer))
      .map((answer) => ({
        answer,
        because: whyUnused(status, answer),
      })),
    uncovered: 0,
  }
}

function whyUnused(
  status: Combined['status'],
  { revocation }: SourceAnswer,
): 'OVERRULED' | 'NOT_NEEDED' | 'INCOMPLETE' {
  if (status === 'unknown') return 'INCOMPLETE'
  const agrees = status === 'revoked' ? revocation !== null : revocation === null
  return agrees ? 'NOT_NEEDED' : 'OVERRULED'
}

function isLater(
  { revocation, thisUpdate }: SourceAnswer,
  moments: Moments,
  invalidityDate: RevocationSettings['invalidityDate'],
): boolean {
  if (revocation === null) return false
  const { revokedAt, invalidityDate: suspectedAt = revokedAt } = revocation
  return moments.tell(
    ({ at, validationTime }) =>
      at < validationTime &&
      thisUpdate > at &&
      revokedAt > at &&
      (invalidityDate !== 'decides' || suspectedAt > at),
  )
}

function earliest(answers: readonly SourceAnswer[]): SourceAnswer | undefined {
  let first: SourceAnswer | undefined
  for (const answer of answers) {
    const moment = answer.revocation?.revokedAt ?? Infinity
    if (first === undefined || moment < (first.revocation?.revokedAt ?? Infinity)) first = answer
  }
  return first
}

function newestFirst(a: SourceAnswer, b: SourceAnswer): number {
  return b.thisUpdate - a.thisUpdate || (a.sha256 < b.sha256 ? -1 : 1)
}
