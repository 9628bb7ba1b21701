import type { Readable } from 'node:stream'
import {
  type CryptoForm,
  type Instant,
  parseCertificate,
  type RequesterProof,
  type SignatureRequest,
  signingOrigin,
  UsageError,
} from '@chopmark/core'
import type { DocumentReport, ValidationPolicy } from '@chopmark/verify'
import { type Clock, systemClock } from './clock.js'
import { type Collector, type CollectorSettings, createCollector } from './collector/collector.js'
import { nodeCrypto } from './crypto/node-crypto.js'
import { type EvidenceFile, evidenceFileOf } from './evidence/evidence-file.js'
import { type Acceptance, acceptanceOf, type Refused } from './requests/acceptance.js'
import { earlierSignature, signedDocument } from './requests/cosigning.js'
import {
  type CosignRequestInput,
  type CreateRequestInput,
  newId,
  newRequest,
  newSecret,
  type RequestContext,
  requestOnceMore,
  sessionSha256,
} from './requests/create-request.js'
import { withoutContent } from './requests/merge-signature.js'
import {
  type AcceptStep,
  decide,
  type DeciderSettings,
  type HeldAnswer,
} from './requests/decider.js'
import type { PendingCode, RefusalCode } from './requests/refusal-code.js'
import {
  requesterProofs,
  type RequesterProofs,
  type RequesterSettings,
} from './requester/requester-proofs.js'
import { isSession, maxBatch, notOpen, refused } from './requests/session-guard.js'
import type { Erasure, NewRequest, Store, StoredRequest, StoredSignature } from './stores/store.js'

export interface ChopmarkSettings {
  readonly store: Store
  readonly policy: ValidationPolicy
  /** The web origin of the portal, for example `https://portal.example`: it alone may deliver answers. */
  readonly origin: string
  /**
   * Where the dialog's page lies when it has an origin of its own, for example `https://sign.portal.example/chopmark/dialog`,
   * served by `createDialogHandler`. With it requests are signed there, see `CreateRequestInput.dialog`.
   */
  readonly dialogUrl?: string
  /** The portal's own certificate and key: with them every request is signed, and the dialog can say who asks. */
  readonly requester?: RequesterSettings
  /** How evidence is collected. Cache, crypto and clock are those given here unless it names others. */
  readonly collector?: CollectorSettings
  /**
   * Opens a document that the store holds only the digests of, for the page of its session: a file, an object store. Nothing
   * is taken on trust: the client refuses what is not the document that was asked for. Undefined: it cannot be had.
   */
  readonly openContent?: (
    request: SignatureRequest,
  ) => Readable | undefined | Promise<Readable | undefined>
  /** Default `nodeCrypto()`. */
  readonly crypto?: CryptoForm
  /** Default: the machine's clock. */
  readonly clock?: Clock
  /**
   * How long one process may take over an answer before another may take it up; default 60 seconds. Longer than the
   * collector's time limit.
   */
  readonly leaseMs?: number
  /** `keep` (default): an answer that cannot be decided yet waits, and `resume` decides it later; `refuse`: it is refused at once. */
  readonly undecided?: 'keep' | 'refuse'
  /** How long an undecided answer is kept waiting; default 7 days. */
  readonly keepPendingMs?: number
  /** The largest answer, in bytes, without its content; default 1 MiB. */
  readonly maxSignatureBytes?: number
  /** Told about each step of taking in an answer, for metrics. */
  readonly onStep?: (step: AcceptStep, signatureId: string) => void
}

export interface AcceptSignatureInput {
  readonly requestId: string
  /** The session from which the answer came, as the portal knows it: never a value out of the answer itself. */
  readonly session: string
  /** The `Origin` header with which the answer came. */
  readonly origin: string
  /** CMS SignedData. */
  readonly signature: Uint8Array
}

/** A request as its session may see it. */
export interface OpenRequest {
  readonly outcome: 'open'
  readonly request: SignatureRequest
}

/** The portal's signature over a request, as its session may see it. */
export interface ProvenRequest {
  readonly outcome: 'found'
  /** Undefined: this portal signs no requests. */
  readonly proof: RequesterProof | undefined
}

/** Where the person goes on, see `handOver`. */
export interface HandedOver {
  readonly outcome: 'handed-over'
  /** The dialog's page, with the request's id and a ticket in the fragment. */
  readonly url: string
}

/** The dialog's session, see `takeOver`. */
export interface TakenOver {
  readonly outcome: 'taken-over'
  /** A secret for these requests: what `session` is to the portal's own pages. */
  readonly session: string
  /** Those that were handed over with the ticket, in order. */
  readonly requestIds: readonly [string, ...string[]]
}

/** A stored answer as its session may see it. */
export interface SignatureView {
  readonly outcome: 'found'
  readonly signatureId: string
  readonly requestId: string
  readonly state: StoredSignature['state']
  readonly code?: RefusalCode | PendingCode
  readonly receivedAt: Instant
  readonly settledAt?: Instant
  readonly retryAt?: Instant
  /** Absent while nothing was decided. */
  readonly reports?: DocumentReport['reports']
}

export interface ResumeInput {
  /**
   * True only at the start of the one process that uses this store: answers that an earlier process was deciding are taken up
   * at once, not only when their lease has run out.
   */
  readonly alone?: boolean
  /** At most so many; default 100. */
  readonly limit?: number
}

export interface EraseOldInput {
  /** How long requests are kept, in milliseconds from when they were made: seven years are 7 × 365.25 × 86,400,000. */
  readonly olderThanMs: number
  /** At most so many; default 100. */
  readonly limit?: number
}

export interface Resumed {
  /** What became of each answer that was due. */
  readonly decided: readonly {
    readonly signatureId: string
    readonly outcome: Acceptance['outcome']
  }[]
  /** Those that could not be decided because something is broken; they stay due. */
  readonly failed: readonly { readonly signatureId: string; readonly error: unknown }[]
}

/** A portal's side of signing: requests, answers, and what was decided about them. Made by `createChopmark`. */
export interface Chopmark {
  readonly origin: string
  /** Where the dialog's page lies, see `ChopmarkSettings`, and the web origin of that. */
  readonly dialogUrl: string | undefined
  readonly dialogOrigin: string | undefined
  readonly policy: ValidationPolicy
  /**
   * Asks for a signature; with `cosign`, for one more on a document that somebody has signed: what comes of it is the whole
   * document with all signatures, under a signature id of its own.
   * @returns What the page hands to the client.
   * @throws UsageError `INVALID_REQUEST`; PlumbingError `STORE_FAILED`.
   */
  createRequest(input: CreateRequestInput | CosignRequestInput): Promise<SignatureRequest>
  /**
   * Takes in an answer: stores it, decides, stores evidence, policy and report. A process that dies in between leaves an
   * answer that `resume`, or the same answer sent again, takes up.
   * @throws PlumbingError when store or crypto cannot do their work; the answer, once stored, is kept.
   */
  acceptSignature(input: AcceptSignatureInput): Promise<Acceptance>
  /** Decides a pending answer again, now. A settled one is left as it is. Undefined: unknown. */
  recheck(signatureId: string): Promise<Acceptance | undefined>
  /** Decides what is due: answers whose process died, pending ones whose time has come. Call at start and by a timer. */
  resume(input?: ResumeInput): Promise<Resumed>

  /**
   * Sends a person on to the dialog's own origin: for a redirect, whose target no script of the portal's pages can read. The ticket in
   * it is good for one minute, one use and these requests.
   * @param input - `also`: at most 49 further requests of this session, for one consent.
   * @returns `ORIGIN_MISMATCH` when one of them is signed in the portal's page; why the first takes no answer, when none does.
   * @throws UsageError `TOO_MANY_DOCUMENTS`.
   */
  handOver(input: {
    readonly requestId: string
    readonly also?: readonly string[]
    readonly session: string
  }): Promise<HandedOver | Refused>
  /**
   * The other end: the dialog's page, which has the ticket, gets a session for what was handed over with it.
   * `SESSION_MISMATCH`: the ticket is worth nothing.
   */
  takeOver(input: {
    readonly requestId: string
    readonly ticket: string
  }): Promise<TakenOver | Refused>

  /**
   * `session` here and below: the portal's for a request that is signed in its page, the dialog's for one that is signed at its own
   * origin; the portal's session gets `ORIGIN_MISMATCH` for the latter.
   */
  request(input: {
    readonly requestId: string
    readonly session: string
  }): Promise<OpenRequest | Refused>
  /**
   * The portal's signature over a request that is open, made now, with revocation evidence about its certificate.
   * @throws PlumbingError when the collector cannot do its work; whatever the portal's own signing function throws.
   */
  requesterProof(input: {
    readonly requestId: string
    readonly session: string
  }): Promise<ProvenRequest | Refused>
  /** The document of a request; `bytes` is undefined when the store holds only its digests. */
  content(input: { readonly requestId: string; readonly session: string }): Promise<
    | {
        readonly outcome: 'found'
        readonly request: SignatureRequest
        readonly bytes: Uint8Array | undefined
        /** Given in place of `bytes` where `openContent` was set: opens the document. */
        readonly open?: () => Promise<Readable | undefined>
      }
    | Refused
  >
  /** Of a request for a further signature: CMS with those that are there, without the document. */
  earlier(input: {
    readonly requestId: string
    readonly session: string
  }): Promise<{ readonly outcome: 'found'; readonly bytes: Uint8Array | undefined } | Refused>
  /** How many bytes an answer to this request may have, before anybody reads them. */
  maxAnswerBytes(input: {
    readonly requestId: string
    readonly session: string
  }): Promise<number | Refused>
  signature(input: {
    readonly signatureId: string
    readonly session: string
  }): Promise<SignatureView | Refused>
  /**
   * CMS of a decided answer: for a further signature the document with all of them, else what was sent. For the portal
   * itself: no session is asked.
   */
  signedDocument(signatureId: string): Promise<Uint8Array | undefined>
  /** Everything about one decided answer, for `writeEvidenceFile`. For the portal itself: no session is asked. */
  evidenceFile(signatureId: string): Promise<EvidenceFile | undefined>
  /**
   * Forgets a request for good, closed or not: document, answers, evidence, reports. Write the evidence file first where you
   * keep one elsewhere. A further signature (`cosign`) holds the whole document with those before it, and is a request of its own.
   * @returns `busy`: an answer is being decided or waits, or a further signature is asked for; nothing was erased.
   */
  erase(requestId: string): Promise<Erasure>
  /**
   * Forgets requests that were made longer ago than you keep them and wait for no answer any more, the oldest first. Call
   * by a timer, until `erased` is empty.
   * @throws UsageError `INVALID_RETENTION` unless the time is a positive number of whole milliseconds.
   */
  eraseOld(input: EraseOldInput): Promise<{ readonly erased: readonly string[] }>
  /**
   * Keeps a certificate for path building or as that of a pinned trust anchor. No trust follows.
   * @throws UsageError `NOT_A_CERTIFICATE`.
   */
  importCertificate(bytes: Uint8Array, note: string): Promise<void>
}

/**
 * Puts together what a portal needs to ask for signatures.
 * @throws UsageError `INVALID_ORIGIN` unless it is a bare https origin, or http on this machine; `INVALID_DIALOG_URL` unless the
 * dialog lies at such an origin, and not the portal's.
 */
export function createChopmark(settings: ChopmarkSettings): Chopmark {
  return new Portal(settings)
}

const defaultLeaseMs = 60_000
const defaultKeepPendingMs = 7 * 24 * 60 * 60 * 1000
const defaultMaxSignatureBytes = 1024 * 1024
/** A redirect takes seconds. */
const ticketMs = 60_000
/** How long `resume` leaves an answer alone that it could not decide. */
const failedRetryMs = 60_000

interface SessionAsks {
  readonly requestId: string
  readonly session: string
}

class Portal implements Chopmark {
  readonly origin: string
  readonly dialogUrl: string | undefined
  readonly dialogOrigin: string | undefined
  readonly policy: ValidationPolicy
  readonly #maxSignatureBytes: number
  readonly #store: Store
  readonly #openContent: DeciderSettings['openContent']
  readonly #clock: Clock
  readonly #leaseMs: number
  readonly #decider: DeciderSettings
  readonly #requester: RequesterProofs | undefined

  constructor(settings: ChopmarkSettings) {
    const { store, policy } = settings
    this.origin = checkedOrigin(settings.origin)
    this.dialogUrl = settings.dialogUrl
    this.dialogOrigin = settings.dialogUrl && dialogOriginOf(settings.dialogUrl, this.origin)
    this.policy = policy
    this.#maxSignatureBytes = settings.maxSignatureBytes ?? defaultMaxSignatureBytes
    this.#store = store
    const { openContent } = settings
    this.#openContent = openContent && (async (request) => openContent(request))
    this.#clock = settings.clock ?? systemClock
    this.#leaseMs = settings.leaseMs ?? defaultLeaseMs
    const crypto = settings.crypto ?? nodeCrypto()
    const collector: Collector = createCollector({
      cache: store,
      crypto,
      clock: this.#clock,
      ...settings.collector,
    })
    this.#requester = settings.requester && requesterProofs(settings.requester, collector)
    this.#decider = {
      store,
      collector,
      openContent: this.#openContent,
      policy,
      undecided: settings.undecided ?? 'keep',
      keepPendingMs: settings.keepPendingMs ?? defaultKeepPendingMs,
      onStep: settings.onStep ?? (() => undefined),
    }
  }

  async createRequest(input: CreateRequestInput | CosignRequestInput): Promise<SignatureRequest> {
    const [{ sandbox }] = this.policy.trustAnchors
    const profileIds = this.policy.certificateProfiles.map(({ id }) => id)
    const { origin, dialogOrigin } = this
    const context = {
      ...{ origin, sandbox, profileIds, now: this.#clock() },
      ...(dialogOrigin !== undefined && { dialogOrigin }),
    }
    const created =
      'cosign' in input ? await this.#cosigned(input, context) : newRequest(input, context)
    await this.#store.insertRequest(created)
    return created.request
  }

  async #cosigned(input: CosignRequestInput, context: RequestContext): Promise<NewRequest> {
    const earlier = await earlierSignature(this.#store, input.cosign)
    const content = await this.#store.content(earlier.request.request.id)
    return newRequest(requestOnceMore(input, earlier, content), context, earlier.cosign)
  }

  async acceptSignature(input: AcceptSignatureInput): Promise<Acceptance> {
    const now = this.#clock()
    const request = await this.#signable(input)
    if ('outcome' in request) return request
    if (input.origin !== signingOrigin(request.request)) return refused('ORIGIN_MISMATCH')
    if (input.signature.length > this.#answerLimit(request)) return refused('SIGNATURE_MALFORMED')
    const signatureId = newId()
    this.#decider.onStep('received', signatureId)
    const claimed = await this.#store.claim({
      requestId: input.requestId,
      signatureId,
      // A copy: the caller's buffer is its own to reuse while this one is decided.
      signature: new Uint8Array(input.signature),
      now,
      leaseMs: this.#leaseMs,
    })
    switch (claimed.kind) {
      case 'unknown':
        return refused('REQUEST_UNKNOWN')
      case 'expired':
        return refused('REQUEST_EXPIRED')
      case 'too-many-tries':
        return { ...refused('TOO_MANY_TRIES'), triesLeft: 0 }
      case 'already-used':
        return refused('REQUEST_ALREADY_USED', claimed.signatureId)
      case 'claimed':
        this.#decider.onStep('claimed', claimed.claim.signatureId)
        return this.#decide(await this.#held(request, claimed.claim, now), now)
    }
  }

  async recheck(signatureId: string): Promise<Acceptance | undefined> {
    if (!(await this.#store.signature(signatureId))) return undefined
    const taken = await this.#takeUp(signatureId, false, (now) => now)
    return taken ?? this.#stored(signatureId)
  }

  async resume({ alone = false, limit = 100 }: ResumeInput = {}): Promise<Resumed> {
    const now = this.#clock()
    await this.#store.expireRequests(now)
    const due = await this.#store.due({ now, limit, includeLeased: alone })
    const decided: { signatureId: string; outcome: Acceptance['outcome'] }[] = []
    const failed: { signatureId: string; error: unknown }[] = []
    for (const signatureId of due) {
      try {
        const later = (from: Instant): Instant => (from + failedRetryMs) as Instant
        const acceptance = await this.#takeUp(signatureId, alone, later)
        if (acceptance) decided.push({ signatureId, outcome: acceptance.outcome })
      } catch (error) {
        // One answer that cannot be decided keeps no other waiting.
        failed.push({ signatureId, error })
      }
    }
    return { decided, failed }
  }

  async handOver({
    requestId,
    also = [],
    session,
  }: Parameters<Chopmark['handOver']>[0]): Promise<HandedOver | Refused> {
    const requestIds = [requestId, ...new Set(also.filter((id) => id !== requestId))] as const
    if (requestIds.length > maxBatch) {
      throw new UsageError('TOO_MANY_DOCUMENTS', `Sign at most ${maxBatch} documents at a time.`)
    }
    const now = this.#clock()
    const shut: Refused[] = []
    for (const id of requestIds) {
      const stored = await this.#ofSession({ requestId: id, session })
      if ('outcome' in stored) return stored
      const { dialogOrigin } = stored.request
      if (dialogOrigin === undefined || dialogOrigin !== this.dialogOrigin) {
        return refused('ORIGIN_MISMATCH')
      }
      const why = notOpen(stored, now)
      if (why) shut.push(why)
    }
    const [first] = shut
    // Of several one may be shut: the dialog says so, and goes on with the others.
    if (first && shut.length === requestIds.length) return first
    const ticket = newSecret()
    const expiresAt = (now + ticketMs) as Instant
    await this.#store.insertTicket({ sha256: sessionSha256(ticket), requestIds, expiresAt }, now)
    const fragment = new URLSearchParams({ request: requestId, ticket }).toString()
    return { outcome: 'handed-over', url: `${this.dialogUrl ?? ''}#${fragment}` }
  }

  async takeOver({
    requestId,
    ticket,
  }: Parameters<Chopmark['takeOver']>[0]): Promise<TakenOver | Refused> {
    const session = newSecret()
    const requestIds = await this.#store.takeTicket({
      ...{ requestId, sha256: sessionSha256(ticket), sessionSha256: sessionSha256(session) },
      now: this.#clock(),
    })
    return requestIds ? { outcome: 'taken-over', session, requestIds } : refused('SESSION_MISMATCH')
  }

  async request(input: Parameters<Chopmark['request']>[0]): Promise<OpenRequest | Refused> {
    const stored = await this.#signable(input)
    if ('outcome' in stored) return stored
    return notOpen(stored, this.#clock()) ?? { outcome: 'open', request: stored.request }
  }

  async requesterProof(
    input: Parameters<Chopmark['requesterProof']>[0],
  ): Promise<ProvenRequest | Refused> {
    const found = await this.request(input)
    if (found.outcome !== 'open') return found
    return {
      outcome: 'found',
      proof: await this.#requester?.proofOf(found.request, this.#clock()),
    }
  }

  async content(input: Parameters<Chopmark['content']>[0]): ReturnType<Chopmark['content']> {
    const stored = await this.#signable(input)
    if ('outcome' in stored) return stored
    const { request } = stored
    const bytes = await this.#store.content(input.requestId)
    const openContent = this.#openContent
    if (bytes || !openContent) return { outcome: 'found', request, bytes }
    return { outcome: 'found', request, bytes, open: () => openContent(request) }
  }

  async earlier(input: Parameters<Chopmark['earlier']>[0]): ReturnType<Chopmark['earlier']> {
    const stored = await this.#signable(input)
    if ('outcome' in stored) return stored
    const { cosign } = stored.request
    const whole = cosign && (await signedDocument(this.#store, cosign.signatureId))
    return { outcome: 'found', bytes: whole && withoutContent(whole) }
  }

  async maxAnswerBytes(
    input: Parameters<Chopmark['maxAnswerBytes']>[0],
  ): Promise<number | Refused> {
    const stored = await this.#signable(input)
    return 'outcome' in stored ? stored : this.#answerLimit(stored)
  }

  async signature(input: Parameters<Chopmark['signature']>[0]): Promise<SignatureView | Refused> {
    const stored = await this.#store.signature(input.signatureId)
    if (!stored) return refused('REQUEST_UNKNOWN')
    const { session } = input
    const request = await this.#ofSession({ requestId: stored.requestId, session })
    if ('outcome' in request) {
      // What became of the answer concerns the dialog that sent it as well.
      const sent = await this.#signable({ requestId: stored.requestId, session })
      if ('outcome' in sent) return sent
    }
    const verdict = await this.#store.verdict(stored.id)
    const { id: signatureId, requestId, state, receivedAt, settledAt, retryAt } = stored
    return {
      ...{ outcome: 'found', signatureId, requestId, state, receivedAt },
      ...(stored.code !== undefined && { code: stored.code as RefusalCode | PendingCode }),
      ...(settledAt !== undefined && { settledAt }),
      ...(retryAt !== undefined && { retryAt }),
      ...(verdict && { reports: (JSON.parse(verdict.report) as DocumentReport).reports }),
    }
  }

  signedDocument(signatureId: string): Promise<Uint8Array | undefined> {
    return signedDocument(this.#store, signatureId)
  }

  evidenceFile(signatureId: string): Promise<EvidenceFile | undefined> {
    return evidenceFileOf(this.#store, signatureId)
  }

  erase(requestId: string): Promise<Erasure> {
    return this.#store.eraseRequest(requestId)
  }

  async eraseOld({
    olderThanMs,
    limit = 100,
  }: EraseOldInput): Promise<{ readonly erased: readonly string[] }> {
    if (!Number.isSafeInteger(olderThanMs) || olderThanMs < 1) {
      throw new UsageError(
        'INVALID_RETENTION',
        'olderThanMs: give a positive number of whole milliseconds.',
      )
    }
    const now = this.#clock()
    const before = (now - olderThanMs) as Instant
    const erased: string[] = []
    for (const id of await this.#store.erasable({ before, now, limit })) {
      // Each in a transaction of its own, so that no answer waits for all of them.
      if ((await this.#store.eraseRequest(id)) === 'erased') erased.push(id)
    }
    return { erased }
  }

  async importCertificate(bytes: Uint8Array, note: string): Promise<void> {
    if (!parseCertificate(bytes).ok) {
      throw new UsageError('NOT_A_CERTIFICATE', 'Give one X.509 certificate in DER.')
    }
    await this.#store.importCertificate({ bytes, importedAt: this.#clock(), note })
  }

  /** An attached signature carries its document. */
  #answerLimit({ request }: StoredRequest): number {
    const content = request.packaging === 'attached' ? request.document.sizeBytes : 0
    return this.#maxSignatureBytes + content
  }

  /** The request, for the portal's session that it was made for. */
  async #ofSession({ requestId, session }: SessionAsks): Promise<StoredRequest | Refused> {
    const stored = await this.#store.request(requestId)
    if (!stored) return refused('REQUEST_UNKNOWN')
    return isSession(stored, session) ? stored : refused('SESSION_MISMATCH')
  }

  /** The request, for whoever may show and answer it: the portal's session, or the dialog's where it has an origin of its own. */
  async #signable({ requestId, session }: SessionAsks): Promise<StoredRequest | Refused> {
    const stored = await this.#store.request(requestId)
    if (!stored) return refused('REQUEST_UNKNOWN')
    if (stored.request.dialogOrigin === undefined) {
      return isSession(stored, session) ? stored : refused('SESSION_MISMATCH')
    }
    if (await this.#store.hasTakenOver(requestId, sessionSha256(session))) return stored
    return refused(isSession(stored, session) ? 'ORIGIN_MISMATCH' : 'SESSION_MISMATCH')
  }

  /** @returns Undefined when it is not there to be taken: settled, or another process's. */
  async #takeUp(
    signatureId: string,
    force: boolean,
    afterFailure: (now: Instant) => Instant,
  ): Promise<Acceptance | undefined> {
    const now = this.#clock()
    const claimed = await this.#store.reclaim({ signatureId, now, leaseMs: this.#leaseMs, force })
    if (claimed.kind !== 'claimed') return undefined
    const request = await this.#store.request(claimed.claim.requestId)
    if (!request) return undefined
    return this.#decide(await this.#held(request, claimed.claim, now), afterFailure(now))
  }

  async #held(
    request: StoredRequest,
    claim: HeldAnswer['claim'],
    validationTime: Instant,
  ): Promise<HeldAnswer> {
    const stored = await this.#store.signature(claim.signatureId)
    // The claim was made on it a moment ago; what is decided is what is stored, not what the caller holds.
    if (!stored)
      throw new UsageError('STORE_CONTRACT', 'The store lost a signature that it claimed.')
    const { signature, receivedAt, decisions } = stored
    return { claim, request, signature, receivedAt, validationTime, decisions }
  }

  /** @param releaseUntil - When the answer may be taken up again after something broke. */
  async #decide(answer: HeldAnswer, releaseUntil: Instant): Promise<Acceptance> {
    try {
      return (await decide(answer, this.#decider)) ?? (await this.#stored(answer.claim.signatureId))
    } catch (error) {
      // Something is broken, not the answer: it stays stored, and whoever comes next may take it up.
      await this.#store.release(answer.claim, releaseUntil).catch(() => undefined)
      throw error
    }
  }

  /** What is stored about an answer that is not this process's to decide. */
  async #stored(signatureId: string): Promise<Acceptance> {
    const stored = await this.#store.signature(signatureId)
    const verdict = await this.#store.verdict(signatureId)
    if (!stored || !verdict || stored.state === 'deciding') {
      return refused('REQUEST_ALREADY_USED', signatureId)
    }
    const request = await this.#store.request(stored.requestId)
    const report = JSON.parse(verdict.report) as DocumentReport
    const triesLeft = request ? request.maxTries - request.tries : 0
    if (stored.state === 'accepted') {
      return acceptanceOf(signatureId, report, { outcome: 'accepted' }, triesLeft)
    }
    if (stored.state === 'pending' && stored.retryAt !== undefined) {
      const code = stored.code as PendingCode
      const pending = { outcome: 'pending', code, retryAt: stored.retryAt } as const
      return acceptanceOf(signatureId, report, pending, triesLeft)
    }
    const code = stored.code as RefusalCode
    return acceptanceOf(signatureId, report, { outcome: 'refused', code }, triesLeft)
  }
}

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]']

function isSecure({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && loopbackHosts.includes(hostname))
}

function checkedOrigin(origin: string): string {
  const url = URL.canParse(origin) ? new URL(origin) : undefined
  if (url?.origin !== origin || !isSecure(url)) {
    throw new UsageError(
      'INVALID_ORIGIN',
      'Give a bare origin such as https://portal.example (http only on localhost).',
    )
  }
  return origin
}

function dialogOriginOf(dialogUrl: string, portal: string): string {
  const url = URL.canParse(dialogUrl) ? new URL(dialogUrl) : undefined
  if (url?.href !== dialogUrl || !isSecure(url) || url.hash !== '' || url.origin === portal) {
    throw new UsageError(
      'INVALID_DIALOG_URL',
      'Give the address of the dialog’s page at another origin than the portal’s, such as https://sign.portal.example/chopmark/dialog.',
    )
  }
  return url.origin
}
