import { instant, type Instant } from '@chopmark/core'
import type { DocumentReport, Evidence, FetchFailure, ValidationReport } from '@chopmark/verify'
import type { PendingCode, RefusalCode } from './refusal-code.js'

/** What a portal does about a report: accept, refuse for a reason, or wait. */
export type Judgement =
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'refused'; readonly code: RefusalCode }
  | {
      readonly outcome: 'pending'
      readonly code: PendingCode
      /** The code once nobody waits any longer. */
      readonly otherwise: RefusalCode
    }

/**
 * From the reports about an answer to what is done about it. The reports decide; this only names their verdict for the
 * one who sent the answer. Signatures of the document speak, the worst of them; counter-signatures that nobody asked for
 * sign the answer, not the document: their reports are kept, and neither save it nor spoil it. A further signature speaks
 * first, then those that were there before.
 * @param receivedAt - When the answer arrived: the signer's certificate had to be valid then, whenever it is decided.
 */
export function judge(
  { reports }: DocumentReport,
  evidence: Evidence,
  receivedAt: Instant,
): Judgement {
  const ofDocument = reports.filter(({ counterSignatureOf }) => counterSignatureOf === null)
  const judgements =
    evidence.request?.cosign === undefined
      ? ofDocument.map((report) => judgeOne(report, evidence, receivedAt))
      : [
          ...reports.filter(answers).map((report) => judgeOne(report, evidence, receivedAt)),
          ...ofDocument
            .filter((report) => !answers(report))
            .map((report) => judgeEarlier(report, evidence)),
        ]
  const [first] = judgements
  const asked = evidence.request?.cosign === undefined || reports.some(answers)
  // A document without a signature of its own is never accepted for want of one that fails.
  if (!first || !asked) return { outcome: 'refused', code: 'SIGNATURE_MALFORMED' }
  return (
    judgements.find(({ outcome }) => outcome === 'refused') ??
    judgements.find(({ outcome }) => outcome === 'pending') ??
    first
  )
}

function judgeOne(report: ValidationReport, evidence: Evidence, receivedAt: Instant): Judgement {
  switch (report.indication) {
    case 'TOTAL-PASSED':
      return { outcome: 'accepted' }
    case 'TOTAL-FAILED':
    case 'INDETERMINATE':
      return pending(report, evidence) ?? { outcome: 'refused', code: code(report, receivedAt) }
  }
}

/** Was it asked whether this signature is what the request wanted? */
function answers({ checks }: ValidationReport): boolean {
  return checks.some(({ id, status }) => id === 'request.binding' && status !== 'NOT-APPLICABLE')
}

/** A signature that was accepted before, looked at again with the one that is put to it. */
function judgeEarlier(report: ValidationReport, evidence: Evidence): Judgement {
  const code = 'EARLIER_SIGNATURE_FAILED'
  if (report.indication === 'TOTAL-PASSED') return { outcome: 'accepted' }
  const waiting = pending(report, evidence)
  return waiting?.outcome === 'pending'
    ? { ...waiting, otherwise: code }
    : { outcome: 'refused', code }
}

type Undecided = Exclude<ValidationReport, { readonly indication: 'TOTAL-PASSED' }>

/** A failure of these kinds may be gone a moment later; a 404 or a refused address will not. */
const passing: readonly FetchFailure[] = [
  'TIMEOUT',
  'CONNECTION',
  'HTTP_STATUS',
  'BUDGET',
  'OFFLINE',
]

function pending(report: Undecided, { items }: Evidence): Judgement | undefined {
  if (report.subIndication === 'TRY_LATER') {
    // A hold is the one revocation that is undecided: its certificate may come back.
    return report.decidedBy === 'revocation.not-revoked'
      ? { outcome: 'pending', code: 'SIGNER_SUSPENDED', otherwise: 'SIGNER_SUSPENDED' }
      : { outcome: 'pending', code: 'REVOCATION_UNAVAILABLE', otherwise: 'REVOCATION_UNAVAILABLE' }
  }
  // A key at hand under another name: the certificate with the right name may be the one that could not be fetched.
  const { subIndication, decidedBy } = report
  const issuerOpen =
    subIndication === 'NO_CERTIFICATE_CHAIN_FOUND' || decidedBy === 'path.name-chaining'
  if (!issuerOpen) return undefined
  const issuerMissed = items.some(
    (item) =>
      item.kind === 'failed-fetch' && item.need.kind === 'issuer' && passing.includes(item.reason),
  )
  if (!issuerMissed) return undefined
  return { outcome: 'pending', code: 'ISSUER_UNAVAILABLE', otherwise: 'SIGNER_NOT_RECOGNISED' }
}

/** Checks whose refusal has a name of its own, whatever their sub-indication. */
const byCheck: Readonly<Record<string, RefusalCode>> = {
  'request.document': 'DOCUMENT_CHANGED',
  'request.signer-subject': 'SIGNER_WRONG_PERSON',
  'request.another-signer': 'SIGNER_SAME_PERSON',
  'request.signer-profile': 'SIGNER_WRONG_PROFILE',
  'trust.certificate-profile': 'SIGNER_WRONG_PROFILE',
  'trust.recognised-certificate': 'SIGNER_NOT_RECOGNISED',
  'trust.no-sandbox-certificate': 'SIGNER_NOT_RECOGNISED',
  'path.key-usage': 'SIGNER_WRONG_KEY_USAGE',
  'path.ext-key-usage': 'SIGNER_WRONG_KEY_USAGE',
}

/** Groups of checks by the first part of their ids. */
const byGroup: Readonly<Record<string, RefusalCode>> = {
  request: 'REQUEST_BINDING_MISMATCH',
  format: 'SIGNATURE_MALFORMED',
  'signing-certificate': 'SIGNATURE_MALFORMED',
  algorithms: 'ALGORITHM_REFUSED',
  // A path that breaks a rule is none.
  path: 'SIGNER_NOT_RECOGNISED',
}

const bySubIndication: Partial<Record<Undecided['subIndication'], RefusalCode>> = {
  FORMAT_FAILURE: 'SIGNATURE_MALFORMED',
  HASH_FAILURE: 'DOCUMENT_CHANGED',
  SIG_CRYPTO_FAILURE: 'SIGNATURE_BROKEN',
  REVOKED: 'SIGNER_REVOKED',
  REVOKED_NO_POE: 'SIGNER_REVOKED',
  REVOKED_CA_NO_POE: 'SIGNER_REVOKED',
  EXPIRED: 'SIGNER_EXPIRED',
  NOT_YET_VALID: 'SIGNER_NOT_YET_VALID',
  NO_CERTIFICATE_CHAIN_FOUND: 'SIGNER_NOT_RECOGNISED',
  NO_SIGNING_CERTIFICATE_FOUND: 'SIGNATURE_MALFORMED',
  CRYPTO_CONSTRAINTS_FAILURE: 'ALGORITHM_REFUSED',
  CRYPTO_CONSTRAINTS_FAILURE_NO_POE: 'ALGORITHM_REFUSED',
  // The content lies elsewhere than the request says: attached where detached was asked, or the reverse.
  SIGNED_DATA_NOT_FOUND: 'REQUEST_BINDING_MISMATCH',
}

function code(report: Undecided, receivedAt: Instant): RefusalCode {
  const named = byCheck[report.decidedBy]
  if (named) return named
  if (report.subIndication.startsWith('OUT_OF_BOUNDS')) return outOfBounds(report, receivedAt)
  const [group = ''] = report.decidedBy.split('.')
  return bySubIndication[report.subIndication] ?? byGroup[group] ?? 'OTHER_REFUSAL'
}

/** Out of bounds may be the signer's certificate, too early or too late, or one above it. */
function outOfBounds({ signer, decidedBy }: Undecided, receivedAt: Instant): RefusalCode {
  if (!signer) return 'OTHER_REFUSAL'
  if (receivedAt < instant(signer.notBefore)) return 'SIGNER_NOT_YET_VALID'
  if (receivedAt > instant(signer.notAfter)) return 'SIGNER_EXPIRED'
  // Signed in time, but expired while it waited: the CA no longer says whether it was revoked.
  return decidedBy === 'signing-certificate.validity'
    ? 'REVOCATION_UNAVAILABLE'
    : 'SIGNER_NOT_RECOGNISED'
}
