import {
  type DigestAlgorithm,
  digestAlgorithmOf,
  hashesAlike,
  type Instant,
  instant,
  type MaybePromise,
  sameOctets,
  type SignatureSpec,
  trustAnchors,
} from '@chopmark/core'
import { algorithmAcceptable, digestAcceptable } from '../algorithm-policy.js'
import type { SignatureValueAnswer } from '../checks/crypto/signature-value.js'
import type { DecisionContext, KnownCertificate } from '../decision-context.js'
import type { EvidenceNeed } from '../evidence.js'
import { findPath } from '../path/find-path.js'
import type { PathSearch } from '../path/path.js'
import { runSteps, settled, type Steps } from '../revocation/steps.js'
import { profileOf } from '../trust/profile-of.js'
import { recognitionAt } from '../trust/recognition-at.js'
import { type Contents, contentOf } from './content-of.js'
import { readSignedAttributes } from './read-signed-attributes.js'
import { shownAgain } from './shown-again.js'
import { signatureSpecOf } from './signature-spec.js'
import type { DocumentState, SignatureCase, SignatureState } from './signature-state.js'
import { matchReferences } from './signing-certificate-reference.js'

/** What the signing certificate has to be good for: signing documents, unless it is a time-stamping unit's. */
export type SignerPurpose = 'signing' | 'time-stamping'

/** The state of one signature and what its decision lacks. */
export interface EvaluatedSignature {
  readonly state: SignatureState
  readonly missing: readonly EvidenceNeed[]
}

/**
 * Works out everything the checks of one signature look at: digests, certificate, signature value, path. Judges nothing.
 * Waits only where the crypto form has to.
 */
export function* evaluateSteps(
  one: SignatureCase,
  document: DocumentState,
  contents: Contents,
  context: DecisionContext,
  purpose: SignerPurpose,
): Steps<EvaluatedSignature> {
  const { policy, request } = document
  const { signedData, signerInfo, countersigned } = one
  const { crypto } = context
  const attributes = readSignedAttributes(signerInfo)
  const digest = digestAlgorithmOf(signerInfo.digestAlgorithm)
  const digestAlgorithm = digest.ok && everListed(digest.value, policy) ? digest.value : null
  const content = contentOf(one, contents)
  const bestSignatureTime = bestTime(document)

  const digesting = digestAlgorithm === null ? null : content.digest(digestAlgorithm, crypto)
  const contentDigest = digesting instanceof Promise ? yield* settled(digesting) : digesting
  // A counter-signature answers for the document as well: it is the one under the signature that it signs.
  const requested =
    countersigned === undefined
      ? content
      : contentOf({ ...one, countersigned: undefined }, contents)
  const requestedDigest =
    request === null
      ? null
      : yield* settled(requested.digest(request.document.digestAlgorithm, crypto))

  const shown = attributes?.shown
  const again =
    shown === undefined ? null : yield* shownAgain(shown, request, requested.bytes, crypto)

  const candidates = candidatesFor(signerInfo.sid, context)
  const referenced =
    attributes?.signingCertificate !== undefined || attributes?.signingCertificateV2 !== undefined
  const fitting: KnownCertificate[] = []
  let references = null
  for (const candidate of candidates) {
    const matching = matchReferences(attributes, candidate, crypto)
    const matches = matching instanceof Promise ? yield* settled(matching) : matching
    const fits = matches.every(
      ({ digestMatches, issuerSerialMatches }) => digestMatches && issuerSerialMatches !== false,
    )
    if (fits) fitting.push(candidate)
    if (references === null || (fits && fitting.length === 1)) references = matches
  }
  const signer = fitting[0] ?? candidates[0] ?? null

  const { spec, specProblem } = signatureSpecOf(signerInfo, signer)
  const signed = signerInfo.signedAttributes?.der ?? content.bytes
  const given = { signer, spec, specProblem, signed, digest: digestAlgorithm }
  const signatureVerifies = yield* verifyValue(one, given, context)
  const notBeforeProof = provenNotBefore(document, attributes?.contentIdentifier, signatureVerifies)
  const path = signer === null ? null : yield* pathOf(signer, bestSignatureTime, context, purpose)
  const revocation = path?.best.revocation.find(({ certificate }) => certificate === signer?.sha256)

  const state: SignatureState = {
    policy,
    validationTime: document.validationTime,
    requestOpen: document.requestOpen,
    expectedIdentifier: document.expectedIdentifier,
    signatures: document.signatures,
    sandbox: document.sandbox,
    request,
    earlierSigners: document.earlierSigners,
    signedData,
    signerInfo,
    counterSignature: countersigned !== undefined,
    attributes,
    digestAlgorithm: digest.ok ? digest.value : null,
    digestAlgorithmOid: signerInfo.digestAlgorithm.oid,
    signatureAlgorithmOid: signerInfo.signatureAlgorithm.oid,
    contentSource: contentDigest === null && content.bytes === null ? null : content.source,
    contentShape: signerInfo.signedAttributes === undefined ? content.shape() : null,
    contentDigest,
    contentSizeBytes: requested.sizeBytes,
    requestedDigest,
    shownAgain: again,
    candidates,
    matching: fitting,
    referenced,
    references,
    referenceDigests: (references ?? []).map((reference) => reference.digestAlgorithm),
    signer,
    spec,
    specProblem,
    signatureVerifies,
    path,
    anchor: path?.best.anchor ?? null,
    profile: signer === null ? null : profileOf(signer.certificate, policy.certificateProfiles),
    bestSignatureTime,
    notBeforeProof,
    knownGood: revocation?.status === 'good',
    revokedAt:
      revocation?.status === 'revoked' &&
      revocation.revokedAt !== null &&
      revocation.reason !== 'certificateHold'
        ? instant(revocation.revokedAt)
        : null,
  }
  return { state, missing: needsOf(state, digest.ok ? digest.value : null) }
}

/** The same for callers outside a sequence of steps. */
export function evaluateSignature(
  one: SignatureCase,
  document: DocumentState,
  contents: Contents,
  context: DecisionContext,
  purpose: SignerPurpose = 'signing',
): MaybePromise<EvaluatedSignature> {
  return runSteps(evaluateSteps(one, document, contents, context, purpose))
}

/** A proof of somebody else counts as far as it lies in the past. Without one, the validation time. EN 319 102-1 §5.3.4. */
function bestTime({ policy, validationTime, provenAt = validationTime }: DocumentState): Instant {
  const { bestSignatureTime = validationTime } = policy
  return Math.min(validationTime, bestSignatureTime, provenAt) as Instant
}

/**
 * What a policy never accepts is not computed: the forms of the crypto contract differ in the old algorithms they know,
 * and their reports must not.
 */
function everListed(algorithm: DigestAlgorithm, policy: DocumentState['policy']): boolean {
  const verdict = digestAcceptable(algorithm, policy.algorithms, 0 as Instant)
  return verdict.acceptable || verdict.because === 'PAST_DATE'
}

/** Octet for octet: nothing protects the identifier, so a name that is only equal under RFC 5280 §7.1 was changed. */
export function candidatesFor(
  sid: SignatureCase['signerInfo']['sid'],
  context: DecisionContext,
): readonly KnownCertificate[] {
  return context.certificates
    .all()
    .filter(({ certificate }) =>
      sid.kind === 'issuerAndSerialNumber'
        ? sameOctets(certificate.serialNumber, sid.serialNumber) &&
          sameOctets(certificate.issuer.raw, sid.issuer.raw)
        : certificate.extension.subjectKeyIdentifier !== undefined &&
          sameOctets(certificate.extension.subjectKeyIdentifier, sid.keyIdentifier),
    )
}

function* verifyValue(
  { signerInfo }: SignatureCase,
  given: {
    readonly signer: KnownCertificate | null
    readonly spec: SignatureSpec | null
    readonly specProblem: string | null
    readonly signed: Uint8Array | null
    readonly digest: DigestAlgorithm | null
  },
  context: DecisionContext,
): Steps<SignatureValueAnswer> {
  const { signer, spec, specProblem, signed, digest } = given
  if (signer === null) return 'NO_SIGNING_CERTIFICATE'
  // A key or parameters that do not go with the algorithm: no signature can verify with them.
  if (spec === null) return specProblem === 'UNSUPPORTED_ALGORITHM' ? 'UNUSABLE_ALGORITHM' : false
  if (signed === null) return 'NO_CONTENT'
  const verdict = algorithmAcceptable(spec, context.policy.algorithms, 0 as Instant)
  if (!verdict.acceptable && verdict.because !== 'PAST_DATE') return 'UNUSABLE_ALGORITHM'
  // WebCrypto knows no mask of another hash; `crypto.algorithms-agree` refuses it.
  if (spec.scheme === 'RSASSA-PSS' && spec.mgfHash !== spec.hash) return 'UNUSABLE_ALGORITHM'
  const key = signer.certificate.subjectPublicKeyInfo
  const verifying = context.crypto.verify(spec, key, signed, signerInfo.signatureValue)
  const verifies = verifying instanceof Promise ? yield* settled(verifying) : verifying
  const named = spec.scheme === 'RSASSA-PKCS1-v1_5' || spec.scheme === 'ECDSA'
  if (verifies || !named || digest === null || hashesAlike(spec, digest)) return verifies
  // RFC 5652 §5.4 computes the signature under the digestAlgorithm, whatever hash the signature algorithm names. Some
  // signers do so; whether it fits is worth knowing, and `crypto.algorithms-agree` has refused the pair already.
  const other = { ...spec, hash: digest }
  return yield* settled(context.crypto.verify(other, key, signed, signerInfo.signatureValue))
}

/** The request's nonce was unknown before the request was made, so a signature that carries it is not older. */
function provenNotBefore(
  { expectedIdentifier, requestOpen }: DocumentState,
  identifier: Uint8Array | undefined,
  verifies: SignatureValueAnswer,
): Instant | null {
  return verifies === true &&
    requestOpen !== null &&
    identifier !== undefined &&
    expectedIdentifier !== null &&
    sameOctets(identifier, expectedIdentifier)
    ? requestOpen.from
    : null
}

/**
 * The path at the best signature time. Where recognition is asked for and the path found ends at an anchor without it,
 * the recognised anchors get a search of their own: one passing path is enough.
 */
function* pathOf(
  target: KnownCertificate,
  at: Instant,
  context: DecisionContext,
  purpose: SignerPurpose,
): Steps<PathSearch> {
  const { policy } = context
  const request = {
    target,
    purpose,
    at,
    settings: policy.path,
    trustAnchors: policy.trustAnchors,
    revocation: policy.revocation.required === 'never' ? 'skip' : 'check',
  } as const
  const { shared } = context
  const found =
    shared === undefined
      ? yield* settled(findPath(request, context))
      : yield* shared.searches.find(request, context)
  const { anchor } = found.best
  // Cap. 553 recognises certificates of signers; a time-stamping unit is trusted by being listed.
  if (purpose !== 'signing' || !policy.requireRecognition || anchor === null) return found
  const isRecognised = (one: typeof anchor) => recognitionAt(one, at)?.status === 'recognised'
  if (isRecognised(anchor)) return found
  const recognised = policy.trustAnchors.filter(isRecognised)
  if (recognised.length === 0) return found
  const again = yield* settled(
    findPath({ ...request, trustAnchors: trustAnchors(recognised) }, context),
  )
  return again.best.valid ? again : found
}

function needsOf(state: SignatureState, digest: DigestAlgorithm | null): readonly EvidenceNeed[] {
  const needs: EvidenceNeed[] = []
  if (state.signedData.eContent === undefined) {
    if (!state.counterSignature && state.contentSource === null && digest !== null) {
      needs.push({ kind: 'content', algorithm: digest })
    }
    const asked = state.request?.document.digestAlgorithm
    if (asked !== undefined && state.requestedDigest === null && asked !== digest) {
      needs.push({ kind: 'content', algorithm: asked })
    }
  }
  return state.path === null ? needs : [...needs, ...state.path.missing]
}
