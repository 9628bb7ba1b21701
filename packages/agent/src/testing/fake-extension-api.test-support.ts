import type { ExtensionApi, Port, Sender } from '../extension/api.js'
import type { HostAnswer, HostQuestion } from '../protocol.js'

type Listener<A extends readonly unknown[]> = (...args: A) => void

function listeners<A extends readonly unknown[]>(): {
  readonly api: {
    addListener(listener: Listener<A>): void
    removeListener(listener: Listener<A>): void
  }
  readonly emit: (...args: A) => void
} {
  const all = new Set<Listener<A>>()
  return {
    api: {
      addListener: (listener) => void all.add(listener),
      removeListener: (listener) => void all.delete(listener),
    },
    emit: (...args) => {
      for (const listener of all) listener(...args)
    },
  }
}

/** Two ends of a connection; messages are cloned and arrive later, as they do in a browser. */
export function portPair(name: string, sender?: Sender): readonly [Port, Port] {
  const ends = [0, 1].map(() => ({ message: listeners<[unknown]>(), gone: listeners<[]>() }))
  const port = (own: number): Port => ({
    name,
    ...(sender === undefined ? {} : { sender }),
    onMessage: { ...ends[own]?.message.api } as Port['onMessage'],
    onDisconnect: { ...ends[own]?.gone.api } as Port['onDisconnect'],
    postMessage: (message) => {
      const sent: unknown = structuredClone(message)
      queueMicrotask(() => ends[1 - own]?.message.emit(sent))
    },
    disconnect: () => queueMicrotask(() => ends[1 - own]?.gone.emit()),
  })
  return [port(0), port(1)]
}

/** A browser without a window: what the extension asks of it is answered here. */
export class FakeBrowser {
  readonly api: ExtensionApi
  /** Addresses of the windows that were opened. */
  readonly opened: string[] = []
  readonly removed: number[] = []
  readonly stored: Record<string, unknown> = {}
  /** The host; undefined: none is registered. */
  host: ((question: HostQuestion) => HostAnswer) | undefined

  constructor(onWindow: (url: string) => void) {
    const connected = listeners<[Port]>()
    this.api = {
      runtime: {
        id: 'own-id',
        onConnect: connected.api,
        connect: ({ name }) => portPair(name)[0],
        connectNative: (name) => {
          const [own, other] = portPair(name)
          const { host } = this
          if (host === undefined) other.disconnect()
          else other.onMessage.addListener((q) => other.postMessage(host(q as HostQuestion)))
          return own
        },
        getURL: (path) => `chrome-extension://own-id/${path}`,
      },
      windows: {
        create: async ({ url }) => {
          this.opened.push(url)
          queueMicrotask(() => onWindow(url))
          return Promise.resolve({ id: this.opened.length })
        },
        remove: async (id) => Promise.resolve(void this.removed.push(id)),
        update: async () => Promise.resolve(),
      },
      storage: {
        local: {
          get: async (key) => Promise.resolve({ [key]: this.stored[key] }),
          set: async (items) => Promise.resolve(void Object.assign(this.stored, items)),
        },
      },
      i18n: { getUILanguage: () => 'zh-TW' },
    }
  }

  install(): void {
    Object.assign(globalThis, { chrome: this.api })
  }
}
