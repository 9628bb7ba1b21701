import {
  formatInstant,
  type Instant,
  instant,
  type Ok,
  PlumbingError,
  type Problem,
} from '@chopmark/core'
import {
  canonicalJson,
  type DocumentReport,
  type Evidence,
  type ValidationPolicy,
} from '@chopmark/verify'
import { toBase64url } from '../encoding.js'
import type { Store } from '../stores/store.js'
import { engineVersion } from '../version.js'
import { type EvidenceRecord, evidenceRecord, namedIn, sha256Hex } from './evidence-record.js'
import { type Blobs, parseEvidenceRecord } from './parse-evidence-record.js'
import { policyShape } from './parse-policy-record.js'
import { policyRecord } from './policy-record.js'
import { dictionary, list, moment, object, octets, oneOf, ShapeError, text } from './shape.js'

/**
 * Everything about one decision, in one file: what was signed and asked, all evidence, the policy, the report, and which
 * engine decided. Whoever holds it can decide again and compare (`replay`).
 */
export interface EvidenceFile {
  readonly engineVersion: string
  readonly validationTime: Instant
  /**
   * Between which moments the signature was made, as far as the portal can say: after it gave out the request's nonce, and
   * before it received the answer.
   */
  readonly signedBetween?: { readonly notBefore: Instant; readonly notAfter: Instant }
  readonly signature: Uint8Array
  readonly evidence: Evidence
  readonly policy: ValidationPolicy
  /** The report as canonical JSON. */
  readonly report: string
}

export const evidenceFormat = 'chopmark-evidence/1'
export const evidenceMediaType = 'application/vnd.chopmark.evidence+json'
/** A file past this is not read: it holds several national CRLs already. */
const maxFileBytes = 400 * 1024 * 1024

/**
 * Gathers what `writeEvidenceFile` needs, for a decision made outside a store.
 * @param report - As `validateDocument` gave it for this evidence, policy and time.
 */
export function evidenceFile(input: {
  readonly signature: Uint8Array
  readonly evidence: Evidence
  readonly policy: ValidationPolicy
  readonly validationTime: Instant
  readonly report: DocumentReport
}): EvidenceFile {
  return { ...input, engineVersion, report: canonicalJson(input.report) }
}

/** One JSON document in UTF-8, `chopmark-evidence/1`: bytes stand in `blobs` in base64url, named by their SHA-256. */
export function writeEvidenceFile(file: EvidenceFile): Uint8Array {
  const { record, blobs } = evidenceRecord(file.signature, file.evidence)
  const { signedBetween } = file
  // Written by hand around the canonical parts: megabytes of CRL need no sorting.
  const head = canonicalJson({
    engineVersion: file.engineVersion,
    evidence: record,
    format: evidenceFormat,
    policy: policyRecord(file.policy),
    ...(signedBetween && {
      signedBetween: {
        notAfter: formatInstant(signedBetween.notAfter),
        notBefore: formatInstant(signedBetween.notBefore),
      },
    }),
    validationTime: formatInstant(file.validationTime),
  })
  const bodies = blobs
    .map((bytes) => `"${sha256Hex(bytes)}":"${toBase64url(bytes)}"`)
    .sort()
    .join(',')
  const json = `{"blobs":{${bodies}},"report":${file.report},${head.slice(1)}\n`
  return new TextEncoder().encode(json)
}

/** What is wrong with a file that claims to be evidence; `at` names the place, for example `$.policy.id`. */
export type EvidenceFileProblem = Problem & { readonly at: string }

/**
 * Reads an evidence file of a stranger's: every byte string has the digest that names it, every field its shape. Whether
 * the report is true is another question, see `replay`; the policy in it says whom that decision trusted, not whom to trust.
 */
export function readEvidenceFile(bytes: Uint8Array): Ok<EvidenceFile> | EvidenceFileProblem {
  const problem = (reason: Problem['reason'], at: string): EvidenceFileProblem => ({
    ...{ ok: false, problem: 'FORMAT_FAILURE', reason, offset: 0, at },
  })
  if (bytes.length > maxFileBytes) return problem('TOO_LARGE', '$')
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return problem('BAD_VALUE', '$')
  }
  try {
    return { ok: true, value: fileShape(value, '$') }
  } catch (error) {
    if (error instanceof ShapeError) return problem('BAD_VALUE', error.at)
    throw error
  }
}

const fileShape = object((fields): EvidenceFile => {
  fields.get('format', oneOf(evidenceFormat))
  const blobs = fields.get('blobs', blobsShape)
  const { signature, evidence } = fields.get('evidence', (value, at) =>
    parseEvidenceRecord(value, blobs, at),
  )
  return {
    engineVersion: fields.get('engineVersion', text(100)),
    validationTime: fields.get('validationTime', moment),
    ...fields.maybe(
      'signedBetween',
      object((between) => ({
        notBefore: between.get('notBefore', moment),
        notAfter: between.get('notAfter', moment),
      })),
    ),
    signature,
    evidence,
    policy: fields.get('policy', policyShape),
    report: fields.get('report', (value, at) => {
      object((report) =>
        report.get(
          'reports',
          list((entry) => entry),
        ),
      )(value, at)
      return canonicalJson(value)
    }),
  }
})

const blobsShape = (value: unknown, at: string): Blobs => {
  const blobs = dictionary(octets(), 2000)(value, at)
  for (const [digest, bytes] of blobs) {
    if (sha256Hex(bytes) !== digest) throw new ShapeError(`${at}.${digest.slice(0, 80)}`)
  }
  return blobs
}

/**
 * What a store holds about one answer; undefined while nothing was decided about it.
 * @throws PlumbingError `STORE_FAILED` when the store gives back something else than was put in.
 */
export async function evidenceFileOf(
  store: Store,
  signatureId: string,
): Promise<EvidenceFile | undefined> {
  const stored = await store.signature(signatureId)
  const verdict = await store.verdict(signatureId)
  if (!stored || !verdict) return undefined
  const record = JSON.parse(verdict.evidence) as EvidenceRecord
  const blobs = new Map<string, Uint8Array>()
  for (const digest of namedIn(record)) {
    const bytes = await store.blob(digest)
    if (bytes) blobs.set(digest, bytes)
  }
  const { engineVersion: engine, validationTime, report } = verdict
  try {
    const { evidence, signature } = parseEvidenceRecord(record, blobs, '$.evidence')
    return {
      ...{ engineVersion: engine, validationTime, report, signature, evidence },
      ...(evidence.request && {
        signedBetween: {
          notBefore: instant(evidence.request.createdAt),
          notAfter: stored.receivedAt,
        },
      }),
      policy: policyShape(JSON.parse(verdict.policy), '$.policy'),
    }
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error
    throw new PlumbingError('STORE_FAILED', `The stored evidence is damaged at ${error.at}.`)
  }
}
