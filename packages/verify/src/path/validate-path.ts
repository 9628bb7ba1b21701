import type { Instant, SignatureSpec, SubjectPublicKeyInfo } from '@chopmark/core'
import { algorithmAcceptable, keyBitsOf } from '../algorithm-policy.js'
import { type CheckResult, runCheck } from '../check.js'
import { certificateAlgorithm } from '../checks/path/algorithm.js'
import { certificatePolicies } from '../checks/path/certificate-policies.js'
import { conformingIssuance } from '../checks/path/conforming-issuance.js'
import { nameChaining } from '../checks/path/name-chaining.js'
import { certificateSignature } from '../checks/path/signature.js'
import { trustAnchor, type TrustAnchorInput } from '../checks/path/trust-anchor.js'
import { validity } from '../checks/path/validity.js'
import type { KnownCertificate, SearchContext } from '../decision-context.js'
import type { EvidenceNeed } from '../evidence.js'
import type { PathSettings } from '../policy.js'
import type { Moments } from '../moments.js'
import type { RevocationFact } from '../report.js'
import type { RevocationAnswer } from '../revocation/revocation-input.js'
import type { Steps } from '../revocation/steps.js'
import type { UsableAnchor } from './anchors.js'
import { caChecks } from './ca-checks.js'
import { type CertificateTraits, traitsOf } from './certificate-traits.js'
import { issuedBy } from './issued-by.js'
import { nameConstraintChecks } from './name-constraint-checks.js'
import type { NameWork } from './name-constraints.js'
import type { PathQuestion, PathResult } from './path.js'
import { pathSettings } from './path-settings.js'
import { purposeChecks } from './purpose-checks.js'
import { type PolicyAnswer, type PolicyStep, processPolicies } from './policy-graph.js'
import { targetChecks } from './target-checks.js'

/** A path as building found it. */
export interface FoundPath {
  /** Target first. */
  readonly certificates: readonly KnownCertificate[]
  /** Null when it ends nowhere: then it is validated for the record, as far as that goes. */
  readonly anchor: UsableAnchor | null
  /** The target is the anchor's own certificate, and the path is that certificate. */
  readonly itself: boolean
}

/** Asks about the revocation of the certificate at `index` of a path; null when it is not to be asked. */
export type AskRevocation = (
  found: FoundPath & { readonly anchor: UsableAnchor },
  index: number,
  request: PathQuestion,
  context: SearchContext,
) => Steps<RevocationAnswer | null>

/** A result with what only the search needs. */
export interface ValidatedPath {
  readonly result: PathResult
  readonly missing: readonly EvidenceNeed[]
  /** How far down the order of deciding it came, 0 to 4; of paths that do not hold the furthest one speaks. */
  readonly reached: number
}

const noPolicies: PolicyAnswer = {
  problem: null,
  explicitPolicy: false,
  userConstrained: [],
  authorityConstrained: [],
}

export const hasFailed = ({ status }: CheckResult): boolean =>
  status === 'FAILED' || status === 'INDETERMINATE'

/**
 * Validates one path: every check that can be run is run, in the order in which they decide:
 * what the certificates are in themselves, that they belong together, what the CAs and the target may do, the validity of the CAs,
 * revocation, the validity of the target.
 * Revocation is asked when nothing but a validity period speaks against the path. An expired target stops it only when it
 * is not revoked, and speaks before evidence is missed (decision D3): a CRL of today could not help it.
 * Source: RFC 5280 §6.1.
 */
export function* validatePath(
  found: FoundPath,
  request: PathQuestion,
  context: SearchContext,
  work: NameWork,
  ask: AskRevocation,
): Steps<ValidatedPath> {
  const { certificates, anchor, itself } = found
  const { moments } = request
  const n = certificates.length
  const traits = certificates.map(traitsOf)
  /** Non-self-issued CA certificates below each certificate, the target left out; the last entry counts for the anchor. */
  const intermediates = [0, 0]
  for (let i = 1; i < n; i++) {
    intermediates.push((intermediates[i] as number) + (traits[i]?.selfIssued === true ? 0 : 1))
  }
  /** In deciding order; the lengths are noted where one group of checks ends and the next begins. */
  const checks: CheckResult[] = []

  const anchorId = anchor === null ? null : anchor.listed.id
  const ending = anchor?.certificate && anchorFacts(anchor.certificate, request.settings)
  const certificate = ending?.certificate
  const unsound = ending?.unsound
  const below = itself ? 0 : (intermediates[n] as number)
  const anchored = moments.check(({ at }) =>
    runCheck(trustAnchor, { anchorId, certificate, unsound, at, intermediates: below, itself }),
  )
  checks.push(anchored)
  for (let i = n - 1; i >= 0; i--) {
    for (const check of (traits[i] as CertificateTraits).checks.results()) checks.push(check)
  }
  if (request.settings.requireConformingCertificates === true) {
    for (let i = n - 1; i >= 0; i--) checks.push(conforming(certificates[i] as KnownCertificate))
  }
  const soundEnd = checks.length

  for (let i = n - 1; i >= 0; i--) {
    const known = certificates[i] as KnownCertificate
    const above = certificates[i + 1]
    const issuer = above === undefined ? anchor : issuerOf(above)
    if (issuer === null || (itself && traits[i]?.selfIssued !== true)) {
      const reason = issuer === null ? 'NO_ISSUER' : 'TRUST_ANCHOR'
      checks.push(skipped(certificateSignature, reason, known.sha256))
      continue
    }
    yield* linkChecks(known, issuer, request, context, checks)
  }
  const linkedEnd = checks.length

  for (let i = n - 1; i >= 1; i--) {
    caChecks(certificates[i] as KnownCertificate, intermediates[i] as number, checks)
  }
  purposeChecks(found, request, context, checks)
  nameConstraintChecks(found, work, checks)
  const target = certificates[0] as KnownCertificate
  targetChecks(target, itself, request, context, checks)
  let policies = noPolicies
  if (anchor !== null) {
    const steps: PolicyStep[] = []
    for (let i = n - 1; i >= 0; i--) {
      const { certificate } = certificates[i] as KnownCertificate
      steps.push({ certificate, selfIssued: traits[i]?.selfIssued === true })
    }
    policies = processPolicies(steps, pathSettings(request.settings, anchor.listed))
    checks.push(runCheck(certificatePolicies, policies))
  } else checks.push(skipped(certificatePolicies, 'NO_TRUST_ANCHOR'))
  const structuralEnd = checks.length

  for (let i = n - 1; i >= 1; i--)
    checks.push(validityOf(certificates[i] as KnownCertificate, moments, false))
  const currentEnd = checks.length
  const targetValidity = validityOf(target, moments, true)
  const outOfBounds = hasFailed(targetValidity)

  // An anchor past its own certificate stands with the expired CAs.
  const anchorExpired = hasFailed(anchored) && anchored.facts?.problem === 'OUT_OF_VALIDITY'
  const stoppedAt = failedAt(checks, anchorExpired ? 1 : 0, structuralEnd)
  const expiredAt = outOfBounds
    ? -1
    : anchorExpired
      ? 0
      : failedAt(checks, structuralEnd, currentEnd)
  const facts: RevocationFact[] = []
  const missing: EvidenceNeed[] = []
  const sound = stoppedAt === -1 && expiredAt === -1
  if (request.revocation === 'check' && sound && !itself && anchor !== null) {
    const whole = { certificates, anchor, itself }
    for (let i = n - 1; i >= 0; i--) {
      const answer = yield* ask(whole, i, request, context)
      if (answer === null) continue
      facts.push(answer.fact)
      for (const check of answer.checks) checks.push(check)
      for (const need of answer.missing) missing.push(need)
    }
  }
  const refusedAt = outOfBounds ? revokedAt(checks, currentEnd) : failedAt(checks, currentEnd)
  checks.push(targetValidity)

  // The target's validity stands last: of an expired one without a revocation it is what speaks.
  const spokenAt = [stoppedAt, expiredAt, refusedAt].find((at) => at !== -1)
  const spoken = spokenAt === undefined ? undefined : checks[spokenAt]
  const stoppedBy = spoken ?? (outOfBounds ? targetValidity : null)
  return {
    result: {
      valid: stoppedBy === null,
      anchor: anchor === null ? null : anchor.listed,
      certificates,
      checks,
      stoppedBy,
      revocation: facts,
      userConstrainedPolicies: policies.userConstrained,
      authorityConstrainedPolicies: policies.authorityConstrained,
      explicitPolicy: policies.explicitPolicy,
    },
    missing,
    reached:
      stoppedAt !== -1
        ? [soundEnd, linkedEnd, structuralEnd].findIndex((end) => stoppedAt < end)
        : expiredAt === -1
          ? 4
          : 3,
  }
}

/** The place of the first check from `from` on, and before `end`, that has failed; -1 when none has. */
function failedAt(checks: readonly CheckResult[], from: number, end = checks.length): number {
  for (let at = from; at < end; at++) if (hasFailed(checks[at] as CheckResult)) return at
  return -1
}

/** The place of the first check from `from` on that says the certificate is revoked; -1 when none does. */
function revokedAt(checks: readonly CheckResult[], from: number): number {
  return checks.findIndex(
    (check, at) =>
      at >= from &&
      hasFailed(check) &&
      'subIndication' in check &&
      check.subIndication.startsWith('REVOKED'),
  )
}

/** What the certificate in which an anchor came brings to `path.trust-anchor`. */
function anchorFacts(
  known: KnownCertificate,
  { requireConformingCertificates }: PathSettings,
): Pick<TrustAnchorInput, 'certificate' | 'unsound'> {
  const { certificate } = known
  const unsound =
    traitsOf(known).checks.results().find(hasFailed) ??
    (requireConformingCertificates === true ? [conforming(known)].find(hasFailed) : undefined)
  return unsound === undefined ? { certificate } : { certificate, unsound: unsound.id }
}

/** Asked only by a policy that wants it. */
function conforming(known: KnownCertificate): CheckResult {
  const { certificate, sha256 } = known
  const { results, selfIssued } = traitsOf(known)
  return results.of(conformingIssuance, '', null, sha256, { certificate, selfIssued })
}

interface Issuer {
  readonly nameKey: string
  readonly keyId: string
  readonly subjectPublicKeyInfo: SubjectPublicKeyInfo
}

function issuerOf(known: KnownCertificate): Issuer {
  const { subjectKey, keyId } = traitsOf(known)
  const { subjectPublicKeyInfo } = known.certificate
  return { nameKey: subjectKey, keyId, subjectPublicKeyInfo }
}

/** §6.1.3 (a) (1), (4), and whether the signature's algorithm may be relied on. */
function* linkChecks(
  known: KnownCertificate,
  issuer: Issuer | UsableAnchor,
  { moments }: PathQuestion,
  context: SearchContext,
  into: CheckResult[],
): Steps<void> {
  const { certificate, sha256 } = known
  const key = 'held' in issuer ? issuer.held.subjectPublicKeyInfo : issuer.subjectPublicKeyInfo
  const { issuerKey, results } = traitsOf(known)
  const names = { issuerKey, nextSubjectKey: issuer.nameKey }
  into.push(
    issuerKey === issuer.nameKey
      ? results.of(nameChaining, '', null, sha256, names)
      : runCheck(nameChaining, names, sha256),
  )
  const { answer, spec } = yield* issuedBy(known, key, issuer.keyId, moments, context)
  const algorithms = {
    answer,
    algorithm: certificate.signatureAlgorithm.oid,
    key: key.algorithm.oid,
  }
  into.push(
    answer === 'verified'
      ? results.of(certificateSignature, '', null, sha256, algorithms)
      : runCheck(certificateSignature, algorithms, sha256),
  )
  into.push(
    spec === null
      ? skipped(certificateAlgorithm, 'NO_ALGORITHM', sha256)
      : moments.check(({ at }) => algorithmCheck(known, spec, at, context)),
  )
}

function algorithmCheck(
  known: KnownCertificate,
  spec: SignatureSpec,
  at: Instant,
  { policy: { algorithms: constraints } }: SearchContext,
): CheckResult {
  const { results } = traitsOf(known)
  // The key's size belongs to the question: another issuer's key may be shorter.
  const bits = keyBitsOf(spec)
  const before = results.upTo(certificateAlgorithm, bits, constraints, at)
  if (before !== undefined) return before
  const result = runCheck(certificateAlgorithm, { spec, constraints, at }, known.sha256)
  const verdict = algorithmAcceptable(spec, constraints, at)
  if (verdict.acceptable) {
    results.keep(certificateAlgorithm, bits, constraints, verdict.until, result)
  }
  return result
}

function validityOf(
  { certificate, sha256 }: KnownCertificate,
  moments: Moments,
  target: boolean,
): CheckResult {
  const { notBefore, notAfter } = certificate
  return moments.check(({ at }) => runCheck(validity, { notBefore, notAfter, at, target }, sha256))
}

/** A check that could not be asked, as it stands in a report. */
export function skipped(
  { id, clause }: { readonly id: string; readonly clause: string },
  reason: string,
  subject?: string,
): CheckResult {
  return subject === undefined
    ? { id, clause, status: 'NOT-APPLICABLE', reason }
    : { id, clause, subject, status: 'NOT-APPLICABLE', reason }
}
