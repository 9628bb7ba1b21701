import { type CheckResult, runCheck } from './check.js'
import { decide, type Findings, type Speaker, type Stage } from './decide.js'
import { etoVerdict } from './eto.js'
import { sortedNeeds } from './evidence-needs.js'
import { signatureChecks } from './registry.js'
import { inRegistryOrder } from './registry-order.js'
import type { ReportBody, SignatureLevel, ValidationReport } from './report.js'
import { reportedPath, reportedSigner } from './report-parts.js'
import type { EvaluatedSignature } from './signature/evaluate-signature.js'
import type { SignatureCase, SignatureState } from './signature/signature-state.js'
import type { SignatureTimeStamps } from './signature/signature-time-stamps.js'
import { isoTime } from './iso-time.js'

/** What every report of one decision says. */
export type ReportFrame = Pick<
  ReportBody,
  'policyId' | 'policySha256' | 'evidenceSha256' | 'validationTime' | 'sandbox'
>

/** The report of something that is no signature, or none that can be looked at. */
export function formatFailureReport(
  frame: ReportFrame,
  signatureId: string,
  counterSignatureOf: string | null,
  checks: readonly CheckResult[],
): ValidationReport {
  return {
    ...frame,
    signatureId,
    counterSignatureOf,
    intact: null,
    level: null,
    signer: null,
    claimedSigningTime: null,
    path: null,
    otherPaths: [],
    revocation: [],
    checks,
    eto: { recognisedAt: 'unproven', withinValidity: 'unproven', withinTerms: 'unproven' },
    indication: 'TOTAL-FAILED',
    subIndication: 'FORMAT_FAILURE',
    decidedBy: checks.find(({ status }) => status === 'FAILED')?.id ?? 'format.document-parses',
  }
}

/** Runs the checks over what was worked out, has `decide` pick the one that speaks, and writes it all down. */
export function signatureReport(
  frame: ReportFrame,
  one: SignatureCase,
  { state, missing }: EvaluatedSignature,
  documentChecks: readonly CheckResult[],
  stamps: SignatureTimeStamps,
): ValidationReport {
  const pathChecks = state.path?.best.checks ?? []
  const findings: Findings = {
    format: run('format', state),
    'signing-certificate': run('signing-certificate', state),
    context: run('context', state),
    x509: run('x509', state),
    crypto: run('crypto', state),
    acceptance: run('acceptance', state),
    path: pathChecks,
    pathValid: state.path?.best.valid ?? false,
    pathStoppedBy: state.path?.best.stoppedBy ?? null,
    signer: state.signer?.sha256 ?? null,
  }
  const speaker = decide(findings)
  const intact = intactOf(state, findings)
  const { path } = state
  const body: ReportBody = {
    policyId: frame.policyId,
    policySha256: frame.policySha256,
    evidenceSha256: frame.evidenceSha256,
    validationTime: frame.validationTime,
    sandbox: frame.sandbox,
    signatureId: one.signatureId,
    counterSignatureOf: one.countersigned?.signatureId ?? null,
    intact,
    level: levelOf(state, findings, stamps),
    signer: state.signer === null ? null : reportedSigner(state.signer, state.profile),
    claimedSigningTime:
      state.attributes?.signingTime === undefined ? null : isoTime(state.attributes.signingTime),
    path: path === null ? null : reportedPath(path.best),
    otherPaths: path === null ? [] : path.others.map(reportedPath),
    revocation: path?.best.revocation ?? [],
    checks: allChecks(documentChecks, findings, path, stamps),
    eto: etoVerdict(state, intact),
  }
  return conclude(body, speaker, state, missing)
}

function run(stage: Stage, state: SignatureState): readonly CheckResult[] {
  const results: CheckResult[] = []
  for (const check of signatureChecks[stage]) results.push(runCheck(check, state))
  return results
}

/** Everything that was asked, in registry order. */
function allChecks(
  documentChecks: readonly CheckResult[],
  findings: Findings,
  path: SignatureState['path'],
  { answers }: SignatureTimeStamps,
): readonly CheckResult[] {
  const all = documentChecks.slice()
  const add = (results: readonly CheckResult[]): void => {
    for (const result of results) all.push(result)
  }
  add(findings.format)
  add(findings['signing-certificate'])
  add(findings.context)
  if (path !== null) add(inRegistryOrder(path.best))
  add(findings.x509)
  add(findings.crypto)
  add(findings.acceptance)
  for (const { checks } of answers) add(checks)
  return all
}

function conclude(
  body: ReportBody,
  speaker: Speaker | null,
  state: SignatureState,
  missing: EvaluatedSignature['missing'],
): ValidationReport {
  if (speaker === null) {
    return Object.assign(body, {
      indication: 'TOTAL-PASSED' as const,
      subIndication: null,
      trustAnchorId: state.anchor?.id ?? '',
      bestSignatureTime: isoTime(state.bestSignatureTime),
    })
  }
  const decidedBy = speaker.id
  return speaker.status === 'FAILED'
    ? { ...body, indication: 'TOTAL-FAILED', subIndication: speaker.subIndication, decidedBy }
    : {
        ...body,
        indication: 'INDETERMINATE',
        subIndication: speaker.subIndication,
        decidedBy,
        missing: sortedNeeds(missing),
      }
}

/** What a signature has to have, besides a right value, before it can be called intact: RFC 5652 §5.3, §5.6, §11. */
const bindsContent = [
  'format.attribute-once',
  'format.content-type-attribute',
  'format.message-digest-attribute',
]

/** Does everything under the signature fit? null: the value or the digest could not be computed. */
function intactOf(state: SignatureState, findings: Findings): boolean | null {
  const { signatureVerifies } = state
  if (signatureVerifies === false) return false
  const failed = (result: CheckResult): boolean => result.status === 'FAILED'
  if (findings.format.some((result) => failed(result) && bindsContent.includes(result.id))) {
    return false
  }
  if (findings.crypto.some((result) => failed(result) && result.id === 'crypto.message-digest')) {
    return false
  }
  if (signatureVerifies !== true || state.contentSource === null) return null
  return state.attributes === null || state.contentDigest !== null ? true : null
}

/**
 * The level that was checked, not the one claimed: signed attributes that bind content and certificate make CAdES-B-B, a
 * signature-time-stamp that holds makes CAdES-B-T. Longer-term forms are not looked into, so they are not claimed.
 * Source: ETSI EN 319 122-1 §6.
 */
function levelOf(
  state: SignatureState,
  findings: Findings,
  stamps: SignatureTimeStamps,
): SignatureLevel {
  const holds = (result: CheckResult): boolean =>
    result.status === 'PASSED' || result.status === 'NOT-APPLICABLE'
  const basic =
    state.attributes !== null &&
    state.referenced &&
    findings.format.every(holds) &&
    findings['signing-certificate'].every(holds)
  if (!basic) return 'CMS'
  return stamps.holdsInside ? 'CAdES-B-T' : 'CAdES-B-B'
}
