import type { Readable } from 'node:stream'
import {
  type DigestAlgorithm,
  type Instant,
  instant,
  type SignatureRequest,
  transactionMediaType,
} from '@chopmark/core'
import {
  canonicalJson,
  definePolicy,
  type DetachedContent,
  type DocumentReport,
  type Evidence,
  validateDocument,
  type ValidationPolicy,
} from '@chopmark/verify'
import { digestStream } from '../collector/digest-stream.js'
import type { Collector } from '../collector/collector.js'
import { bytesFromHex } from '../encoding.js'
import { evidenceRecord } from '../evidence/evidence-record.js'
import { policyJson } from '../evidence/policy-record.js'
import type { Claim, Store, StoredRequest, StoredVerdict } from '../stores/store.js'
import { engineVersion } from '../version.js'
import { type Acceptance, acceptanceOf } from './acceptance.js'
import { wholeOf } from './cosigning.js'
import { judge, type Judgement } from './judge.js'
import type { PendingCode, RefusalCode } from './refusal-code.js'

/**
 * The steps of taking in a signature, each called when it is done: `received` (the answer is in memory), `claimed` (it is
 * stored and holds the request), `collected`, `decided`, `settled` (outcome, evidence and report are stored).
 */
export type AcceptStep = 'received' | 'claimed' | 'collected' | 'decided' | 'settled'

export interface DeciderSettings {
  readonly store: Store
  readonly collector: Collector
  readonly policy: ValidationPolicy
  readonly undecided: 'keep' | 'refuse'
  readonly keepPendingMs: number
  /** Opens a document that the store holds only the digests of. */
  readonly openContent: ((request: SignatureRequest) => Promise<Readable | undefined>) | undefined
  readonly onStep: (step: AcceptStep, signatureId: string) => void
}

/** An answer whose claim this process holds. */
export interface HeldAnswer {
  readonly claim: Claim
  readonly request: StoredRequest
  readonly signature: Uint8Array
  readonly receivedAt: Instant
  /** The moment of this decision. */
  readonly validationTime: Instant
  /** How often it was decided before. */
  readonly decisions: number
}

const firstRetryMs = 60_000
const longestRetryMs = 6 * 60 * 60 * 1000

/**
 * Collects, decides and settles one claimed answer.
 * @returns Undefined when another process took the claim over meanwhile: then its outcome counts.
 */
export async function decide(
  answer: HeldAnswer,
  settings: DeciderSettings,
): Promise<Acceptance | undefined> {
  const { claim, validationTime } = answer
  const { store, collector, onStep } = settings
  const signature = await wholeOf(answer.request, answer.signature, store)
  if (signature === undefined) return notASignature(answer, settings)
  const policy = policyFor(answer, settings.policy)
  collector.learn((await store.certificates()).map(({ bytes }) => bytes))
  const evidence = await collect({ ...answer, signature }, policy, settings)
  onStep('collected', claim.signatureId)
  const report = await validateDocument(evidence, policy, validationTime, {
    crypto: collector.crypto,
    cache: collector.validationCache,
  })
  onStep('decided', claim.signatureId)
  const judgement = judge(report, evidence, answer.receivedAt)
  const { record, blobs } = evidenceRecord(signature, evidence)
  const verdict: StoredVerdict = {
    validationTime,
    engineVersion,
    evidence: canonicalJson(record),
    policy: policyJson(policy),
    report: canonicalJson(report),
  }
  const outcome = outcomeOf(answer, judgement, report, settings)
  const settled = await store.settle({ claim, now: validationTime, verdict, blobs, ...outcome })
  onStep('settled', claim.signatureId)
  if (settled.kind === 'lost') return undefined
  return acceptanceOf(claim.signatureId, report, outcome, settled.triesLeft)
}

/** Nothing that can be put to a document that others have signed: there is nothing to decide. */
async function notASignature(
  { claim, validationTime: now }: HeldAnswer,
  { store, onStep }: DeciderSettings,
): Promise<Acceptance | undefined> {
  const outcome = { outcome: 'refused', code: 'SIGNATURE_MALFORMED' } as const
  const settled = await store.settle({ claim, now, blobs: [], ...outcome })
  onStep('settled', claim.signatureId)
  if (settled.kind === 'lost') return undefined
  return { ...outcome, signatureId: claim.signatureId, triesLeft: settled.triesLeft }
}

/**
 * At the first look the moment of receipt is the validation time. A later look happens at a later time, but the signature
 * demonstrably existed when it was received: that is its best signature time.
 */
function policyFor(
  { receivedAt, validationTime }: HeldAnswer,
  policy: ValidationPolicy,
): ValidationPolicy {
  return receivedAt === validationTime
    ? policy
    : definePolicy({ ...policy, bestSignatureTime: receivedAt })
}

async function collect(
  { request, signature, validationTime }: HeldAnswer,
  policy: ValidationPolicy,
  { store, collector, openContent }: DeciderSettings,
): Promise<Evidence> {
  const { packaging, id } = request.request
  const bytes = packaging === 'detached' && isShownAgain(request) && (await store.content(id))
  return collector.collect({
    signature,
    policy,
    validationTime,
    request: request.request,
    ...(packaging === 'detached' && {
      content: { ...storedContent(request), ...(bytes && { bytes }) },
      digest: async (algorithm: DigestAlgorithm) => {
        const content = await store.content(id)
        const source = content ? [content] : await openContent?.(request.request)
        return source && digestStream(source, [algorithm])
      },
    }),
  })
}

/** Longer documents stay out of the evidence; transactions are never longer. */
const maxShownAgainBytes = 64 * 1024

/** Is the document itself part of the evidence, so that it can be shown again and compared with what the signer was shown? */
function isShownAgain({ request: { document, shown } }: StoredRequest): boolean {
  return (
    document.sizeBytes <= maxShownAgainBytes &&
    (shown !== undefined || document.mediaType === transactionMediaType)
  )
}

/** What was asked for, as the digests that were taken when the request was made. */
function storedContent({ request, digests }: StoredRequest): DetachedContent {
  return {
    sizeBytes: request.document.sizeBytes,
    digests: digests.map(({ algorithm, value }) => ({
      algorithm,
      value: bytesFromHex(value) ?? new Uint8Array(),
    })),
  }
}

type Outcome =
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'refused'; readonly code: RefusalCode }
  | { readonly outcome: 'pending'; readonly code: PendingCode; readonly retryAt: Instant }

/** Nobody waits for ever: past `keepPendingMs`, or where the portal does not wait at all, undecided is refused. */
function outcomeOf(
  answer: HeldAnswer,
  judgement: Judgement,
  report: DocumentReport,
  settings: DeciderSettings,
): Outcome {
  if (judgement.outcome !== 'pending') return judgement
  const { validationTime, receivedAt, decisions } = answer
  const waitedLong = validationTime - receivedAt >= settings.keepPendingMs
  if (settings.undecided === 'refuse' || waitedLong) {
    return { outcome: 'refused', code: judgement.otherwise }
  }
  const waitMs = Math.min(firstRetryMs * 2 ** Math.min(decisions, 20), longestRetryMs)
  const retryAt = beforeExpiry((validationTime + waitMs) as Instant, report, validationTime)
  return { outcome: 'pending', code: judgement.code, retryAt }
}

/** A CA may drop a certificate from its lists once it has expired: the last moment to ask is shortly before. */
function beforeExpiry(retryAt: Instant, { reports }: DocumentReport, now: Instant): Instant {
  const last = reports
    .flatMap(({ signer }) => (signer ? [instant(signer.notAfter) - firstRetryMs] : []))
    .filter((moment) => moment > now)
  return Math.min(retryAt, ...last) as Instant
}
