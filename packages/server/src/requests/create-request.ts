import { createHash, randomBytes } from 'node:crypto'
import {
  type CommitmentType,
  type Cosign,
  formatInstant,
  type Instant,
  type LocalizedText,
  type SignatureRequest,
  type SignerConstraint,
  UsageError,
} from '@chopmark/core'
import type { DetachedContent } from '@chopmark/verify'
import { bytesFromHex, toBase64url, toHex } from '../encoding.js'
import type { NewRequest, StoredDigest } from '../stores/store.js'
import type { CosignInput, EarlierSignature } from './cosigning.js'

/** Digests that a signer may use for the document. */
export type RequestDigest = SignatureRequest['document']['digestAlgorithm']

/** What a portal asks for. */
export interface CreateRequestInput {
  /** The portal's session of the person who is asked; only its SHA-256 is stored. */
  readonly session: string
  readonly requester: LocalizedText
  readonly purpose: LocalizedText
  readonly document: {
    /** A file name, shown to the person. */
    readonly name: string
    readonly mediaType: string
    /** The bytes, or, for a document kept elsewhere, its digests (`digestStream`, `digestFile`). */
    readonly content: Uint8Array | DetachedContent
  }
  /** `detached`: the signature stands beside the document; `attached`: it holds it. Default `detached`. */
  readonly packaging?: 'attached' | 'detached'
  /** Default `proofOfApproval`. */
  readonly commitmentType?: CommitmentType
  /** Who may sign; default: whoever the policy accepts. */
  readonly signer?: SignerConstraint
  /**
   * `whole`: accept only signatures that say the signing dialog showed the whole document (see `Shown` in core). For documents
   * that it can show: plain text, JSON, transactions, PDF. Keys at a remote-signing service cannot answer such a request.
   */
  readonly shown?: 'whole'
  /** Default SHA-256. */
  readonly digestAlgorithm?: RequestDigest
  /**
   * `own-origin`: shown and signed at the dialog's own origin alone, and the portal's pages get neither document nor key;
   * `same-page`: in the portal's page. Default `own-origin` where `dialogUrl` is set, else `same-page`.
   */
  readonly dialog?: 'own-origin' | 'same-page'
  /** How long the request stays open; default 15 minutes, at most 24 hours. */
  readonly expiresInMs?: number
  /** How many answers may be refused before the request is shut; default 5, at most 20. */
  readonly maxTries?: number
}

/** What a portal asks for when somebody has signed the document before: document, form and digest are those of then. */
export interface CosignRequestInput extends Omit<
  CreateRequestInput,
  'document' | 'packaging' | 'digestAlgorithm'
> {
  readonly cosign: CosignInput
}

export const defaultExpiryMs = 15 * 60 * 1000
/** A request left open longer than a day is one that nobody watches. */
export const maxExpiryMs = 24 * 60 * 60 * 1000
const defaultTries = 5
const maxTries = 20
/** Kept in the store and handed to the browser in one piece; larger documents are named by their digests. */
export const maxContentBytes = 32 * 1024 * 1024
const maxTextLength = 2000
const maxNameLength = 255

const requestDigests: readonly RequestDigest[] = ['SHA-256', 'SHA-384', 'SHA-512']
const languages = ['en', 'zh-Hant-HK', 'zh-Hans-HK'] as const
const mediaTypePattern =
  /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}(?:; ?charset=[a-z0-9-]{1,40})?$/i
/** Control and format characters (among them bidirectional ones), lone surrogates, and what separates folders. */
const badNamePattern = /[\p{Cc}\p{Cf}\p{Cs}/\\]/u

/** What `createRequest` needs besides its input. */
export interface RequestContext {
  readonly origin: string
  /** The dialog's own origin; absent: the portal has none. */
  readonly dialogOrigin?: string
  readonly sandbox: boolean
  /** The profiles that the policy knows. */
  readonly profileIds: readonly string[]
  readonly now: Instant
}

/**
 * Makes a request: a fresh id, a single-use nonce of 32 random octets, and everything that a signature has to answer to.
 * @throws UsageError `INVALID_REQUEST` naming the field that cannot be.
 */
export function newRequest(
  input: CreateRequestInput,
  context: RequestContext,
  cosign?: Cosign,
): NewRequest {
  refuseMisuse(input)
  refuseUnsatisfiable(input.signer ?? {}, context.profileIds)
  const { content, name, mediaType } = input.document
  const digestAlgorithm = input.digestAlgorithm ?? 'SHA-256'
  const digests = digestsOf(content)
  const asked = digests.find(({ algorithm }) => algorithm === digestAlgorithm)
  if (!asked) misuse('document.content', `give its ${digestAlgorithm} digest`)
  const expiresAt = (context.now + (input.expiresInMs ?? defaultExpiryMs)) as Instant
  const { dialogOrigin } = context
  if (input.dialog === 'own-origin' && dialogOrigin === undefined) {
    misuse('dialog', 'set dialogUrl of createChopmark: the dialog needs an origin of its own')
  }
  const request: SignatureRequest = {
    version: 1,
    id: newId(),
    nonce: toBase64url(randomBytes(32)),
    origin: context.origin,
    ...(dialogOrigin !== undefined && input.dialog !== 'same-page' && { dialogOrigin }),
    requester: input.requester,
    purpose: input.purpose,
    document: {
      name,
      mediaType,
      sizeBytes: content instanceof Uint8Array ? content.length : content.sizeBytes,
      digestAlgorithm,
      digest: toBase64url(Buffer.from(asked.value, 'hex')),
    },
    packaging: input.packaging ?? 'detached',
    commitmentType: input.commitmentType ?? 'proofOfApproval',
    signer: input.signer ?? {},
    ...(input.shown && { shown: input.shown }),
    ...(cosign && { cosign }),
    createdAt: formatInstant(context.now),
    expiresAt: formatInstant(expiresAt),
    sandbox: context.sandbox,
  }
  return {
    request,
    sessionSha256: sessionSha256(input.session),
    createdAt: context.now,
    expiresAt,
    maxTries: input.maxTries ?? defaultTries,
    ...(content instanceof Uint8Array && { content }),
    digests,
  }
}

/** The same document once more, in the form that it was asked for in. @param content - Absent: only its digests are held. */
export function requestOnceMore(
  input: CosignRequestInput,
  { request: { request, digests } }: EarlierSignature,
  content: Uint8Array | undefined,
): CreateRequestInput {
  const { packaging, document } = request
  const { name, mediaType, sizeBytes, digestAlgorithm } = document
  const held = digests.map(({ algorithm, value }) => ({
    algorithm,
    value: bytesFromHex(value) ?? new Uint8Array(),
  }))
  return {
    ...input,
    document: { name, mediaType, content: content ?? { sizeBytes, digests: held } },
    packaging,
    digestAlgorithm,
  }
}

/** 128 random bits, base64url: nobody finds a request or a signature by guessing. */
export function newId(): string {
  return toBase64url(randomBytes(16))
}

/** 256 random bits, base64url: whoever shows them was given them. */
export function newSecret(): string {
  return toBase64url(randomBytes(32))
}

/** Stored in place of the session id, so that a copy of the store opens no session. */
export function sessionSha256(session: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(session, 'utf8').digest())
}

function digestsOf(content: Uint8Array | DetachedContent): readonly StoredDigest[] {
  if (!(content instanceof Uint8Array)) {
    return content.digests.map(({ algorithm, value }) => ({ algorithm, value: toHex(value) }))
  }
  return requestDigests.map((algorithm) => ({
    algorithm,
    value: createHash(algorithm.replace('-', '')).update(content).digest('hex'),
  }))
}

function refuseMisuse(input: CreateRequestInput): void {
  const { document, expiresInMs = defaultExpiryMs, maxTries: tries = defaultTries } = input
  if (input.session === '') misuse('session', 'give the id of the session that is asked')
  for (const field of ['requester', 'purpose'] as const) {
    for (const language of languages) {
      const text: unknown = input[field][language]
      if (typeof text !== 'string' || text.trim() === '' || text.length > maxTextLength) {
        misuse(`${field}.${language}`, `give a sentence of at most ${maxTextLength} characters`)
      }
    }
  }
  const { name, mediaType, content } = document
  if (name === '' || name.length > maxNameLength || badNamePattern.test(name)) {
    misuse('document.name', 'give a plain file name')
  }
  if (!mediaTypePattern.test(mediaType))
    misuse('document.mediaType', 'give a type such as text/plain')
  if (input.shown !== undefined && (input.shown as string) !== 'whole') {
    misuse('shown', "give 'whole' or nothing")
  }
  if (content instanceof Uint8Array && content.length > maxContentBytes) {
    misuse('document.content', 'give the digests of a document of more than 32 MiB, see digestFile')
  }
  if (!(content instanceof Uint8Array) && input.packaging === 'attached') {
    misuse('packaging', 'an attached signature holds its document: give the bytes')
  }
  if (!Number.isSafeInteger(expiresInMs) || expiresInMs < 1 || expiresInMs > maxExpiryMs) {
    misuse('expiresInMs', 'give whole milliseconds up to 24 hours')
  }
  if (!Number.isSafeInteger(tries) || tries < 1 || tries > maxTries) {
    misuse('maxTries', `give 1 to ${maxTries}`)
  }
}

/** A constraint that nobody can meet would refuse every signer, one by one. */
function refuseUnsatisfiable(signer: SignerConstraint, profileIds: readonly string[]): void {
  const unknown = signer.profiles?.some((id) => !profileIds.includes(id))
  if (unknown === true || signer.profiles?.length === 0) {
    misuse('signer.profiles', 'name profiles that the policy knows')
  }
  if (!Object.keys(signer.subject ?? {}).every((oid) => /^[0-2](?:\.\d+)+$/.test(oid))) {
    misuse('signer.subject', 'name attributes by dotted OID, such as 2.5.4.3')
  }
}

function misuse(field: string, advice: string): never {
  throw new UsageError('INVALID_REQUEST', `${field}: ${advice}.`)
}
