import type { SignatureRequest } from '@chopmark/core'
import type { ChoosingOptions } from '../certificate/choosing.js'
import type { Candidate } from '../certificate/describe-key.js'
import { ClientError, type ClientErrorCode, portalCodes } from '../client-error.js'
import type { ShowDocument } from '../display/show-document.js'
import type {
  KeyHandle,
  KeySourceContext,
  KeySourcePrompts,
  RemoteSource,
  SigningSource,
} from '../key-sources/key-source.js'
import { loading } from '../loading.js'
import type { Refusal, SignatureOutcome } from '../signature-outcome.js'
import { loadPrepare, signWithKey } from '../signing/sign-with-key.js'
import type { DocumentContent } from '../wire/document-content.js'
import type { Portal } from '../wire/portal.js'
import type { PortalAnswer } from '../wire/portal-answer.js'
import type { DialogView, Question, Work } from './dialog-view.js'

/** How the inside of the flow leaves early. */
export class Leave extends Error {
  readonly to: 'closed' | 'review' | 'stopped'

  constructor(to: Leave['to']) {
    super(to)
    this.to = to
  }
}

/** A failure that the person has seen and closed: it goes to the page, past everything that would show it again. */
class Seen extends Error {
  readonly failure: ClientError

  constructor(failure: ClientError) {
    super(failure.code)
    this.failure = failure
  }
}

const loadChoosing = (): Promise<typeof import('../certificate/choosing.js')> =>
  loading(import('../certificate/choosing.js'))

/** Answers after which the same signature may be sent again, octet for octet. */
const resendable: readonly ClientErrorCode[] = [
  'NETWORK_GONE',
  'PORTAL_ANSWER_MALFORMED',
  'REVOCATION_UNAVAILABLE',
]

export interface FlowSurroundings {
  readonly portal: Portal
  readonly sources: readonly [SigningSource, ...SigningSource[]]
  readonly view: DialogView
  /** Fires when the page gives up. */
  readonly signal: AbortSignal
  readonly choosing?: ChoosingOptions
}

/**
 * The way of a person through the dialog: read, choose a key, sign, send. What they entered stays until the end: a key
 * once opened is asked for nothing twice, a signature once made is sent again as it is.
 * @returns As `requestSignature`.
 */
export async function runFlow(surroundings: FlowSurroundings): Promise<SignatureOutcome> {
  const flow = new Flow(surroundings)
  try {
    return await flow.run()
  } catch (error) {
    if (error instanceof Leave) return { outcome: 'cancelled' }
    throw failureOf(error)
  } finally {
    flow.releaseAll()
  }
}

/** A failure that was shown as the page gets it. */
export function failureOf(error: unknown): unknown {
  return error instanceof Seen ? error.failure : error
}

/** What `runFlow` runs; a batch goes the same way with more documents. */
export class Flow {
  readonly #portal: Portal
  readonly #sources: FlowSurroundings['sources']
  protected readonly view: DialogView
  protected readonly signal: AbortSignal
  #keys: readonly KeyHandle[] = []
  readonly #choosing: ChoosingOptions
  /** Tried again without being chosen anew. */
  #source: SigningSource | undefined
  /** Whose keys are open. */
  #opened: SigningSource | undefined
  /** What the person was shown: the signed attribute of the document that they agreed to. */
  #shown: { readonly shown?: Uint8Array } = {}
  /** A person who has once turned away from the source used last is asked. */
  #asked = false

  constructor({ portal, sources, view, signal, choosing = {} }: FlowSurroundings) {
    this.#portal = portal
    this.#sources = sources
    this.view = view
    this.signal = signal
    this.#choosing = choosing
  }

  releaseAll(): void {
    for (const key of this.#keys) key.release()
    this.#keys = []
  }

  async run(): Promise<SignatureOutcome> {
    const { request, content, show } = await this.#load()
    this.view.setRequest(request)
    // Wanted soon: fetched while the person reads, so that a line lost meanwhile does no harm.
    void Promise.all([loadChoosing(), loadPrepare()]).catch(() => undefined)
    for (;;) {
      const reviewed = await this.ask({ step: 'review', request, content, show })
      if (reviewed.kind !== 'continue') continue
      this.#shown = reviewed.shown ? { shown: reviewed.shown } : {}
      try {
        return await this.#signAndSend(request, content)
      } catch (error) {
        if (!(error instanceof Leave) || error.to !== 'review') throw error
      }
    }
  }

  async #load(): Promise<{
    request: SignatureRequest
    content: DocumentContent
    show: ShowDocument
  }> {
    for (;;) {
      try {
        return await this.work({ step: 'loading' }, async (signal, report) => {
          const shower = loading(import('../display/show-document.js'))
          // Awaited below; a failure meanwhile is not one that nobody looks at.
          shower.catch(() => undefined)
          const request = await this.#portal.fetchRequest(signal)
          const content = await this.#portal.fetchContent(request, signal, report)
          return { request, content, show: (await shower).showDocument }
        })
      } catch (error) {
        if (!(error instanceof ClientError)) throw error
        const again = error.remedy === 'try-again' ? ({ offer: 'try-again' } as const) : {}
        await this.fail(error, again)
      }
    }
  }

  async #signAndSend(
    request: SignatureRequest,
    content: DocumentContent,
  ): Promise<SignatureOutcome> {
    for (;;) {
      const candidate = await this.choose(request)
      if (candidate === undefined) continue
      if ('outcome' in candidate) {
        await this.remember()
        await this.view.ask({ step: 'done', answer: candidate })
        return { outcome: 'signed', answer: candidate }
      }
      for (;;) {
        try {
          const signature = await this.work(signingWork(candidate.key), (signal, report) =>
            signWithKey(request, content, candidate.key, {
              signal,
              report,
              ...this.#shown,
            }),
          )
          const answer = await this.send(this.#portal, signature)
          await this.remember(candidate)
          await this.view.ask({ step: 'done', answer })
          return { outcome: 'signed', answer }
        } catch (error) {
          if (!(error instanceof ClientError)) throw error
          const next = await this.afterFailure(error)
          if (next !== 'again') {
            if (next !== 'other-file') return next
            this.releaseAll()
            break
          }
        }
      }
    }
  }

  /**
   * Opens a source until the person has settled on a certificate, or a service has signed; undefined: start over with another
   * file or another way.
   */
  protected async choose(request: SignatureRequest): Promise<Candidate | PortalAnswer | undefined> {
    if (this.#keys.length === 0) {
      const source = this.#source ?? (await this.#chooseSource())
      this.#source = undefined
      this.#opened = source
      const prompts = this.#prompts()
      const context = { request, prompts, signal: this.signal }
      try {
        if ('signAtService' in source) {
          return await this.atService(source, context)
        }
        await loadChoosing()
        this.#keys = await source.list(context)
      } catch (error) {
        const other = this.#sources.length > 1
        // Back from one of several ways is back to all of them.
        if (other && error instanceof Leave && error.to === 'review') return undefined
        if (!(error instanceof ClientError)) throw error
        const offer = other && error.remedy === 'other-way' ? 'other-way' : 'try-again'
        const next = await this.fail(error, { offer, otherWay: other && offer === 'try-again' })
        if (next === 'continue' && offer === 'try-again') this.#source = source
        return undefined
      }
    }
    const { certificatesScreen: draw, describeKeys } = await loadChoosing()
    const candidates = await describeKeys(this.#keys, request, this.#choosing)
    const action = await this.ask({ step: 'certificates', candidates, draw })
    if (action.kind === 'sign') return action.candidate
    if (action.kind === 'back') throw new Leave('review')
    this.releaseAll()
    if (action.kind === 'renew') this.#source = this.#opened
    return undefined
  }

  protected atService(source: RemoteSource, context: KeySourceContext): Promise<PortalAnswer> {
    const connection = { ...this.#portal.connection, ...this.#shown }
    return source.signAtService({ ...context, connection })
  }

  /** The only source there is, the one used last, or the one the person chooses. */
  async #chooseSource(): Promise<SigningSource> {
    if (this.#sources.length === 1) return this.#sources[0]
    const { lastChoice } = await loadChoosing()
    const id = this.#choosing.rememberChoice === false ? undefined : lastChoice()?.source
    const last = this.#sources.find((source) => source.id === id)
    if (last !== undefined && !this.#asked) {
      this.#asked = true
      return last
    }
    const action = await this.ask({
      step: 'source',
      sources: this.#sources,
      ...(last === undefined ? {} : { last }),
    })
    if (action.kind === 'source') return action.source
    throw new Leave('review')
  }

  /** What was good once is offered first the next time. */
  protected async remember(candidate?: Candidate): Promise<void> {
    const source = this.#opened?.id
    const remember = this.#choosing.rememberChoice !== false && source !== undefined
    try {
      const { keepChoice } = await loadChoosing()
      const certificate = candidate === undefined ? {} : { certificate: candidate.sha256 }
      keepChoice(remember ? { source, ...certificate } : undefined)
    } catch {
      // The signature has been received; that nothing was remembered is no failure.
    }
  }

  #prompts(): KeySourcePrompts {
    return {
      file: async (question) => {
        const action = await this.ask({ step: 'file', ...question })
        if (action.kind === 'file') return action.file
        throw new Leave('review')
      },
      pin: async (question) => {
        const action = await this.ask({ step: 'pin', ...question })
        if (action.kind !== 'pin') return 'other'
        const { pin } = action
        return Uint16Array.from({ length: pin.length }, (_, i) => pin.charCodeAt(i))
      },
      form: async (form) => {
        const { formScreen: draw } = await loading(import('./form-screen.js'))
        const action = await this.ask({ step: 'form', form, draw })
        if (action.kind === 'form') return action.answer
        throw new Leave('review')
      },
      working: async (run, shown) => {
        const report = (share?: number): void =>
          this.view.show(
            {
              step: 'working',
              ...(share === undefined ? {} : { share }),
              ...(shown === 'own-window' ? { where: shown } : shown && { title: shown }),
            },
            stop,
          )
        const controller = new AbortController()
        const stop = (): void => controller.abort(new Leave('stopped'))
        report()
        try {
          return await run(report, AbortSignal.any([controller.signal, this.signal]))
        } catch (error) {
          if (error instanceof Leave && error.to === 'stopped') return 'stopped'
          throw error
        }
      },
    }
  }

  /** Sends one signature until the portal has answered, or the person gives up. */
  protected async send(
    portal: Portal,
    signature: Uint8Array,
    work: Work & { readonly step: 'sending' } = { step: 'sending' },
  ): Promise<PortalAnswer> {
    for (;;) {
      try {
        return await this.work(work, (signal) => portal.deliver(signature, signal))
      } catch (error) {
        if (!(error instanceof ClientError) || !resendable.includes(error.code)) throw error
        if (error.triesLeft === 0) throw error
        await this.fail(error, { offer: 'send-again' })
      }
    }
  }

  protected async afterFailure(
    error: ClientError,
  ): Promise<'again' | 'other-file' | SignatureOutcome> {
    const over = error.triesLeft === 0
    if (error.remedy === 'try-again' && !over) {
      const next = await this.fail(error, {
        offer: 'try-again',
        otherWay: this.#sources.length > 1,
      })
      return next === 'other-way' ? 'other-file' : 'again'
    }
    // What lies with this way to sign, and not with the portal, another way may get round.
    const otherWay = error.remedy !== 'other-file' && !isPortalCode(error.code)
    if (otherWay && this.#sources.length > 1 && !over) {
      await this.fail(error, { offer: 'other-way' })
      return 'other-file'
    }
    if (error.remedy !== 'other-file') await this.fail(error, {})
    const question: Question = {
      step: 'failure',
      error,
      keyOpen: !over,
      ...(over ? {} : { offer: 'other-file' }),
    }
    const action = await this.view.ask(question)
    this.signal.throwIfAborted()
    if (action.kind === 'continue' && !over) return 'other-file'
    const refusal = refusalOf(error)
    return { outcome: 'no-suitable-key', ...(refusal === undefined ? {} : { refusal }) }
  }

  /** Shows a failure. Returns when the person takes up an offer; closing throws it to the page. */
  protected async fail(
    error: ClientError,
    {
      offer,
      otherWay = false,
    }: { offer?: 'try-again' | 'send-again' | 'other-way'; otherWay?: boolean },
  ): Promise<'continue' | 'other-way'> {
    const question: Question = {
      step: 'failure',
      error,
      // A source that asks again each time keeps nothing open.
      keyOpen: this.#keys.some(({ asks }) => asks === undefined),
      ...(offer === undefined ? {} : { offer }),
      ...(otherWay ? { otherWay } : {}),
    }
    const action = await this.view.ask(question)
    this.signal.throwIfAborted()
    if (otherWay && action.kind === 'other-way') return 'other-way'
    if (action.kind !== 'continue' || offer === undefined) throw new Seen(error)
    return 'continue'
  }

  protected async ask(question: Question): ReturnType<DialogView['ask']> {
    const action = await this.view.ask(question)
    this.signal.throwIfAborted()
    if (action.kind === 'close') throw new Leave('closed')
    return action
  }

  protected async work<T>(
    work: Exclude<Work, { step: 'working' }>,
    run: (signal: AbortSignal, report: (share: number) => void) => Promise<T>,
  ): Promise<T> {
    const controller = new AbortController()
    const stop = (): void => controller.abort(new Leave('closed'))
    this.view.show(work, stop)
    return run(AbortSignal.any([controller.signal, this.signal]), (share) =>
      this.view.show({ ...work, share }, stop),
    )
  }
}

export function signingWork({ asks }: KeyHandle): Work & { readonly step: 'signing' } {
  return { step: 'signing', ...(asks === undefined ? {} : { where: asks }) }
}

function isPortalCode(code: ClientErrorCode): boolean {
  return portalCodes.some((candidate) => candidate === code)
}

function refusalOf({ code, signatureId, reports }: ClientError): Refusal | undefined {
  const known = portalCodes.find((candidate) => candidate === code)
  return (
    known && {
      code: known,
      ...(signatureId === undefined ? {} : { signatureId }),
      ...(reports === undefined ? {} : { reports }),
    }
  )
}
