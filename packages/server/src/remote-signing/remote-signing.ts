import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import {
  type Instant,
  instant,
  type Shown,
  signingOrigin,
  UsageError,
  writeSignedData,
} from '@chopmark/core'
import type { Chopmark } from '../chopmark.js'
import { type Clock, systemClock } from '../clock.js'
import { nodeCrypto } from '../crypto/node-crypto.js'
import type { RefusalCode } from '../requests/refusal-code.js'
import { type HeldDocument, holdDocument } from './held-document.js'
import { prepareSignatures } from './prepare-signatures.js'
import type { RemoteCode } from './remote-code.js'
import { endRun, type RemoteOutcome, type RemoteRun } from './remote-run.js'
import type {
  RemoteContext,
  RemoteDocument,
  RemoteMessage,
  RemoteSigner,
  RemoteStep,
} from './remote-signer.js'
import { signingKeyOf, verifies } from './signing-key.js'

export interface RemoteSigningSettings {
  readonly chopmark: Chopmark
  readonly signers: readonly RemoteSigner[]
  /**
   * Where the routes lie, absolute: `https://portal.example/chopmark`. Services send people and results to below it. What is signed at
   * the dialog's own origin comes back there, beside `dialogUrl`: register both with the service.
   */
  readonly callbackBaseUrl: string
  /** How long a person may take at a service; default 10 minutes, and never beyond the request's own end. */
  readonly expiresInMs?: number
  /** Runs open at a time in this process; default 1000. */
  readonly maxRuns?: number
  /** Default: the machine's clock; the one that `createChopmark` was given, when it was given one. */
  readonly clock?: Clock
}

export interface StartRemoteInput {
  /** One request, or several under one consent where the service can; all of this session. */
  readonly requestIds: readonly [string, ...string[]]
  readonly session: string
  /** `id` of the signer. */
  readonly signer: string
  /**
   * What the dialog says it showed, by request id. It goes into the signed attribute `shown`; where a request wants the document
   * shown, or it can be shown again, anything else than what it asks for is refused (`REQUEST_BINDING_MISMATCH`).
   */
  readonly shown?: ReadonlyMap<string, Shown>
  readonly userAgent?: string
}

/** Where a run stands, for the page of its session. */
export type RemoteView =
  | {
      readonly kind: 'waiting'
      readonly handle: string
      readonly expiresAt: Instant
      readonly redirectUrl?: string
      readonly identificationCode?: string
    }
  | RemoteOutcome

/** What becomes of a message: where the person goes next, when it was they who brought it. */
export type Received =
  | { readonly kind: 'taken'; readonly redirectUrl?: string }
  | { readonly kind: 'refused'; readonly code: RemoteCode }

/**
 * Signing by services: the portal makes what is signed, asks the service, wraps what comes back into CMS, and takes it in
 * as it takes in any answer, with full validation. The person's browser is sent to the service, or waits.
 * Runs live in this process: whatever balances load has to bring a session's requests and its callbacks to the same one, and
 * after a restart the person begins again. Tokens are thus never stored.
 */
export interface RemoteSigning {
  readonly chopmark: Chopmark
  /** Begins; an earlier run of this session for the same request ends. */
  start(input: StartRemoteInput): Promise<RemoteView>
  /** Asked by the page every few seconds. */
  poll(input: { readonly handle: string; readonly session: string }): Promise<RemoteView>
  /** The person gave up. What was signed and has arrived is decided all the same. */
  cancel(input: { readonly handle: string; readonly session: string }): Promise<RemoteView>
  /**
   * Sends a window of the person's off to the service, from the dialog's own origin: its browser has to bring the redirect back.
   * @param input - `browser`: a secret of that browser's.
   * @returns Where to; `REMOTE_STATE_UNKNOWN`: no run at the dialog's own origin that waits for a page of a service.
   */
  sendOff(input: { readonly handle: string; readonly browser: string }): Received
  /**
   * Takes a message of a service in.
   * @param input - `browser` that brought it: the portal's session, or the secret that was given to `sendOff`; absent for a call by
   * the service itself.
   */
  receive(input: {
    readonly signer: string
    readonly message: RemoteMessage
    readonly browser?: string
  }): Promise<Received>
}

/** @throws UsageError `INVALID_REMOTE_SIGNING` naming the setting that cannot be. */
export function createRemoteSigning(settings: RemoteSigningSettings): RemoteSigning {
  return new Runs(settings)
}

const defaultExpiryMs = 10 * 60 * 1000
const maxExpiryMs = 60 * 60 * 1000
const defaultMaxRuns = 1000
const idPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

const unknownRun = { kind: 'refused', code: 'REMOTE_STATE_UNKNOWN' } as const
const refused = (code: RemoteCode | RefusalCode): RemoteOutcome => ({ kind: 'refused', code })

class Runs implements RemoteSigning {
  readonly chopmark: Chopmark
  readonly #signers: ReadonlyMap<string, RemoteSigner>
  readonly #callbackBaseUrl: string
  readonly #expiresInMs: number
  readonly #maxRuns: number
  readonly #clock: Clock
  readonly #crypto = nodeCrypto()
  readonly #runs = new Map<string, RemoteRun>()
  /** Runs by the SHA-256 of the values that messages carry. */
  readonly #byKey = new Map<string, RemoteRun>()

  constructor(settings: RemoteSigningSettings) {
    const { chopmark, signers, callbackBaseUrl, expiresInMs = defaultExpiryMs } = settings
    if (signers.length === 0 || !signers.every(({ id }) => idPattern.test(id))) {
      misuse('signers', 'give at least one, with ids of lower-case words and hyphens')
    }
    this.#signers = new Map(signers.map((signer) => [signer.id, signer]))
    if (this.#signers.size !== signers.length) misuse('signers', 'give each an id of its own')
    const url = URL.canParse(callbackBaseUrl) ? new URL(callbackBaseUrl) : undefined
    if (url?.origin !== chopmark.origin || callbackBaseUrl.endsWith('/') || url.search !== '') {
      misuse('callbackBaseUrl', "give a URL of the portal's own origin, without a slash at its end")
    }
    if (!Number.isSafeInteger(expiresInMs) || expiresInMs < 1 || expiresInMs > maxExpiryMs) {
      misuse('expiresInMs', 'give whole milliseconds up to one hour')
    }
    this.chopmark = chopmark
    this.#callbackBaseUrl = callbackBaseUrl
    this.#expiresInMs = expiresInMs
    this.#maxRuns = settings.maxRuns ?? defaultMaxRuns
    this.#clock = settings.clock ?? systemClock
  }

  async start(input: StartRemoteInput): Promise<RemoteView> {
    const signer = this.#signers.get(input.signer)
    if (!signer) return refused('REMOTE_SIGNER_UNKNOWN')
    const { session, userAgent = '' } = input
    const requestIds = [...new Set(input.requestIds)]
    if (requestIds.length > signer.maxDocuments) return refused('REMOTE_NOT_SUITABLE')
    const held: HeldDocument[] = []
    for (const requestId of requestIds) {
      const asks = { requestId, session }
      const document = await holdDocument(this.chopmark, asks, input.shown?.get(requestId))
      if ('outcome' in document) return refused(document.code)
      held.push(document)
    }
    const now = this.#clock()
    for (const run of this.#runs.values()) {
      const same = run.requestIds.some((id) => requestIds.includes(id))
      if (same && sameSecret(run.session, session)) this.#drop(run, 'REMOTE_CANCELLED')
    }
    this.#sweep(now)
    if (this.#runs.size >= this.#maxRuns) return refused('REMOTE_BUSY')
    const documents = held.map(({ request }): RemoteDocument => ({ request }))
    const run: RemoteRun = {
      handle: randomKey(),
      ...{ session, requestIds, signer },
      browser: documents.every(isAtDialog) ? undefined : session,
      request: {
        documents: documents as [RemoteDocument, ...RemoteDocument[]],
        ...{ session, userAgent },
        prepare: (wanted) => prepareSignatures(held, wanted, this.#clock()),
      },
      expiresAt: Math.min(
        now + this.#expiresInMs,
        ...held.map(({ request }) => instant(request.expiresAt)),
      ) as Instant,
      controller: new AbortController(),
      keys: new Set(),
      ...{ waiting: undefined, deciding: false, outcome: undefined, busy: false },
      turn: Promise.resolve(),
    }
    this.#runs.set(run.handle, run)
    await this.#step(run, (context) => signer.start(run.request, context))
    return this.#view(run)
  }

  async poll(input: Parameters<RemoteSigning['poll']>[0]): Promise<RemoteView> {
    const run = this.#ofSession(input)
    if (!run) return unknownRun
    // A page that asks faster than the service answers gets what is known, and makes no queue.
    if (!run.busy && !run.outcome) {
      await this.#step(run, (context) =>
        run.waiting
          ? run.signer.poll(run.waiting.state, run.request, context)
          : Promise.resolve(undefined),
      )
    }
    return this.#view(run)
  }

  cancel(input: Parameters<RemoteSigning['cancel']>[0]): Promise<RemoteView> {
    const run = this.#ofSession(input)
    if (run) this.#stop(run)
    return Promise.resolve(run ? this.#view(run) : unknownRun)
  }

  sendOff({ handle, browser }: Parameters<RemoteSigning['sendOff']>[0]): Received {
    const run = this.#runs.get(handle)
    const redirectUrl = run?.waiting?.redirectUrl
    const here = run?.request.documents.every(isAtDialog) && this.#clock() < run.expiresAt
    if (!run || redirectUrl === undefined || here !== true) return unknownRun
    run.browser = browser
    return { kind: 'taken', redirectUrl }
  }

  async receive({
    signer: signerId,
    message,
    browser,
  }: Parameters<RemoteSigning['receive']>[0]): Promise<Received> {
    const key = this.#signers.get(signerId)?.keyOf(message)
    const run = key === undefined ? undefined : this.#byKey.get(keyDigest(key))
    if (key === undefined || run?.signer.id !== signerId) return unknownRun
    // A redirect that another browser brings is somebody else's consent, or a trap: RFC 6749 §10.12.
    const ours =
      message.kind === 'call' ||
      (browser !== undefined && run.browser !== undefined && sameSecret(run.browser, browser))
    if (!ours || this.#clock() >= run.expiresAt) return unknownRun
    const before = run.waiting?.redirectUrl
    let taken = false as boolean
    await this.#step(run, async (context) => {
      const { waiting } = run
      // Looked at again in its turn: the same message sent twice moves the run once.
      if (!waiting || !run.keys.has(key)) return undefined
      taken = true
      const step = await run.signer.receive(waiting.state, message, run.request, context)
      if (step.kind !== 'pending' || step.state !== waiting.state) this.#forget(run, key)
      return step
    })
    if (!taken) return unknownRun
    const next = run.waiting?.redirectUrl
    return next === undefined || next === before
      ? { kind: 'taken' }
      : { kind: 'taken', redirectUrl: next }
  }

  /** Does one step in its turn, and whatever follows from it. */
  async #step(
    run: RemoteRun,
    step: (context: RemoteContext) => Promise<RemoteStep<unknown> | undefined>,
  ): Promise<void> {
    const turn = run.turn.then(async () => {
      if (run.outcome) return
      run.busy = true
      try {
        await this.#settle(run, await step(this.#context(run)))
      } finally {
        run.busy = false
      }
    })
    run.turn = turn.catch(() => undefined)
    try {
      await turn
    } catch (error) {
      // Broken plumbing, here or in a function of the operator's: the run is over, and whoever waits is told.
      this.#end(run, refused('REMOTE_UNAVAILABLE'))
      throw error
    }
  }

  async #settle(run: RemoteRun, step: RemoteStep<unknown> | undefined): Promise<void> {
    if (!step || run.outcome) return
    switch (step.kind) {
      case 'pending':
        run.waiting = step
        return
      case 'refused':
        this.#end(run, step)
        return
      case 'signed':
        run.deciding = true
        this.#end(run, await this.#takeIn(run, step))
        // After the end, so that what fails in it takes nothing back.
        if (isAccepted(run.outcome)) {
          await run.signer.accepted?.(run.request, step.prepared.certificate)
        }
    }
  }

  /** Wraps the signatures into CMS and has them validated in full, each as the answer to its request. */
  async #takeIn(
    run: RemoteRun,
    { prepared, signatures }: Extract<RemoteStep<unknown>, { kind: 'signed' }>,
  ): Promise<RemoteOutcome> {
    const { certificate, chain, algorithm, documents } = prepared
    const key = signingKeyOf(certificate)
    const answers = documents.map(({ requestId, attributes }, index) => ({
      ...{ requestId, attributes },
      signature: signatures[index] ?? new Uint8Array(),
    }))
    // Looked at first for all: the person's tries are not spent on what the service did wrong.
    const sound = answers.every(
      ({ attributes, signature }) =>
        key && verifies(this.#crypto, key, algorithm, attributes, signature),
    )
    if (!sound) return refused('REMOTE_SIGNATURE_BROKEN')
    const { session } = run
    const decided = []
    for (const { requestId, attributes: signedAttributes, signature } of answers) {
      const found = await this.chopmark.content({ requestId, session })
      if (found.outcome === 'refused') return refused(found.code)
      // A further signature is put to the document, which carries its content already.
      const { packaging, cosign } = found.request
      const attached = packaging === 'attached' && !cosign && found.bytes
      const cms = writeSignedData({
        ...{ algorithm, certificate, chain, signedAttributes, signature },
        ...(attached && { content: attached }),
      })
      const acceptance = await this.chopmark.acceptSignature({
        ...{ requestId, session, signature: cms },
        // Who may start a run was asked when it began; the request says where its signatures come from.
        origin: signingOrigin(found.request),
      })
      decided.push({ requestId, acceptance })
    }
    return { kind: 'decided', decided }
  }

  #context(run: RemoteRun): RemoteContext {
    const base = this.#baseUrlOf(run) ?? this.#callbackBaseUrl
    return {
      callbackUrl: `${base}/remote/${run.signer.id}/callback`,
      nextKey: () => {
        const key = randomKey()
        run.keys.add(key)
        this.#byKey.set(keyDigest(key), run)
        return key
      },
      signal: run.controller.signal,
    }
  }

  /** Where the dialog's own routes lie, for a run that was begun there; else undefined. */
  #baseUrlOf({ request: { documents } }: RemoteRun): string | undefined {
    const { dialogUrl } = this.chopmark
    if (dialogUrl === undefined || !documents.every(isAtDialog)) return undefined
    return new URL('.', dialogUrl).href.replace(/\/$/, '')
  }

  #view(run: RemoteRun): RemoteView {
    if (run.outcome) return run.outcome
    const { identificationCode, redirectUrl: toService } = run.waiting ?? {}
    const base = this.#baseUrlOf(run)
    const redirectUrl =
      base === undefined || toService === undefined
        ? toService
        : `${base}/requests/${run.requestIds[0] ?? ''}/remote/${run.handle}/service`
    return {
      kind: 'waiting',
      ...{ handle: run.handle, expiresAt: run.expiresAt },
      ...(redirectUrl !== undefined && { redirectUrl }),
      ...(identificationCode !== undefined && { identificationCode }),
    }
  }

  #ofSession({ handle, session }: { handle: string; session: string }): RemoteRun | undefined {
    const run = this.#runs.get(handle)
    if (!run || !sameSecret(run.session, session)) return undefined
    if (this.#clock() >= run.expiresAt && !run.deciding) {
      // Said once as what it is; then the run is gone.
      this.#end(run, refused('REMOTE_TIMEOUT'))
      run.controller.abort()
    }
    return run
  }

  #stop(run: RemoteRun): void {
    if (run.deciding) return
    this.#end(run, refused('REMOTE_CANCELLED'))
    run.controller.abort()
  }

  #end(run: RemoteRun, outcome: RemoteOutcome): void {
    for (const key of run.keys) this.#byKey.delete(keyDigest(key))
    endRun(run, outcome)
  }

  #forget(run: RemoteRun, key: string): void {
    run.keys.delete(key)
    this.#byKey.delete(keyDigest(key))
  }

  /** Drops what is over: expired runs, and those that ended when room is needed. */
  #sweep(now: Instant): void {
    for (const run of this.#runs.values()) {
      const full = this.#runs.size >= this.#maxRuns
      if (now >= run.expiresAt || (full && run.outcome)) this.#drop(run, 'REMOTE_TIMEOUT')
    }
  }

  #drop(run: RemoteRun, code: RemoteCode): void {
    if (run.deciding && !run.outcome) return
    this.#end(run, refused(code))
    run.controller.abort()
    this.#runs.delete(run.handle)
  }
}

function isAccepted(outcome: RemoteOutcome | undefined): boolean {
  return (
    outcome?.kind === 'decided' &&
    outcome.decided.every(({ acceptance }) => acceptance.outcome === 'accepted')
  )
}

function randomKey(): string {
  return randomBytes(32).toString('base64url')
}

/** Looked up by digest: how long a look-up takes says nothing about the values that exist. */
function keyDigest(key: string): string {
  return createHash('sha256').update(key).digest('base64')
}

function sameSecret(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest()
  return timingSafeEqual(digest(a), digest(b))
}

/** Is it signed at the dialog's own origin? */
function isAtDialog({ request }: RemoteDocument): boolean {
  return request.dialogOrigin !== undefined
}

function misuse(setting: string, advice: string): never {
  throw new UsageError('INVALID_REMOTE_SIGNING', `${setting}: ${advice}.`)
}
