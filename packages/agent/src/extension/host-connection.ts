import { hostName, type HostAnswer, type HostQuestion, protocolVersion } from '../protocol.js'
import { extensionApi, type Port } from './api.js'
import type { ExtensionProblem } from './page-protocol.js'

/** An answer of the host, or why there is none. */
export type Reply =
  | Exclude<HostAnswer, { kind: 'problem' }>
  | { readonly kind: 'problem'; readonly problem: ExtensionProblem; readonly pin?: HostAnswerPin }

type HostAnswerPin = NonNullable<Extract<HostAnswer, { kind: 'problem' }>['pin']>

type WithoutId<Q> = Q extends unknown ? Omit<Q, 'id'> : never

/**
 * The host's process, started at the first question. While its port is open the browser keeps the background awake, and
 * the host keeps what a person is being asked about.
 */
export class HostConnection {
  #port: Port | undefined
  #greeted: Promise<Reply> | undefined
  #nextId = 1
  readonly #waiting = new Map<number, (reply: Reply) => void>()

  /** Says hello first; a host of another protocol is told as `VERSION`. */
  async ask(question: WithoutId<HostQuestion>): Promise<Reply> {
    this.#greeted ??= this.#send({ kind: 'hello', protocol: protocolVersion })
    const greeting = await this.#greeted
    if (greeting.kind === 'problem') {
      this.#greeted = undefined
      return greeting
    }
    return question.kind === 'hello' ? greeting : this.#send(question)
  }

  /** Ends the host's process. */
  close(): void {
    this.#port?.disconnect()
    this.#ended('HOST_GONE')
  }

  #send(question: WithoutId<HostQuestion>): Promise<Reply> {
    const id = this.#nextId++
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve)
      try {
        this.#port ??= this.#connect()
        this.#port.postMessage({ ...question, id })
      } catch {
        this.#ended('HOST_MISSING')
      }
    })
  }

  #connect(): Port {
    const port = extensionApi().runtime.connectNative(hostName)
    let answered = false
    port.onMessage.addListener((message) => {
      answered = true
      const reply = message as HostAnswer
      this.#waiting.get(reply.id)?.(reply)
      this.#waiting.delete(reply.id)
    })
    port.onDisconnect.addListener(() => {
      if (this.#port === port || this.#port === undefined) {
        this.#ended(answered ? 'HOST_GONE' : 'HOST_MISSING')
      }
    })
    return port
  }

  #ended(problem: 'HOST_MISSING' | 'HOST_GONE'): void {
    this.#port = undefined
    this.#greeted = undefined
    for (const resolve of this.#waiting.values()) resolve({ kind: 'problem', problem })
    this.#waiting.clear()
  }
}
