import type { PinState } from '../protocol.js'
import type { Port } from './api.js'
import { allowedOrigins, allowOrigin } from './consents.js'
import type { HostConnection } from './host-connection.js'
import type { ExtensionProblem, PageAnswer, PageQuestion } from './page-protocol.js'
import type { Prompt, PromptWindows } from './prompt-window.js'

type Outcome =
  | { readonly kind: 'checked' }
  | Omit<Extract<PageAnswer, { kind: 'listed' }>, 'id'>
  | Omit<Extract<PageAnswer, { kind: 'signed' }>, 'id'>
  | { readonly kind: 'problem'; readonly problem: ExtensionProblem }

export interface Page {
  readonly origin: string
  readonly embeddedIn?: string
}

/** Problems after which the same window can go on: the person types again, or puts the card back. */
const mendable: readonly ExtensionProblem[] = [
  'PIN_WRONG',
  'PIN_STATE',
  'PIN_CANCELLED',
  'CARD_REMOVED',
]

/** Answers the questions of one page. */
export class PageSession {
  readonly #page: Page
  readonly #host: HostConnection
  readonly #prompts: PromptWindows
  readonly #prompt = new Map<number, Prompt>()
  readonly #cancelled = new Set<number>()

  constructor(page: Page, host: HostConnection, prompts: PromptWindows) {
    this.#page = page
    this.#host = host
    this.#prompts = prompts
  }

  async answer(question: PageQuestion): Promise<PageAnswer | undefined> {
    const { id } = question
    if (question.kind === 'cancel') {
      this.#cancelled.add(id)
      this.#prompt.get(id)?.withdraw()
      return undefined
    }
    const outcome = await this.#outcome(question)
    this.#cancelled.delete(id)
    return { id, ...outcome }
  }

  /** The page is gone: nobody waits for its answers. */
  end(): void {
    for (const prompt of this.#prompt.values()) prompt.withdraw()
  }

  #outcome(question: Exclude<PageQuestion, { kind: 'cancel' }>): Promise<Outcome> {
    switch (question.kind) {
      case 'check':
        return this.#check()
      case 'list':
        return this.#list(question)
      case 'sign':
        return this.#sign(question)
    }
  }

  /** How far the chain holds, without a window: host and driver for anyone, the card for a site that was allowed. */
  async #check(): Promise<Outcome> {
    const hello = await this.#host.ask({ kind: 'hello', protocol: 0 })
    if (hello.kind === 'problem') return problem(hello.problem)
    if (hello.kind === 'hello' && !hello.modules.some(({ loaded }) => loaded)) {
      return problem('NO_DRIVER')
    }
    if (!(await allowedOrigins()).includes(this.#page.origin)) return { kind: 'checked' }
    const listed = await this.#host.ask({ kind: 'list' })
    return listed.kind === 'problem' ? problem(listed.problem) : { kind: 'checked' }
  }

  async #list(question: PageQuestion & { kind: 'list' }): Promise<Outcome> {
    const { origin } = this.#page
    // A missing host is told before anyone is asked for a consent that would be of no use.
    const hello = await this.#host.ask({ kind: 'hello', protocol: 0 })
    if (hello.kind === 'problem') return problem(hello.problem)
    if (!(await allowedOrigins()).includes(origin)) {
      const { locale } = question
      const consent = await this.#withPrompt(
        question.id,
        { kind: 'ask-list', locale, ...this.#page },
        async (prompt) => {
          const { kind } = await prompt.next()
          if (kind === 'agree') await allowOrigin(origin)
          if (kind === 'agree') return { kind: 'checked' }
          return problem(kind === 'withdrawn' ? 'GONE' : 'REFUSED')
        },
      )
      if (consent.kind === 'problem') return consent
    }
    const listed = await this.#host.ask({ kind: 'list' })
    if (listed.kind === 'problem') return problem(listed.problem)
    if (listed.kind !== 'listed') return problem('MALFORMED')
    const keys = listed.keys.map(({ key, certificate, chain, reader, token }) => ({
      key,
      certificate,
      chain,
      reader,
      token,
    }))
    return { kind: 'listed', keys }
  }

  async #sign(question: PageQuestion & { kind: 'sign' }): Promise<Outcome> {
    const { origin } = this.#page
    if (!(await allowedOrigins()).includes(origin)) return problem('REFUSED')
    const { key, documents, locale } = question
    const attributes = documents.map((document) => document.attributes)
    const reply = await this.#host.ask({ kind: 'prepare', key, origin, attributes })
    if (reply.kind === 'problem') return problem(reply.problem)
    if (reply.kind !== 'prepared') return problem('MALFORMED')
    const { ticket, ...rest } = reply
    const prepared = {
      documents: rest.documents,
      certificate: rest.certificate,
      reader: rest.reader,
      token: rest.token,
      pin: rest.pin,
      pinPad: rest.pinPad,
    }
    try {
      return await this.#withPrompt(
        question.id,
        {
          kind: 'ask-sign',
          documentNames: documents.map(({ name }) => name),
          prepared,
          locale,
          ...this.#page,
        },
        (prompt) => this.#agreeAndSign(prompt, ticket, rest.pin),
      )
    } finally {
      void this.#host.ask({ kind: 'forget', ticket })
    }
  }

  async #agreeAndSign(prompt: Prompt, ticket: string, first: PinState): Promise<Outcome> {
    let told = first
    let leftWith: ExtensionProblem = 'REFUSED'
    for (;;) {
      const action = await prompt.next()
      // The page gave up itself: nobody refused, and nobody waits for this.
      if (action.kind === 'withdrawn') return problem('GONE')
      if (action.kind !== 'agree') return problem(leftWith)
      prompt.show({ kind: 'busy' })
      const { pin } = action
      const reply = await this.#host.ask({
        kind: 'sign',
        ticket,
        told,
        ...(pin === undefined ? {} : { pin }),
      })
      if (reply.kind === 'signed') return { kind: 'signed', signatures: reply.signatures }
      const broken = reply.kind === 'problem' ? reply.problem : 'MALFORMED'
      if (reply.kind !== 'problem' || !mendable.includes(broken)) {
        prompt.show({ kind: 'failed', problem: broken })
        await prompt.next()
        return problem(broken)
      }
      told = reply.pin ?? told
      // Who leaves with the card gone has not refused: the page says what happened.
      leftWith = broken === 'CARD_REMOVED' ? broken : 'REFUSED'
      prompt.show({ kind: 'again', problem: broken, pin: told })
    }
  }

  async #withPrompt(
    id: number,
    first: Parameters<PromptWindows['open']>[0],
    use: (prompt: Prompt) => Promise<Outcome>,
  ): Promise<Outcome> {
    const { origin } = this.#page
    if (!this.#prompts.mayAsk(origin)) return problem('REFUSED')
    if (this.#prompts.busy) return problem('BUSY')
    const prompt = await this.#prompts.open(first)
    if (prompt === undefined) return problem('BUSY')
    this.#prompt.set(id, prompt)
    if (this.#cancelled.has(id)) prompt.withdraw()
    try {
      const outcome = await use(prompt)
      if (outcome.kind === 'problem' && outcome.problem === 'REFUSED') {
        this.#prompts.refused(origin)
      }
      return outcome
    } finally {
      this.#prompt.delete(id)
      prompt.close()
    }
  }
}

function problem(code: ExtensionProblem): Outcome & { readonly kind: 'problem' } {
  return { kind: 'problem', problem: code }
}

/**
 * Who a page is, by the word of the browser alone.
 * @returns Undefined for what is no web page: sandboxed frames, files, other extensions.
 */
export function pageOf(port: Port, ownId: string): Page | undefined {
  const { sender } = port
  if (sender?.id !== ownId || sender.tab === undefined) return undefined
  const origin = sender.origin ?? originOf(sender.url)
  if (origin === undefined || !/^https?:\/\//.test(origin)) return undefined
  const around = originOf(sender.tab.url)
  return sender.frameId === 0 || around === undefined || around === origin
    ? { origin }
    : { origin, embeddedIn: around }
}

function originOf(url: string | undefined): string | undefined {
  try {
    return url === undefined ? undefined : new URL(url).origin
  } catch {
    return undefined
  }
}
