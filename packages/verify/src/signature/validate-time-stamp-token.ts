import {
  type AlgorithmIdentifier,
  contentTypeOids,
  type DigestAlgorithm,
  digestAlgorithmOf,
  hex,
  type Instant,
  type MaybePromise,
  parseSignedData,
  parseTstInfo,
  type SignedData,
  type SignerInfo,
  type TstInfo,
} from '@chopmark/core'
import { digestAcceptable } from '../algorithm-policy.js'
import { type Check, type CheckResult, runCheck } from '../check.js'
import { timestampExtensions } from '../checks/timestamp/extensions.js'
import { timestampGenTime } from '../checks/timestamp/gen-time.js'
import { timestampMessageImprint } from '../checks/timestamp/message-imprint.js'
import { timestampNonce } from '../checks/timestamp/nonce.js'
import { timestampToken, type TokenShape } from '../checks/timestamp/token.js'
import { timestampTsaName } from '../checks/timestamp/tsa-name.js'
import { decide, type Findings, type Speaker, type Stage } from '../decide.js'
import type { DecisionContext, KnownCertificate } from '../decision-context.js'
import type { EvidenceNeed } from '../evidence.js'
import type { PathSearch } from '../path/path.js'
import { signatureChecks } from '../registry.js'
import { evaluateSignature } from './evaluate-signature.js'
import type { DocumentState, SignatureState } from './signature-state.js'
import { withEnclosedEvidence } from './with-enclosed-evidence.js'

export interface TimeStampInput {
  /** The token: a CMS ContentInfo, DER or BER. */
  readonly token: Uint8Array
  /** What has to have been stamped; for CAdES-B-T the signature value, RFC 5126 §6.1.1. */
  readonly stamped: Uint8Array
  /** Contents octets of the INTEGER nonce, when this very token was asked for with one. */
  readonly nonce?: Uint8Array
}

/** The status of a token, ETSI EN 319 102-1 §5.4. */
export interface TimeStampAnswer {
  /** SHA-256 hex of the token; the `subject` of all its checks that have no nearer one. */
  readonly sha256: string
  /** The check that speaks against it; null when it passed. */
  readonly speaker: Speaker | null
  /** What the token says; null when it could not be parsed. Proves nothing unless it passed. */
  readonly genTime: Instant | null
  /**
   * The moment by which the stamped bytes provably existed: genTime and its stated accuracy, rounded up to milliseconds. Null unless
   * the token passed.
   */
  readonly provenAt: Instant | null
  readonly signer: KnownCertificate | null
  readonly path: PathSearch | null
  readonly checks: readonly CheckResult[]
  readonly missing: readonly EvidenceNeed[]
}

/**
 * Validates an RFC 3161 time-stamp token: the CMS signature over its TSTInfo by the same checks as any CAdES signature, the imprint, the time,
 * and a path of the unit's certificate, made for time-stamping alone, to a trust anchor listed for `time-stamping`, at the validation
 * time. What the token encloses (certificates, CRLs, OCSP answers) is used for it besides the evidence of the decision.
 * A token whose unit's certificate has expired does not pass: somebody must have kept a proof that it is older.
 * Source: ETSI EN 319 102-1 §5.4; RFC 3161 §2.4.2; RFC 5816.
 */
export async function validateTimeStampToken(
  input: TimeStampInput,
  context: DecisionContext,
): Promise<TimeStampAnswer> {
  const sha256 = hex(await context.crypto.digest('SHA-256', input.token))
  const read = readToken(input.token)
  const shape = runCheck(timestampToken, read.shape, sha256)
  if (read.info === null) return unparsed(sha256, shape)

  const own = await withEnclosedEvidence(read.signedData, context)
  const { state, missing } = await evaluateSignature(
    { signatureId: '0', signedData: read.signedData, signerInfo: read.signerInfo },
    documentState(context),
    { detached: null, computed: new Map() },
    own,
    'time-stamping',
  )
  const asked = await askAboutTime(input, read.info, state, context)
  const findings = findingsOf(state, shape, asked, sha256)
  const speaker = decide(findings)
  const { genTime, accuracyMicros = 0 } = read.info
  const provenAt = (genTime + Math.ceil(accuracyMicros / 1000)) as Instant
  return {
    sha256,
    speaker,
    genTime,
    provenAt: speaker === null ? provenAt : null,
    signer: state.signer,
    path: state.path,
    checks: [
      ...findings.format,
      ...findings['signing-certificate'],
      ...findings.path,
      ...findings.x509,
      ...findings.crypto,
      ...findings.acceptance,
    ],
    missing: speaker === null ? [] : missing,
  }
}

type ReadToken =
  | {
      readonly shape: TokenShape & { readonly problem: null }
      readonly signedData: SignedData
      readonly signerInfo: SignerInfo
      readonly info: TstInfo
    }
  | { readonly shape: TokenShape; readonly info: null }

function readToken(token: Uint8Array): ReadToken {
  const parsed = parseSignedData(token)
  if (!parsed.ok) {
    const { reason, offset } = parsed
    return { shape: { problem: 'NOT_CMS', reason, offset }, info: null }
  }
  const { eContentType: contentType, eContent, signerInfos } = parsed.value
  if (contentType !== contentTypeOids.tstInfo) {
    return { shape: { problem: 'CONTENT_TYPE', contentType }, info: null }
  }
  const [signerInfo, ...more] = signerInfos
  if (signerInfo === undefined || more.length > 0) {
    return { shape: { problem: 'SIGNERS', signers: signerInfos.length }, info: null }
  }
  if (eContent === undefined) return { shape: { problem: 'NO_CONTENT' }, info: null }
  const info = parseTstInfo(eContent)
  if (!info.ok) {
    const { reason, offset } = info
    return { shape: { problem: 'NOT_TST_INFO', reason, offset }, info: null }
  }
  return { shape: { problem: null }, signedData: parsed.value, signerInfo, info: info.value }
}

function unparsed(sha256: string, shape: CheckResult): TimeStampAnswer {
  const speaker = shape.status === 'FAILED' || shape.status === 'INDETERMINATE' ? shape : null
  return {
    sha256,
    speaker,
    genTime: null,
    provenAt: null,
    signer: null,
    path: null,
    checks: [shape],
    missing: [],
  }
}

/**
 * What a token is held to: signed attributes that name the certificate (RFC 3161 §2.4.2, RFC 5816), as CAdES asks; no request, no
 * profile and no recognition, which are about persons; and the validation time, because nobody has proved an earlier one.
 */
function documentState({ policy, validationTime }: DecisionContext): DocumentState {
  return {
    policy: {
      ...policy,
      signature: { ...policy.signature, level: 'CAdES-B-B' },
      bestSignatureTime: validationTime,
    },
    validationTime,
    request: null,
    requestOpen: null,
    expectedIdentifier: null,
    signatures: 1,
    earlierSigners: [],
    sandbox: policy.trustAnchors.some(({ sandbox }) => sandbox),
  }
}

async function askAboutTime(
  { stamped, nonce: sent }: TimeStampInput,
  info: TstInfo,
  { signer }: SignatureState,
  context: DecisionContext,
): Promise<(subject: string) => readonly CheckResult[]> {
  const { policy, validationTime } = context
  const { algorithms, clockSkewMs } = policy
  const { genTime, nonce: received, extensions, hashAlgorithm } = info
  const algorithm = knownDigest(hashAlgorithm)
  const digest = await imprintDigest(info, stamped, context)
  const certificate = signer?.certificate ?? null
  return (subject) => [
    runCheck(timestampExtensions, { extensions }, subject),
    runCheck(
      timestampMessageImprint,
      {
        algorithmOid: hashAlgorithm.oid,
        algorithm,
        imprint: info.hashedMessage,
        digest,
        algorithms,
        validationTime,
      },
      subject,
    ),
    runCheck(
      timestampGenTime,
      { genTime, validationTime, clockSkewMs, validity: certificate },
      subject,
    ),
    runCheck(
      timestampNonce,
      { ...(sent !== undefined && { sent }), ...(received !== undefined && { received }) },
      subject,
    ),
    runCheck(timestampTsaName, { tsa: info.tsa ?? null, certificate }, subject),
  ]
}

/**
 * What the imprint of a token over these octets would be.
 * @returns null for an algorithm that is unknown or that the policy never accepts: it is not computed, not every crypto form could.
 */
export function imprintDigest(
  { hashAlgorithm }: TstInfo,
  stamped: Uint8Array,
  { policy, validationTime, crypto }: DecisionContext,
): MaybePromise<Uint8Array | null> {
  const algorithm = knownDigest(hashAlgorithm)
  const verdict = algorithm && digestAcceptable(algorithm, policy.algorithms, validationTime)
  const computed = verdict?.acceptable === true || verdict?.because === 'PAST_DATE'
  return algorithm !== null && computed ? crypto.digest(algorithm, stamped) : null
}

function knownDigest(identifier: AlgorithmIdentifier): DigestAlgorithm | null {
  const known = digestAlgorithmOf(identifier)
  return known.ok ? known.value : null
}

/** Of the X.509 and acceptance checks those that a time-stamping unit shares with a person. */
const shared: ReadonlySet<string> = new Set([
  'algorithms.signature',
  'signing-certificate.validity',
])

function findingsOf(
  state: SignatureState,
  shape: CheckResult,
  aboutTime: (subject: string) => readonly CheckResult[],
  subject: string,
): Findings {
  const run = (stage: Stage): readonly CheckResult[] =>
    signatureChecks[stage].map((check: Check<SignatureState>) => runCheck(check, state, subject))
  const kept = (stage: Stage): readonly CheckResult[] =>
    run(stage).filter(({ id }) => shared.has(id))
  return {
    format: [shape, ...run('format')],
    'signing-certificate': run('signing-certificate'),
    context: [],
    x509: kept('x509'),
    crypto: run('crypto'),
    acceptance: [...kept('acceptance'), ...aboutTime(subject)],
    path: state.path?.best.checks ?? [],
    pathValid: state.path?.best.valid ?? false,
    pathStoppedBy: state.path?.best.stoppedBy ?? null,
    signer: state.signer?.sha256 ?? null,
  }
}
