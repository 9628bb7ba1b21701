import { crlCurrent } from '../checks/revocation/crl-current.js'
import { crlDelta } from '../checks/revocation/crl-delta.js'
import { crlExtensions } from '../checks/revocation/crl-extensions.js'
import { crlFresh } from '../checks/revocation/crl-fresh.js'
import { crlIssuerKeyUsage } from '../checks/revocation/crl-issuer-key-usage.js'
import { crlScopeCheck } from '../checks/revocation/crl-scope.js'
import { crlSignature } from '../checks/revocation/crl-signature.js'
import { crlSignerPath } from '../checks/revocation/crl-signer-path.js'
import { expiredCovered } from '../checks/revocation/expired-covered.js'
import type { KnownCrl, SearchContext } from '../decision-context.js'
import { deltaFacts } from './crl-delta.js'
import type { Revocation } from './crl-entry.js'
import { combinedEntry, entryFor, isForGood } from './crl-entry.js'
import { crlScope } from './crl-scope.js'
import { findCrlSigner } from './crl-signer.js'
import { ageLimit } from './age-limit.js'
import { Examination } from './examination.js'
import type { ReasonsMask } from './reasons.js'
import type { FindPath, RevocationInput } from './revocation-input.js'
import type { SourceAnswer } from './source-answer.js'
import type { Steps } from './steps.js'

/** What the examination of one CRL works with. */
export interface CrlQuestion {
  readonly input: RevocationInput
  readonly context: SearchContext
  readonly findPath: FindPath
}

/**
 * One complete CRL, with the delta that is laid over it; or a delta alone, which can only accuse.
 * @param covered - The reasons that newer sources answered already; a CRL that adds none and does not list the certificate is not needed.
 * @returns Null when it does not speak; then the examination says why.
 * Source: RFC 5280 §6.3.3 (b) to (l) for one CRL.
 */
export function* examineCrl(
  examination: Examination,
  known: KnownCrl,
  delta: KnownCrl | null,
  covered: ReasonsMask,
  question: CrlQuestion,
): Steps<SourceAnswer | null> {
  const { certificate } = question.input.certificate
  const scope = crlScope(known.crl, certificate)
  const usable = examination.ask(crlScopeCheck, scope) && examination.ask(crlExtensions, known.crl)
  if (!usable || !scope.inScope) return null

  const alone = known.crl.extension.deltaCRLIndicator !== undefined
  if (alone) examination.ask(crlDelta, deltaFacts(known.crl, null))
  else if (delta !== null) examination.ask(crlDelta, deltaFacts(delta.crl, known))
  const base = entryFor(known.crl, certificate)
  const revocation = combinedEntry(base, delta === null ? null : entryFor(delta.crl, certificate))
  examination.claims = revocation
  const newest = delta ?? known
  if (!alone) askTimes(examination, newest, known, revocation, question)

  // Too old or too early to vouch for anything; a revocation for good holds all the same.
  const accuses = examination.refusal
  if (accuses !== null && (revocation === null || !isForGood(revocation))) return null
  const covers = accuses === null ? scope.reasons : 0
  if (revocation === null && (covers & ~covered) === 0) return null

  if (!(yield* askSigner(examination, known, question))) return null
  const { thisUpdate, nextUpdate } = newest.crl
  return {
    source: 'crl',
    sha256: known.sha256,
    delta: delta?.sha256,
    thisUpdate,
    nextUpdate,
    covers,
    accuses,
    revocation,
    checks: examination.checks,
  }
}

/**
 * May the delta be laid over the complete CRL? In scope, understood, of this time, and soundly signed.
 * Source: RFC 5280 §6.3.3 (c), (h).
 */
export function* examineDelta(
  examination: Examination,
  delta: KnownCrl,
  complete: KnownCrl,
  question: CrlQuestion,
): Steps<boolean> {
  const { certificate } = question.input.certificate
  examination.claims = entryFor(delta.crl, certificate)
  return (
    examination.ask(crlScopeCheck, crlScope(delta.crl, certificate)) &&
    examination.ask(crlExtensions, delta.crl) &&
    examination.ask(crlDelta, deltaFacts(delta.crl, complete)) &&
    askCurrent(examination, delta, question) &&
    (yield* askSigner(examination, delta, question))
  )
}

/** Is it in scope, understood and soundly signed, of whatever age? Then it is the CA that speaks in it. */
export function* isGenuine(
  examination: Examination,
  known: KnownCrl,
  question: CrlQuestion,
): Steps<boolean> {
  const { certificate } = question.input.certificate
  return (
    examination.ask(crlScopeCheck, crlScope(known.crl, certificate)) &&
    examination.ask(crlExtensions, known.crl) &&
    (yield* askSigner(examination, known, question))
  )
}

/** Windows, age, and whether silence about an expired certificate means anything. */
function askTimes(
  examination: Examination,
  newest: KnownCrl,
  { crl: complete }: KnownCrl,
  revocation: Revocation | null,
  question: CrlQuestion,
): void {
  const { input, context } = question
  const { thisUpdate } = newest.crl
  const { moments } = input
  const maxAgeMs = ageLimit(input, newest.crl.nextUpdate, context.policy.revocation)
  const coveredSince = complete.extension.expiredCertsOnCRL
  const timely =
    askCurrent(examination, newest, question) &&
    (maxAgeMs === null ||
      examination.askAt(moments, crlFresh, ({ at }) => ({
        thisUpdate,
        maxAgeMs,
        validationTime: at,
      })))
  if (timely && revocation === null) {
    examination.ask(expiredCovered, {
      notAfter: input.certificate.certificate.notAfter,
      thisUpdate,
      coveredSince,
    })
  }
}

function askCurrent(
  examination: Examination,
  { crl: { thisUpdate, nextUpdate } }: KnownCrl,
  { input, context }: CrlQuestion,
): boolean {
  const { notBefore } = input.certificate.certificate
  const { clockSkewMs } = context.policy
  return examination.askAt(input.moments, crlCurrent, ({ at, validationTime }) => ({
    thisUpdate,
    nextUpdate,
    notBefore,
    at,
    validationTime,
    clockSkewMs,
  }))
}

/** Who signed it, and may they? The costly questions, asked last. */
function* askSigner(
  examination: Examination,
  known: KnownCrl,
  { input, context, findPath }: CrlQuestion,
): Steps<boolean> {
  const signer = yield* findCrlSigner(known, input, context, findPath)
  return (
    examination.ask(crlSignature, signer.signature) &&
    (signer.path === null || examination.ask(crlSignerPath, signer.path)) &&
    examination.ask(crlIssuerKeyUsage, { keyUsage: signer.keyUsage })
  )
}
