import { extensionApi, type Port } from './api.js'
import { type PromptAction, type PromptMessage, parsePromptAction } from './prompt-protocol.js'

/** One question to a person in the extension's own window. */
export interface Prompt {
  show(message: PromptMessage): void
  /** What the person does next; `withdrawn` when the page gave up, `refuse` when the window was closed. */
  next(): Promise<Exclude<PromptAction, { kind: 'alive' }> | { readonly kind: 'withdrawn' }>
  withdraw(): void
  close(): void
}

const promptPath = 'prompt.html'
const size = { width: 520, height: 720 } as const
/** A window that does not open within this time never will. */
const openingLimitMs = 30_000

/** After a refusal a site has to leave the person alone for a moment. */
const afterRefusalMs = 2000
const maxRefusals = 100

/** The extension's window: one at a time, so that no page can bury another's question under its own. */
export class PromptWindows {
  #opening: { readonly token: string; readonly take: (port: Port) => void } | undefined
  #open = false
  readonly #refusedAt = new Map<string, number>()

  /** A site that was refused opens no window for a moment, however many ports it has. */
  mayAsk(origin: string): boolean {
    return Date.now() - (this.#refusedAt.get(origin) ?? Number.NEGATIVE_INFINITY) >= afterRefusalMs
  }

  refused(origin: string): void {
    this.#refusedAt.delete(origin)
    this.#refusedAt.set(origin, Date.now())
    const [oldest] = this.#refusedAt.keys()
    if (this.#refusedAt.size > maxRefusals && oldest !== undefined) this.#refusedAt.delete(oldest)
  }

  get busy(): boolean {
    return this.#open
  }

  /** A port that says it is the window: taken when it is, and the one that is waited for. */
  connected(port: Port): void {
    const { runtime } = extensionApi()
    const token = port.name.slice('prompt:'.length)
    const opening = this.#opening
    // The browser fills in `sender`: only a page of this extension has this address.
    const own =
      port.sender?.id === runtime.id &&
      port.sender.url?.split('#')[0] === runtime.getURL(promptPath)
    if (!own || opening === undefined || opening.token !== token) {
      port.disconnect()
      return
    }
    this.#opening = undefined
    opening.take(port)
  }

  /** @returns Undefined when a window is open already, or none can be opened. */
  async open(first: PromptMessage): Promise<Prompt | undefined> {
    if (this.#open) return undefined
    this.#open = true
    const token = crypto.randomUUID()
    let windowId: number | undefined
    try {
      const { windows, runtime } = extensionApi()
      const taken = new Promise<Port | undefined>((resolve) => {
        this.#opening = { token, take: resolve }
        setTimeout(() => resolve(undefined), openingLimitMs)
      })
      const url = `${runtime.getURL(promptPath)}#${token}`
      const created = await windows.create({ url, type: 'popup', ...size, focused: true })
      windowId = created.id
      const port = await taken
      if (port === undefined) {
        this.#closed(windowId)
        return undefined
      }
      return this.#prompt(port, windowId, first)
    } catch {
      this.#closed(windowId)
      return undefined
    }
  }

  #prompt(port: Port, windowId: number | undefined, first: PromptMessage): Prompt {
    type Step = Awaited<ReturnType<Prompt['next']>>
    let waiting: ((step: Step) => void) | undefined
    let ended: Step | undefined
    const give = (step: Step): void => {
      waiting?.(step)
      waiting = undefined
    }
    const end = (step: Step): void => {
      ended ??= step
      give(ended)
    }
    port.onMessage.addListener((message) => {
      const action = parsePromptAction(message)
      // What is pressed while nobody asks is nobody's answer.
      if (action !== undefined && action.kind !== 'alive') give(action)
    })
    port.onDisconnect.addListener(() => end({ kind: 'refuse' }))
    const show = (message: PromptMessage): void => {
      if (ended === undefined) port.postMessage(message)
    }
    show(first)
    return {
      show,
      next: () =>
        new Promise((resolve) => {
          if (ended === undefined) waiting = resolve
          else resolve(ended)
        }),
      withdraw: () => end({ kind: 'withdrawn' }),
      close: () => {
        end({ kind: 'withdrawn' })
        this.#closed(windowId)
      },
    }
  }

  #closed(windowId: number | undefined): void {
    this.#open = false
    this.#opening = undefined
    if (windowId !== undefined) {
      void extensionApi()
        .windows.remove(windowId)
        .catch(() => undefined) // the person closed it
    }
  }
}
