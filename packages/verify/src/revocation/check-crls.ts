import { nameKey } from '@chopmark/core'
import { crlScopeCheck } from '../checks/revocation/crl-scope.js'
import type { KnownCrl, SearchContext } from '../decision-context.js'
import { frozen } from '../path/frozen.js'
import { deltaFits, isDelta } from './crl-delta.js'
import { entryFor, isForGood } from './crl-entry.js'
import { crlIndex } from './crl-index.js'
import { crlScope } from './crl-scope.js'
import { pointsOf } from './distribution-points.js'
import { Examination } from './examination.js'
import { type CrlQuestion, examineCrl, examineDelta } from './examine-crl.js'
import type { ReasonsMask } from './reasons.js'
import type { FindPath, RevocationInput } from './revocation-input.js'
import type { RefusedSource, SourceAnswer, SourceAnswers } from './source-answer.js'
import type { Steps } from './steps.js'

/** CRLs looked at for one certificate. Honest evidence holds one to four: complete, delta, a few partitions. */
const maxCrls = 64
/** Delta CRLs looked at for one complete CRL; a CA has one or two in force. */
const maxDeltas = 8

/**
 * What the CRLs at hand say of a certificate: RFC 5280 §6.3.3 over a pool of CRLs instead of one fetch for each distribution point.
 * Those that list it come first, then the newest, so that no heap of other CRLs hides a revocation. A CRL that can add
 * nothing (all reasons are answered and it does not list the certificate) is `NOT_NEEDED`, and its signature is not
 * verified; so many CRLs of one issuer cost one verification.
 */
export function* checkCrls(
  input: RevocationInput,
  context: SearchContext,
  findPath: FindPath,
): Steps<SourceAnswers> {
  const question: CrlQuestion = { input, context, findPath }
  const { certificate } = input.certificate
  const answers: SourceAnswer[] = []
  const refused: RefusedSource[] = []
  const candidates = candidatesFor(input, context)
  const complete: KnownCrl[] = []
  const deltas: KnownCrl[] = []
  for (const known of candidates) (isDelta(known.crl) ? deltas : complete).push(known)
  const laidOver: string[] = []
  let covered: ReasonsMask = 0
  for (const known of complete.slice(0, maxCrls)) {
    const examination = new Examination('crl', known.sha256, known.crl.thisUpdate)
    const fitting = deltas.filter(({ crl }) => deltaFits(crl, known.crl))
    const delta = fitting.length === 0 ? null : yield* soundDelta(fitting, known, question, refused)
    if (delta !== null) laidOver.push(delta.sha256)
    const answer = yield* examineCrl(examination, known, delta, covered, question)
    if (answer === null) refused.push(examination.refused(context))
    else {
      covered |= answer.covers
      answers.push(answer)
    }
  }
  for (const known of deltas.slice(0, maxCrls)) {
    if (laidOver.includes(known.sha256)) continue
    const entry = entryFor(known.crl, certificate)
    const fits = complete.some(({ crl }) => deltaFits(known.crl, crl))
    if (fits && (entry === null || !isForGood(entry))) continue
    const examination = new Examination('crl', known.sha256, known.crl.thisUpdate)
    const answer = yield* examineCrl(examination, known, null, covered, question)
    if (answer === null) refused.push(examination.refused(context))
    else answers.push(answer)
  }
  for (const list of [complete, deltas]) {
    for (let i = maxCrls; i < list.length; i++) {
      const known = list[i] as KnownCrl
      const examination = new Examination('crl', known.sha256, known.crl.thisUpdate)
      if (crlScope(known.crl, certificate).inScope)
        examination.claims = entryFor(known.crl, certificate)
      refused.push(examination.passedOver('BUDGET'))
    }
  }
  addOtherIssuers(candidates, context, refused)
  return { answers, refused }
}

/** The CRLs of the issuer and of every cRLIssuer that the certificate names; those that list it first, then the newest. */
export function candidatesFor(input: RevocationInput, context: SearchContext): readonly KnownCrl[] {
  const { certificate } = input.certificate
  const names = [nameKey(certificate.issuer)]
  for (const point of pointsOf(certificate)) {
    for (const name of point.crlIssuers ?? []) if (!names.includes(name)) names.push(name)
  }
  const index = crlIndex(context.crls)
  const candidates: KnownCrl[] = []
  for (const name of names) for (const known of index.issuedBy(name)) candidates.push(known)
  if (candidates.length < 2) return candidates
  const listing = new Set(candidates.filter(({ crl }) => entryFor(crl, certificate) !== null))
  return candidates.sort(
    (a, b) =>
      Number(listing.has(b)) - Number(listing.has(a)) ||
      b.crl.thisUpdate - a.crl.thisUpdate ||
      (a.sha256 < b.sha256 ? -1 : 1),
  )
}

/** The newest sound delta; what an unsound one says is as if it were not there. */
function* soundDelta(
  fitting: readonly KnownCrl[],
  complete: KnownCrl,
  question: CrlQuestion,
  refused: RefusedSource[],
): Steps<KnownCrl | null> {
  for (const delta of fitting.slice(maxDeltas)) {
    const examination = new Examination('crl', delta.sha256, delta.crl.thisUpdate)
    examination.claims = entryFor(delta.crl, question.input.certificate.certificate)
    refused.push(examination.passedOver('BUDGET'))
  }
  let found: KnownCrl | null = null
  const newestFirst = fitting
    .slice(0, maxDeltas)
    .sort((a, b) => b.crl.thisUpdate - a.crl.thisUpdate)
  for (const delta of newestFirst) {
    const examination = new Examination('crl', delta.sha256, delta.crl.thisUpdate)
    if (found !== null) {
      refused.push(examination.passedOver('NOT_NEEDED'))
    } else if (yield* examineDelta(examination, delta, complete, question)) {
      found = delta
    } else {
      refused.push(examination.refused(question.context))
    }
  }
  return found
}

/** CRLs of other issuers are named in the report, so that nobody wonders what became of the one they gave. */
function addOtherIssuers(
  candidates: readonly KnownCrl[],
  context: SearchContext,
  into: RefusedSource[],
): void {
  const { crls } = context
  if (candidates.length === crls.length) return
  const looked = new Set(candidates)
  let others = 0
  for (const known of crls) {
    if (looked.has(known)) continue
    into.push(ofAnotherIssuer(known, context))
    if (++others === maxCrls) return
  }
}

/** What is said of a CRL is the same for all certificates of other issuers, so it is said once. */
const saidOfOthers = new WeakMap<KnownCrl, RefusedSource>()

function ofAnotherIssuer(known: KnownCrl, context: SearchContext): RefusedSource {
  let said = saidOfOthers.get(known)
  if (said === undefined) {
    const examination = new Examination('crl', known.sha256, known.crl.thisUpdate)
    examination.ask(crlScopeCheck, { inScope: false, problem: 'ISSUER' })
    said = frozen(examination.refused(context))
    saidOfOthers.set(known, said)
  }
  return said
}
