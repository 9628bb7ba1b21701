import { type CryptoForm, type Instant, webCrypto } from '@chopmark/core'
import type { BudgetLimits } from './budget.js'
import type { CheckResult, Fact } from './check.js'
import { createDecisionContext } from './create-decision-context.js'
import type { EvidenceItem, EvidenceNeed } from './evidence.js'
import { knownCertificate } from './known-certificate.js'
import { findPath } from './path/find-path.js'
import type { PathPurpose } from './path/path.js'
import { hasFailed } from './path/validate-path.js'
import type { ValidationPolicy } from './policy.js'
import type { ReportedPath, RevocationFact } from './report.js'
import { reportedPath } from './report-parts.js'
import { runSteps } from './revocation/steps.js'
import type { ValidationCache } from './validation-cache.js'

/** A certificate in question and whatever was collected about it. */
export interface CertificateEvidence {
  /** DER. */
  readonly certificate: Uint8Array
  readonly items: readonly EvidenceItem[]
}

export interface CertificateOptions {
  /** The form of the crypto contract; default `webCrypto()`. */
  readonly crypto?: CryptoForm
  readonly cache?: ValidationCache
  /** What the certificate is to be used for; default `any`: the path alone counts. */
  readonly purpose?: PathPurpose
  /** `skip`: nothing is asked about revocation, and a revoked certificate passes. Default `check`. */
  readonly revocation?: 'check' | 'skip'
  readonly budget?: BudgetLimits
}

/** One thing that speaks against the certificate. */
export interface CertificateFailure {
  /** Id of the check. */
  readonly check: string
  readonly clause: string
  /** SHA-256 hex of the certificate, CRL or OCSP response it is about; null when about the path as a whole. */
  readonly certificate: string | null
  readonly subIndication: string
  readonly facts: Readonly<Record<string, Fact>>
}

/** What `chopmark path` prints. Plain JSON. */
export interface CertificateReport {
  readonly valid: boolean
  /** The path that speaks; null when the certificate could not be parsed. */
  readonly path: ReportedPath | null
  readonly otherPaths: readonly ReportedPath[]
  /** Sorted dotted OIDs, RFC 5280 §6.1.6. Not to be relied on when `valid` is false. */
  readonly userConstrainedPolicies: readonly string[]
  readonly authorityConstrainedPolicies: readonly string[]
  readonly explicitPolicy: boolean
  readonly revocation: readonly RevocationFact[]
  /** The one that stopped the path first, then the others in deciding order; empty when valid. */
  readonly failures: readonly CertificateFailure[]
  readonly checks: readonly CheckResult[]
  readonly missing: readonly EvidenceNeed[]
  readonly budgetExhausted: 'signatures' | 'candidates' | 'depth' | null
}

/**
 * Validates one certificate: path building and validation with revocation, RFC 5280 §6.1 and §6.3. The answer is a value
 * whatever the bytes are.
 * @param validationTime - The moment at which everything must hold.
 * @throws PlumbingError `CRYPTO_UNAVAILABLE` when the crypto form lacks an algorithm that the policy accepts.
 */
export async function validateCertificate(
  evidence: CertificateEvidence,
  policy: ValidationPolicy,
  validationTime: Instant,
  options: CertificateOptions = {},
): Promise<CertificateReport> {
  const { cache, budget, purpose = 'any', revocation = 'check' } = options
  const crypto = options.crypto ?? webCrypto()
  const target = await runSteps(knownCertificate(evidence.certificate, crypto, cache))
  if (!('certificate' in target)) {
    return unparsed(target.sha256, { reason: target.reason, offset: target.offset })
  }
  const context = await createDecisionContext({
    items: evidence.items,
    crypto,
    policy,
    validationTime,
    ...(cache !== undefined && { cache }),
    ...(budget !== undefined && { budget }),
  })
  const { trustAnchors, path: settings } = policy
  const { best, others, missing, budgetExhausted } = await findPath(
    { target, purpose, at: validationTime, settings, trustAnchors, revocation },
    context,
  )
  return {
    valid: best.valid,
    path: reportedPath(best),
    otherPaths: others.map(reportedPath),
    userConstrainedPolicies: best.userConstrainedPolicies,
    authorityConstrainedPolicies: best.authorityConstrainedPolicies,
    explicitPolicy: best.explicitPolicy,
    revocation: best.revocation,
    failures: best.valid ? [] : failuresOf(best.checks, best.stoppedBy),
    checks: best.checks,
    missing,
    budgetExhausted,
  }
}

/** The check that stopped the path speaks first. */
function failuresOf(
  checks: readonly CheckResult[],
  stoppedBy: CheckResult | null,
): readonly CertificateFailure[] {
  const failed = checks.filter((check) => hasFailed(check) && check !== stoppedBy)
  return (stoppedBy === null ? failed : [stoppedBy, ...failed]).map(failureOf)
}

function failureOf(check: CheckResult): CertificateFailure {
  return {
    check: check.id,
    clause: check.clause,
    certificate: check.subject ?? null,
    subIndication: 'subIndication' in check ? check.subIndication : '',
    facts: check.facts ?? {},
  }
}

function unparsed(sha256: string, facts: Readonly<Record<string, Fact>>): CertificateReport {
  const failure: CertificateFailure = {
    check: 'certificate.der',
    clause: 'RFC 5280 §4.1',
    certificate: sha256,
    subIndication: 'FORMAT_FAILURE',
    facts,
  }
  return {
    valid: false,
    path: null,
    otherPaths: [],
    userConstrainedPolicies: [],
    authorityConstrainedPolicies: [],
    explicitPolicy: false,
    revocation: [],
    failures: [failure],
    checks: [],
    missing: [],
    budgetExhausted: null,
  }
}
