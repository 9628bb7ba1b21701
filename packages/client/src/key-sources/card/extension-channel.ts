import type { CardCode } from '../../client-error.js'

/** What the extension may answer; everything is read as a stranger's. */
export interface ExtensionAnswer {
  readonly kind: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** The content script answers at once, unless the browser is still starting it. */
const answerLimitMs = 2500

const codes: Readonly<Record<string, CardCode>> = {
  GONE: 'CARD_EXTENSION_MISSING',
  HOST_MISSING: 'CARD_HOST_MISSING',
  HOST_GONE: 'CARD_FAILED',
  VERSION: 'CARD_OUTDATED',
  NO_DRIVER: 'CARD_DRIVER_MISSING',
  NO_READER: 'CARD_READER_MISSING',
  NO_CARD: 'CARD_MISSING',
  NO_CERTIFICATE: 'CARD_WITHOUT_CERTIFICATE',
  CARD_REMOVED: 'CARD_REMOVED',
  PIN_LOCKED: 'CARD_PIN_LOCKED',
  PIN_UNUSABLE: 'CARD_PIN_UNUSABLE',
  REFUSED: 'CARD_REFUSED',
  PIN_CANCELLED: 'CARD_REFUSED',
  BUSY: 'CARD_BUSY',
  WRONG_ORIGIN: 'CARD_WRONG_SITE',
}

/** The code for a link that the extension says is broken. */
export function cardCode(problem: unknown): CardCode {
  const code =
    typeof problem === 'string' && Object.hasOwn(codes, problem) ? codes[problem] : undefined
  return code ?? 'CARD_FAILED'
}

/**
 * Hands one end of a channel to the extension's content script, which takes the message before the page's own listeners.
 * @returns The other end once the extension has answered; undefined when there is none.
 */
export async function connectExtension(): Promise<MessagePort | undefined> {
  const { port1, port2 } = new MessageChannel()
  const ready = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), answerLimitMs)
    port1.onmessage = ({ data }: MessageEvent<unknown>) => {
      if ((data as { readonly kind?: unknown } | null)?.kind !== 'ready') return
      clearTimeout(timer)
      resolve(true)
    }
    window.postMessage({ chopmark: 'connect-card', protocol: 2 }, window.location.origin, [port2])
  })
  if (ready) return port1
  port1.close()
  return undefined
}

/** Asks the extension one question after the other through a channel. */
export class ExtensionChannel {
  readonly #port: MessagePort
  readonly #waiting = new Map<number, (answer: ExtensionAnswer) => void>()
  #nextId = 1

  constructor(port: MessagePort) {
    this.#port = port
    port.onmessage = ({ data }: MessageEvent<unknown>) => {
      const fields = (data ?? {}) as Readonly<Record<string, unknown>>
      const { id, kind } = fields
      if (typeof id !== 'number' || typeof kind !== 'string') return
      this.#waiting.get(id)?.({ kind, fields })
      this.#waiting.delete(id)
    }
  }

  /**
   * @param signal - When it fires, the extension's window closes and the question is taken back.
   * @throws The signal's reason.
   */
  ask(question: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<ExtensionAnswer> {
    signal.throwIfAborted()
    const id = this.#nextId++
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        this.#waiting.delete(id)
        this.#port.postMessage({ id, kind: 'cancel' })
        reject(signal.reason as Error)
      }
      signal.addEventListener('abort', abort, { once: true })
      this.#waiting.set(id, (answer) => {
        signal.removeEventListener('abort', abort)
        resolve(answer)
      })
      const { document, navigator } = globalThis as Partial<Pick<Window, 'document' | 'navigator'>>
      const locale = document?.documentElement.lang || navigator?.language || ''
      this.#port.postMessage({ ...question, id, locale })
    })
  }

  close(): void {
    this.#port.close()
  }
}
