import type { MaybePromise, Name } from '@chopmark/core'
import type { DecisionContext, KnownCertificate, SearchContext } from '../decision-context.js'
import { checkRevocation } from '../revocation/check-revocation.js'
import type {
  FindPath,
  RevocationAnswer,
  RevocationIssuer,
  SignerPathAnswer,
  SignerPathRequest,
} from '../revocation/revocation-input.js'
import { runSteps, settled, type Steps } from '../revocation/steps.js'
import { anchorsOf } from './anchors.js'
import { traitsOf } from './certificate-traits.js'
import { missingForPath } from './missing-for-path.js'
import { Moments } from '../moments.js'
import {
  type PathQuestion,
  type PathResult,
  type PathRequest,
  type PathSearch,
  questionAt,
} from './path.js'
import { Search } from './path-search.js'
import type { AskRevocation, ValidatedPath } from './validate-path.js'

/**
 * Finds a valid certification path for a certificate, or says what is the matter with the best there is.
 * Answers at once where the crypto form does. See `path.ts` for what counts as a path.
 * Source: RFC 5280 §6.1; for building RFC 4158.
 */
export function findPath(request: PathRequest, context: DecisionContext): MaybePromise<PathSearch> {
  const times = { at: request.at, validationTime: context.validationTime }
  const moments = new Moments(times, false)
  return runSteps(findPathSteps(questionAt(request, moments), context))
}

/** The steps of `findPath`, whose times can only be asked about. */
export function* findPathSteps(request: PathQuestion, context: SearchContext): Steps<PathSearch> {
  const anchors = yield* anchorsOf(request.trustAnchors, context)
  const search = new Search(request, context, anchors, askRevocation)
  const { target } = request
  const own = search.ownAnchor()
  const { selfIssued, isCa } = traitsOf(target)
  if (own !== undefined && (selfIssued || isCa)) {
    yield* search.validate({ certificates: [target], anchor: own, itself: true })
  }
  if (search.found === null) yield* search.climb([target])
  const best = search.found ?? (yield* furthest(search))
  const { result } = best
  return {
    best: result,
    others: othersThan(best, search.failed),
    missing: result.valid ? [] : missingForPath(best, anchors.absent),
    budgetExhausted: search.exhausted ?? context.budget.exhausted,
  }
}

function othersThan(best: ValidatedPath, failed: readonly ValidatedPath[]): readonly PathResult[] {
  const others: PathResult[] = []
  for (const other of failed) if (other !== best) others.push(other.result)
  return others
}

/** Of paths that do not hold the one that came furthest; the first of equals. */
function* furthest(search: Search): Steps<ValidatedPath> {
  const [first, ...others] = search.failed
  if (first === undefined) return yield* search.validate(yield* search.forTheRecord())
  return others.reduce((best, next) => (next.reached > best.reached ? next : best), first)
}

const askRevocation: AskRevocation = function* (
  { certificates, anchor },
  index,
  request,
  context,
): Steps<RevocationAnswer | null> {
  const certificate = certificates[index]
  if (certificate === undefined) return null
  const target = index === 0
  // RFC 6960 §4.2.2.2.1: the CA says that this responder is trusted for as long as its certificate lasts.
  if (target && request.purpose === 'ocsp-signing') {
    if (certificate.certificate.extension.ocspNoCheck === true) return null
  }
  const above = certificates[index + 1]
  const { name, subjectPublicKeyInfo } =
    above === undefined
      ? anchor.held
      : {
          name: above.certificate.subject,
          subjectPublicKeyInfo: above.certificate.subjectPublicKeyInfo,
        }
  const issuer: RevocationIssuer = {
    name,
    subjectPublicKeyInfo,
    certifiedBy: certifierOf(certificates, index + 1) ?? anchor.held.name,
    certificate: above ?? anchor.certificate,
  }
  const { moments, settings, trustAnchors, trail } = request
  const asking = checkRevocation(
    { certificate, issuer, target, anchor: anchor.held, moments, settings, trustAnchors, trail },
    context,
    findSignerPath,
  )
  return asking instanceof Promise ? yield* settled(asking) : asking
}

/** A CA that rolled its key over certified itself: who stands behind it is found further up. */
function certifierOf(certificates: readonly KnownCertificate[], from: number): Name | undefined {
  for (let i = from; i < certificates.length; i++) {
    const known = certificates[i] as KnownCertificate
    if (!traitsOf(known).selfIssued) return known.certificate.issuer
  }
  return undefined
}

/** The path of somebody who signed revocation evidence, its own revocation included. RFC 5280 §6.3.3 (f), RFC 6960 §4.2.2.2. */
const findSignerPath: FindPath = (request, context) => runSteps(signerPathSteps(request, context))

function* signerPathSteps(
  request: SignerPathRequest,
  context: SearchContext,
): Steps<SignerPathAnswer> {
  const { certificate: target, purpose, ...rest } = request
  const { best, missing } = yield* findPathSteps(
    {
      ...rest,
      target,
      purpose: purpose === 'crl-signer' ? 'crl-signing' : 'ocsp-signing',
      revocation: 'check',
    },
    context,
  )
  return {
    valid: best.valid,
    stoppedBy: best.stoppedBy === null ? null : best.stoppedBy.id,
    missing,
  }
}
