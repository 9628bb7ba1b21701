import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  instant,
  type Instant,
  parseCertificate,
  type RecognitionPeriod,
  type SignatureRequest,
  type TrustAnchor,
  trustAnchors,
} from '@chopmark/core'
import type { CheckResult } from '../check.js'
import { definePolicy } from '../define-policy.js'
import type { EvidenceItem } from '../evidence.js'
import type { PolicySettings, ValidationPolicy } from '../policy.js'
import { readCms } from '../read-cms.js'
import type { DocumentReport, RevocationFact, ValidationReport } from '../report.js'
import { type CertificateReport, validateCertificate } from '../validate-certificate.js'
import { validateDocument, type ValidationOptions } from '../validate-document.js'

/** Files of a vector are named relative to `packages/verify/vectors/evidence`. */
export interface VectorItem {
  readonly kind: 'certificate' | 'crl' | 'ocsp' | 'timestamp'
  readonly file: string
  /** Hex: the nonce that was sent, for an OCSP answer or a token. */
  readonly nonce?: string
}

/** One case with everything a decision needs: a signature, or a certificate alone, with trust, policy and time. */
export interface VectorCase {
  /** A CMS message. */
  readonly signature?: string
  /** Content of a detached one. */
  readonly content?: string
  /** In place of a signature: a certificate whose path for signing is asked. */
  readonly certificate?: string
  readonly items: readonly VectorItem[]
  readonly request?: SignatureRequest
  readonly anchor: {
    readonly file: string
    readonly sandbox: boolean
    readonly recognition: readonly (Omit<RecognitionPeriod, 'from' | 'to'> & {
      readonly from: string
      readonly to?: string
    })[]
  }
  /** Settings besides id and anchors; JSON has no Instant, so `bestSignatureTime` is ISO. */
  readonly policy: Omit<
    Partial<PolicySettings>,
    'trustAnchors' | 'bestSignatureTime' | 'algorithms'
  > & { readonly bestSignatureTime?: string }
  readonly validationTime: string
}

export interface Vector {
  /** The check it is a vector of. */
  readonly check: string
  readonly shows: string
  readonly case: VectorCase
  readonly expected: {
    /** What the check says; facts left out. */
    readonly status: CheckResult['status']
    readonly subIndication: string | null
    /** What the report says, for a whole signature. */
    readonly indication: ValidationReport['indication'] | null
    readonly reportSubIndication: string | null
    readonly decidedBy: string | null
  }
}

/** What a case comes to. */
export interface VectorAnswer {
  readonly checks: readonly CheckResult[]
  readonly report: ValidationReport | null
}

export const vectorFolder = fileURLToPath(new URL('../../vectors', import.meta.url))

/** Reads an evidence file of the vectors. */
export const evidenceFile = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(`${vectorFolder}/evidence/${name}`))

/** A case that is ready to be decided. */
export interface VectorQuestion {
  readonly validationTime: Instant
  readonly document: (at: Instant, options?: ValidationOptions) => Promise<DocumentReport>
  readonly certificate: (at: Instant, options?: ValidationOptions) => Promise<CertificateReport>
}

/** Decides a case, reading files by `read`. A document's case is answered by its last report: the counter-signature where there is one. */
export async function answer(
  one: VectorCase,
  read: (file: string) => Uint8Array = evidenceFile,
): Promise<VectorAnswer> {
  const question = questionOf(one, read)
  if (one.certificate !== undefined) {
    const report = await question.certificate(question.validationTime)
    return { checks: [...report.checks, ...passedOver(report.revocation)], report: null }
  }
  const { reports } = await question.document(question.validationTime)
  const report = reports.at(-1) ?? reports[0]
  return { checks: [...report.checks, ...passedOver(report.revocation)], report }
}

/** The case with its files read, to be decided at any time. */
export function questionOf(
  one: VectorCase,
  read: (file: string) => Uint8Array = evidenceFile,
): VectorQuestion {
  const policy = policyOf(one, read)
  const items: EvidenceItem[] = one.items.map(({ kind, file, nonce }) => ({
    kind,
    bytes: read(file),
    ...(nonce !== undefined && { nonce: new Uint8Array(Buffer.from(nonce, 'hex')) }),
  }))
  const content = one.content === undefined ? undefined : read(one.content)
  const evidence = {
    items,
    ...(content !== undefined && {
      content: { sizeBytes: content.length, digests: [], bytes: content },
    }),
    ...(one.request !== undefined && { request: one.request }),
  }
  return {
    validationTime: instant(one.validationTime),
    document: (at, options) => {
      const document = readCms(read(one.signature ?? ''))
      return validateDocument({ ...evidence, document }, policy, at, options)
    },
    certificate: (at, options) => {
      const certificate = read(one.certificate ?? '')
      const asked = { purpose: 'signing', ...options } as const
      return validateCertificate({ certificate, items }, policy, at, asked)
    },
  }
}

/** What checks said of revocation sources that were passed over before their own checks were listed. */
function passedOver(revocation: readonly RevocationFact[]): CheckResult[] {
  return revocation.flatMap(({ notUsed }) =>
    notUsed.map(({ evidence, facts }) => ({
      id: typeof facts['check'] === 'string' ? facts['check'] : '',
      clause: '',
      subject: evidence,
      status: 'INDETERMINATE' as const,
      subIndication: 'TRY_LATER' as const,
      facts,
    })),
  )
}

function policyOf(one: VectorCase, read: (file: string) => Uint8Array): ValidationPolicy {
  const parsed = parseCertificate(read(one.anchor.file))
  if (!parsed.ok) throw new RangeError('A vector needs an anchor that parses.')
  const { subject: name, subjectPublicKeyInfo } = parsed.value
  const anchor: TrustAnchor = {
    kind: 'held',
    id: 'vector/anchor',
    use: 'signing',
    sandbox: one.anchor.sandbox,
    certificatePolicies: 'any',
    recognition: one.anchor.recognition.map(({ from, to, ...period }) => ({
      ...period,
      from: instant(from),
      ...(to !== undefined && { to: instant(to) }),
    })),
    name,
    subjectPublicKeyInfo,
    certificate: parsed.value,
  }
  const { bestSignatureTime, ...settings } = one.policy
  const at: Instant | undefined =
    bestSignatureTime === undefined ? undefined : instant(bestSignatureTime)
  return definePolicy({
    id: 'vector',
    trustAnchors: trustAnchors([
      anchor,
      { ...anchor, id: 'vector/time-stamping', use: 'time-stamping' },
    ]),
    ...settings,
    ...(at !== undefined && { bestSignatureTime: at }),
  })
}
