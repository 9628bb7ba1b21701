import type { SingleResponse } from '@chopmark/core'
import { expiredCovered } from '../checks/revocation/expired-covered.js'
import { ocspCertificate } from '../checks/revocation/ocsp-certificate.js'
import { ocspCurrent } from '../checks/revocation/ocsp-current.js'
import { ocspExtensions } from '../checks/revocation/ocsp-extensions.js'
import { ocspFresh } from '../checks/revocation/ocsp-fresh.js'
import { ocspNonce } from '../checks/revocation/ocsp-nonce.js'
import { ocspResponderAuthorised } from '../checks/revocation/ocsp-responder-authorised.js'
import { ocspSignature } from '../checks/revocation/ocsp-signature.js'
import { ocspStatus } from '../checks/revocation/ocsp-status.js'
import type { KnownOcsp, SearchContext } from '../decision-context.js'
import type { Revocation } from './crl-entry.js'
import { isForGood } from './crl-entry.js'
import { ageLimit } from './age-limit.js'
import { Examination } from './examination.js'
import type { CertIdMatch } from './ocsp-cert-id.js'
import { matchCertId } from './ocsp-cert-id.js'
import { findOcspSigner } from './ocsp-responder.js'
import { allReasons } from './reasons.js'
import type { CheckRevocation, FindPath, RevocationInput } from './revocation-input.js'
import type { RefusedSource, SourceAnswer, SourceAnswers } from './source-answer.js'
import type { Steps } from './steps.js'

/** OCSP responses looked at for one certificate. */
const maxResponses = 32
/** Answers for one serial number in one response whose hashes are compared. */
const maxSameSerial = 8

/** A response with what it holds about the certificate. */
interface Candidate {
  readonly known: KnownOcsp
  readonly match: CertIdMatch
  readonly singles: readonly SingleResponse[]
  /** The newest of `singles`. */
  readonly single: SingleResponse | undefined
}

/**
 * What the OCSP responses at hand say of a certificate. Those that call it revoked come first, then the newest, so that no
 * heap of other responses hides a revocation.
 * Source: RFC 6960 §3.2; ETSI EN 319 102-1 §5.2.5.
 */
export function* checkOcsp(
  input: RevocationInput,
  context: SearchContext,
  checkRevocation: CheckRevocation,
  findPath: FindPath,
): Steps<SourceAnswers> {
  const answers: SourceAnswer[] = []
  const refused: RefusedSource[] = []
  const candidates: Candidate[] = []
  for (const known of context.ocsp) candidates.push(yield* candidateOf(known, input, context))
  candidates.sort(byWeight)
  for (const [index, candidate] of candidates.entries()) {
    const { known, single } = candidate
    const thisUpdate = single?.thisUpdate ?? known.response.producedAt
    const examination = new Examination('ocsp', known.sha256, thisUpdate)
    examination.claims = single === undefined ? null : revocationOf(single)
    if (index >= maxResponses && single !== undefined) {
      refused.push(examination.passedOver('BUDGET'))
      continue
    }
    const answer = yield* examine(candidate, examination, input, context, checkRevocation, findPath)
    if (answer === null) refused.push(examination.refused(context))
    else answers.push(answer)
  }
  return { answers, refused }
}

function byWeight(a: Candidate, b: Candidate): number {
  return (
    weightOf(b) - weightOf(a) ||
    (b.single?.thisUpdate ?? 0) - (a.single?.thisUpdate ?? 0) ||
    (a.known.sha256 < b.known.sha256 ? -1 : 1)
  )
}

function weightOf({ single }: Candidate): number {
  return single === undefined ? 0 : single.status.kind === 'revoked' ? 2 : 1
}

function* examine(
  { known, match, singles, single }: Candidate,
  examination: Examination,
  input: RevocationInput,
  context: SearchContext,
  checkRevocation: CheckRevocation,
  findPath: FindPath,
): Steps<SourceAnswer | null> {
  const { response, requestNonce: sent } = known
  const answersIt = examination.ask(ocspCertificate, { match, answers: singles.length })
  if (!answersIt || single === undefined) return null
  const statuses = singles.map(({ status }) => status.kind)
  const usable =
    examination.ask(ocspExtensions, {
      responseExtensions: response.extensions,
      singleExtensions: single.extensions,
    }) && examination.ask(ocspStatus, { statuses })
  if (!usable) return null
  const revocation = revocationOf(single)
  const { nonce } = response
  if (examination.ask(ocspNonce, { sent, received: nonce }))
    askTimes(examination, known, single, input, context)
  // Too old, or an answer to another question: it vouches for nothing; a revocation for good holds all the same.
  const accuses = examination.refusal
  if (accuses !== null && (revocation === null || !isForGood(revocation))) return null

  const signer = yield* findOcspSigner(response, input, context, checkRevocation, findPath)
  const sound =
    examination.ask(ocspResponderAuthorised, signer.responder) &&
    signer.signature !== null &&
    examination.ask(ocspSignature, signer.signature)
  if (!sound) return null
  return {
    source: 'ocsp',
    sha256: known.sha256,
    thisUpdate: single.thisUpdate,
    nextUpdate: single.nextUpdate,
    covers: accuses === null ? allReasons : 0,
    accuses,
    revocation,
    checks: examination.checks,
  }
}

/** The answers for this certificate; without one, the nearest miss. */
function* candidateOf(
  known: KnownOcsp,
  { certificate: { certificate }, issuer }: RevocationInput,
  context: SearchContext,
): Steps<Candidate> {
  const singles: SingleResponse[] = []
  let nearest: CertIdMatch = 'other-certificate'
  let compared = 0
  for (const single of known.response.responses) {
    const match = yield* matchCertId(single.certId, certificate, issuer, context)
    if (match === 'this') singles.push(single)
    else if (match !== 'other-certificate') nearest = match
    if (match !== 'other-certificate' && ++compared >= maxSameSerial) break
  }
  const match = singles.length > 0 ? 'this' : nearest
  return { known, match, singles, single: newestOf(singles) }
}

function newestOf(singles: readonly SingleResponse[]): SingleResponse | undefined {
  let newest = singles[0]
  for (const single of singles) {
    if (newest === undefined || single.thisUpdate > newest.thisUpdate) newest = single
  }
  return newest
}

function revocationOf({ status }: SingleResponse): Revocation | null {
  return status.kind === 'revoked'
    ? { reason: status.reason ?? 'unspecified', revokedAt: status.revocationTime }
    : null
}

function askTimes(
  examination: Examination,
  { response: { producedAt } }: KnownOcsp,
  { thisUpdate, nextUpdate, archiveCutoff, status }: SingleResponse,
  input: RevocationInput,
  { policy }: SearchContext,
): void {
  const { moments } = input
  const { notBefore, notAfter } = input.certificate.certificate
  const { clockSkewMs } = policy
  const maxAgeMs = ageLimit(input, nextUpdate, policy.revocation)
  const timely =
    examination.askAt(moments, ocspCurrent, ({ at, validationTime }) => ({
      thisUpdate,
      nextUpdate,
      producedAt,
      notBefore,
      at,
      validationTime,
      clockSkewMs,
    })) &&
    (maxAgeMs === null ||
      examination.askAt(moments, ocspFresh, ({ at }) => ({
        thisUpdate,
        maxAgeMs,
        validationTime: at,
      })))
  if (timely && status.kind === 'good') {
    examination.ask(expiredCovered, {
      notAfter,
      thisUpdate,
      coveredSince: archiveCutoff,
    })
  }
}
