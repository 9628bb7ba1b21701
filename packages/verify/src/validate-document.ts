import {
  contentIdentifier,
  type CryptoForm,
  fromBase64url,
  type Instant,
  instant,
  signingOrigin,
  webCrypto,
} from '@chopmark/core'
import { Budget, budgetLimits, maxDocumentSignatures } from './budget.js'
import { type CheckResult, runCheck } from './check.js'
import { documentParses } from './checks/format/document-parses.js'
import { signerPresent } from './checks/format/signer-present.js'
import { createDecisionContext } from './create-decision-context.js'
import type { DecisionContext } from './decision-context.js'
import type { Evidence, EvidenceItem, EvidenceNeed, SignedDocument } from './evidence.js'
import { evidenceSha256 } from './evidence-digest.js'
import type { ValidationPolicy } from './policy.js'
import { policySha256 } from './policy-digest.js'
import type { DocumentReport, ValidationReport } from './report.js'
import { runSteps, settled, type Steps } from './revocation/steps.js'
import { formatFailureReport, type ReportFrame, signatureReport } from './signature-report.js'
import type { Contents } from './signature/content-of.js'
import { answeringCases } from './signature/answering-cases.js'
import { enclosedItems } from './signature/enclosed-items.js'
import { candidatesFor, evaluateSteps } from './signature/evaluate-signature.js'
import { maxSignatures, type SignatureCases, signatureCases } from './signature/signature-cases.js'
import type { DocumentState, SignatureCase } from './signature/signature-state.js'
import { signatureTimeStamps, type SignatureTimeStamps } from './signature/signature-time-stamps.js'
import type { ValidationCache } from './validation-cache.js'
import { isoTime } from './iso-time.js'

export interface ValidationOptions {
  /** Default: WebCrypto. `server` and `cli` hand in their faster form; the reports are the same. */
  readonly crypto?: CryptoForm
  /** Shared among decisions; changes no report. */
  readonly cache?: ValidationCache
}

/** Reports, and what the decision lacks whatever they say. */
export interface Decision {
  readonly report: DocumentReport
  readonly missing: readonly EvidenceNeed[]
}

/**
 * Validates every signature of the document. The same evidence, policy and time give the same report, byte for byte,
 * whatever the order of the evidence, the crypto form and the cache.
 * @returns One report for each SignerInfo, counter-signatures after the signature they sign; for bytes that are no signed
 * document, or that nobody signed, one FORMAT_FAILURE.
 * @throws PlumbingError `CRYPTO_UNAVAILABLE` when the crypto form lacks an algorithm that the policy lists.
 * @throws UsageError for a request whose binary fields or times are malformed (`INVALID_BASE64URL`, `INVALID_INSTANT`).
 * Source: ETSI EN 319 102-1 §5.3.
 */
export async function validateDocument(
  evidence: Evidence,
  policy: ValidationPolicy,
  validationTime: Instant,
  options: ValidationOptions = {},
): Promise<DocumentReport> {
  return (await runSteps(decideDocument(evidence, policy, validationTime, options))).report
}

/** The decision with its needs; `validateDocument` and `planEvidence` are its two faces. */
export function* decideDocument(
  evidence: Evidence,
  policy: ValidationPolicy,
  validationTime: Instant,
  options: ValidationOptions,
): Steps<Decision> {
  const crypto = options.crypto ?? webCrypto()
  const { document } = evidence
  const making = createDecisionContext({
    items: document.ok ? withEnclosed(evidence.items, document.value) : evidence.items,
    crypto,
    policy,
    validationTime,
    cache: options.cache,
  })
  const context = yield* settled(making)
  const frame: ReportFrame = {
    policyId: policy.id,
    policySha256: yield* policySha256(policy, crypto),
    evidenceSha256: yield* evidenceSha256(evidence, context),
    validationTime: isoTime(validationTime),
    sandbox: isSandbox(policy),
  }
  const checks: CheckResult[] = [runCheck(documentParses, { document })]
  const found: SignatureCases = document.ok
    ? signatureCases(document.value)
    : { signers: 0, cases: [] }
  if (document.ok) {
    const signatures = found.signers === 0 ? 0 : found.cases.length
    checks.push(runCheck(signerPresent, { signatures, limit: maxSignatures }))
  }
  if (checks.some(({ status }) => status === 'FAILED')) {
    return { report: { reports: [formatFailureReport(frame, '0', null, checks)] }, missing: [] }
  }
  const state = yield* documentState(evidence, policy, validationTime, found.signers, crypto)
  return yield* decideCases(found.cases, checks, frame, state, evidence, context)
}

function* decideCases(
  cases: SignatureCases['cases'],
  documentChecks: readonly CheckResult[],
  frame: ReportFrame,
  state: DocumentState,
  evidence: Evidence,
  context: DecisionContext,
): Steps<Decision> {
  const contents: Contents = { detached: evidence.content ?? null, computed: new Map() }
  const reports: ValidationReport[] = []
  const missing: EvidenceNeed[] = []
  const whole = cases.filter((one): one is SignatureCase => !('reason' in one))
  const answering = answeringCases(whole, state.request, state.expectedIdentifier)
  const earlierSigners =
    state.request?.cosign === undefined
      ? []
      : whole
          .filter((one) => !answering.has(one))
          .flatMap(({ signerInfo }) => candidatesFor(signerInfo.sid, context))
  const answerState = earlierSigners.length === 0 ? state : { ...state, earlierSigners }
  const otherState = state.request === null ? state : { ...state, request: null }
  let left = maxDocumentSignatures
  for (const [index, one] of cases.entries()) {
    if ('reason' in one) {
      const { signatureId, counterSignatureOf, reason, offset } = one
      const broken = runCheck(documentParses, {
        document: { ok: false, problem: 'FORMAT_FAILURE', reason, offset },
      })
      reports.push(formatFailureReport(frame, signatureId, counterSignatureOf, [broken]))
      continue
    }
    // Each signature has the whole allowance, so that none is judged by what another one spent, until the document's is.
    const signatures = Math.min(budgetLimits.signatures, left)
    const within =
      index === 0 ? context : { ...context, budget: new Budget({ ...budgetLimits, signatures }) }
    const stamps = yield* signatureTimeStamps(one, evidence.items, within)
    const own = answering.has(one) ? answerState : otherState
    const evaluated = yield* evaluateSteps(
      one,
      stamps.provenAt === null ? own : { ...own, provenAt: stamps.provenAt },
      contents,
      within,
      'signing',
    )
    left -= within.budget.spent
    missing.push(...evaluated.missing, ...neededByStamps(stamps, context))
    reports.push(signatureReport(frame, one, evaluated, documentChecks, stamps))
  }
  const [first, ...others] = reports
  // Not reached: signerPresent has refused a document without a case.
  if (first === undefined) throw new RangeError('A document with signers has a first report.')
  return { report: { reports: [first, ...others] }, missing }
}

/** Time-stamps are looked into only where somebody said which authorities to trust for them. */
function neededByStamps(
  { answers }: SignatureTimeStamps,
  { policy }: DecisionContext,
): readonly EvidenceNeed[] {
  return policy.trustAnchors.some(({ use }) => use === 'time-stamping')
    ? answers.flatMap(({ missing }) => missing)
    : []
}

function* documentState(
  evidence: Evidence,
  policy: ValidationPolicy,
  validationTime: Instant,
  signatures: number,
  crypto: CryptoForm,
): Steps<DocumentState> {
  const request = evidence.request ?? null
  const state: DocumentState = {
    policy,
    validationTime,
    request,
    requestOpen: null,
    expectedIdentifier: null,
    signatures,
    earlierSigners: [],
    sandbox: isSandbox(policy),
  }
  if (request === null) return state
  const origin = new TextEncoder().encode(signingOrigin(request))
  const originSha256 = yield* settled(crypto.digest('SHA-256', origin))
  return {
    ...state,
    requestOpen: { from: instant(request.createdAt), until: instant(request.expiresAt) },
    expectedIdentifier: contentIdentifier(fromBase64url(request.nonce), originSha256),
  }
}

function isSandbox({ trustAnchors }: ValidationPolicy): boolean {
  return trustAnchors.some(({ sandbox }) => sandbox)
}

/** With the evidence that came inside the signatures. */
function withEnclosed(given: readonly EvidenceItem[], document: SignedDocument): EvidenceItem[] {
  const items = [...given]
  for (const signedData of document.signatures) items.push(...enclosedItems(signedData))
  return items
}
