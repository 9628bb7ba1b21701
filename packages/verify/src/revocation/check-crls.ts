import { nameKey } from '@chopmark/core'
import { runCheck } from '../check.js'
import { crlCurrent } from '../checks/revocation/crl-current.js'
import { crlDelta } from '../checks/revocation/crl-delta.js'
import { crlExtensions } from '../checks/revocation/crl-extensions.js'
import { crlFresh } from '../checks/revocation/crl-fresh.js'
import { crlIssuerKeyUsage } from '../checks/revocation/crl-issuer-key-usage.js'
import { crlScopeCheck } from '../checks/revocation/crl-scope.js'
import { crlSignature } from '../checks/revocation/crl-signature.js'
import { crlSignerPath } from '../checks/revocation/crl-signer-path.js'
import { expiredCovered } from '../checks/revocation/expired-covered.js'
import type { DecisionContext, KnownCrl } from '../decision-context.js'
import { deltaFacts, deltaFits, isDelta } from './crl-delta.js'
import type { Revocation } from './crl-entry.js'
import { combinedEntry, entryFor, isForGood } from './crl-entry.js'
import { crlIndex } from './crl-index.js'
import { crlScope } from './crl-scope.js'
import { findCrlSigner } from './crl-signer.js'
import { pointsOf } from './distribution-points.js'
import { Examination } from './examination.js'
import { notUsedBecause } from './not-used.js'
import type { ReasonsMask } from './reasons.js'
import type { FindPath, RevocationInput } from './revocation-input.js'
import type { RefusedSource, SourceAnswer, SourceAnswers } from './source-answer.js'
import type { Steps } from './steps.js'

/** CRLs looked at for one certificate. Honest evidence holds one to four: complete, delta, a few partitions. */
const maxCrls = 64

/**
 * What the CRLs at hand say of a certificate: RFC 5280 §6.3.3 over a pool of CRLs instead of one fetch for each distribution point.
 * Newest first. A CRL that can add nothing (all reasons are answered and it does not list the certificate) is
 * `NOT_NEEDED`, and its signature is not verified; so many CRLs of one issuer cost one verification.
 */
export function* checkCrls(
  input: RevocationInput,
  context: DecisionContext,
  findPath: FindPath,
): Steps<SourceAnswers> {
  const answers: SourceAnswer[] = []
  const refused: RefusedSource[] = []
  const candidates = candidatesFor(input, context)
  let covered: ReasonsMask = 0
  for (const [index, known] of candidates.entries()) {
    if (index >= maxCrls) {
      refused.push(passedOver(known, 'BUDGET'))
      continue
    }
    if (isDelta(known.crl) && fitsACandidate(known, candidates)) continue
    const deltas = isDelta(known.crl)
      ? []
      : candidates.filter(({ crl }) => isDelta(crl) && deltaFits(crl, known.crl))
    const found = yield* examine(known, deltas, covered, input, context, findPath)
    for (const answer of found.answers) covered |= answer.covers
    answers.push(...found.answers)
    refused.push(...found.refused)
  }
  refused.push(...otherIssuers(candidates, input, context))
  return { answers, refused }
}

/** The CRLs of the issuer and of every cRLIssuer that the certificate names, newest first. */
function candidatesFor(input: RevocationInput, context: DecisionContext): readonly KnownCrl[] {
  const { certificate } = input.certificate
  const names = new Set([nameKey(certificate.issuer)])
  for (const point of pointsOf(certificate)) {
    for (const name of point.crlIssuers ?? []) names.add(name)
  }
  const index = crlIndex(context.crls)
  const lists = [...names].map((name) => index.issuedBy(name))
  if (lists.length === 1) return lists[0] ?? []
  return lists
    .flat()
    .sort((a, b) => b.crl.thisUpdate - a.crl.thisUpdate || (a.sha256 < b.sha256 ? -1 : 1))
}

function fitsACandidate(delta: KnownCrl, candidates: readonly KnownCrl[]): boolean {
  return candidates.some(({ crl }) => !isDelta(crl) && deltaFits(delta.crl, crl))
}

/** One CRL; a complete one together with the deltas that fit it. */
function* examine(
  known: KnownCrl,
  deltas: readonly KnownCrl[],
  covered: ReasonsMask,
  input: RevocationInput,
  context: DecisionContext,
  findPath: FindPath,
): Steps<SourceAnswers> {
  const refused: RefusedSource[] = []
  const { certificate } = input.certificate
  const scope = crlScope(known.crl, certificate)
  const examination = new Examination('crl', known.sha256)
  const usable = examination.ask(crlScopeCheck, scope) && examination.ask(crlExtensions, known.crl)
  if (!usable || !scope.inScope) {
    return { answers: [], refused: [examination.refused(known.crl.thisUpdate)] }
  }
  const base = entryFor(known.crl, certificate)

  // The newest sound delta speaks with the complete CRL; what an unsound one says is as if it were not there.
  let delta: KnownCrl | null = null
  for (const candidate of deltas) {
    const laidOver = yield* examineDelta(candidate, known, input, context, findPath)
    if (laidOver !== null) refused.push(laidOver)
    else if (delta === null) delta = candidate
    else refused.push(passedOver(candidate, 'NOT_NEEDED'))
  }
  const deltaEntry = delta === null ? null : entryFor(delta.crl, certificate)
  const revocation = combinedEntry(base, deltaEntry)
  const newest = delta ?? known
  if (isDelta(known.crl)) examination.ask(crlDelta, deltaFacts(known.crl, null))
  else if (delta !== null) examination.ask(crlDelta, deltaFacts(delta.crl, known))
  if (examination.refusal === null) askTimes(examination, newest, known, revocation, input, context)

  const accuses = examination.refusal
  const covers = accuses === null ? scope.reasons : 0
  if (accuses !== null && (revocation === null || !isForGood(revocation))) {
    return { answers: [], refused: [...refused, examination.refused(known.crl.thisUpdate)] }
  }
  if (revocation === null && (covers & ~covered) === 0) {
    return { answers: [], refused: [...refused, passedOver(known, 'NOT_NEEDED')] }
  }

  const signer = yield* findCrlSigner(known, input, context, findPath)
  const sound =
    examination.ask(crlSignature, signer.signature) &&
    (signer.path === null || examination.ask(crlSignerPath, signer.path)) &&
    examination.ask(crlIssuerKeyUsage, { keyUsage: signer.keyUsage })
  if (!sound)
    return { answers: [], refused: [...refused, examination.refused(known.crl.thisUpdate)] }
  const answer: SourceAnswer = {
    source: 'crl',
    sha256: known.sha256,
    ...(delta !== null && { delta: delta.sha256 }),
    thisUpdate: newest.crl.thisUpdate,
    ...(newest.crl.nextUpdate !== undefined && { nextUpdate: newest.crl.nextUpdate }),
    covers,
    accuses,
    revocation,
    checks: examination.checks,
  }
  return { answers: [answer], refused }
}

/** Windows, age, and whether silence about an expired certificate means anything. */
function askTimes(
  examination: Examination,
  { crl: newest }: KnownCrl,
  { crl: complete }: KnownCrl,
  revocation: Revocation | null,
  { certificate: { certificate }, at }: RevocationInput,
  { policy, validationTime }: DecisionContext,
): void {
  const { thisUpdate, nextUpdate } = newest
  const { maxAgeMs } = policy.revocation
  const coveredSince = complete.extension.expiredCertsOnCRL
  const timely =
    examination.ask(crlCurrent, {
      thisUpdate,
      ...(nextUpdate !== undefined && { nextUpdate }),
      notBefore: certificate.notBefore,
      at,
      validationTime,
      clockSkewMs: policy.clockSkewMs,
    }) && examination.ask(crlFresh, { thisUpdate, maxAgeMs, validationTime: at })
  if (timely && revocation === null) {
    examination.ask(expiredCovered, {
      notAfter: certificate.notAfter,
      thisUpdate,
      ...(coveredSince !== undefined && { coveredSince }),
    })
  }
}

/** Null when the delta is sound: in scope, understood, of this time, and signed by the complete CRL's own signer or one as good. */
function* examineDelta(
  delta: KnownCrl,
  complete: KnownCrl,
  input: RevocationInput,
  context: DecisionContext,
  findPath: FindPath,
): Steps<RefusedSource | null> {
  const examination = new Examination('crl', delta.sha256)
  const { certificate } = input.certificate
  const { thisUpdate, nextUpdate } = delta.crl
  const plausible =
    examination.ask(crlScopeCheck, crlScope(delta.crl, certificate)) &&
    examination.ask(crlExtensions, delta.crl) &&
    examination.ask(crlDelta, deltaFacts(delta.crl, complete)) &&
    examination.ask(crlCurrent, {
      thisUpdate,
      ...(nextUpdate !== undefined && { nextUpdate }),
      notBefore: certificate.notBefore,
      at: input.at,
      validationTime: context.validationTime,
      clockSkewMs: context.policy.clockSkewMs,
    })
  if (!plausible) return examination.refused(delta.crl.thisUpdate)
  const signer = yield* findCrlSigner(delta, input, context, findPath)
  const sound =
    examination.ask(crlSignature, signer.signature) &&
    (signer.path === null || examination.ask(crlSignerPath, signer.path)) &&
    examination.ask(crlIssuerKeyUsage, { keyUsage: signer.keyUsage })
  return sound ? null : examination.refused(delta.crl.thisUpdate)
}

function passedOver({ sha256, crl }: KnownCrl, reason: 'NOT_NEEDED' | 'BUDGET'): RefusedSource {
  return new Examination('crl', sha256).passedOver(reason, crl.thisUpdate)
}

/** CRLs of other issuers are named in the report, so that nobody wonders what became of the one they gave. */
function otherIssuers(
  candidates: readonly KnownCrl[],
  { certificate }: RevocationInput,
  { crls }: DecisionContext,
): RefusedSource[] {
  if (candidates.length === crls.length) return []
  const looked = new Set(candidates.map(({ sha256 }) => sha256))
  return crls
    .filter(({ sha256 }) => !looked.has(sha256))
    .slice(0, maxCrls)
    .map((known) => {
      const check = runCheck(crlScopeCheck, crlScope(known.crl, certificate.certificate))
      return {
        notUsed: notUsedBecause('crl', known.sha256, check),
        thisUpdate: known.crl.thisUpdate,
        checks: [],
      }
    })
}
