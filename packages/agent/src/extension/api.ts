/** The few functions of the WebExtension API that are used; Chromium and Firefox name it differently. */

interface Listeners<F extends (...args: never[]) => void> {
  addListener(listener: F): void
  removeListener(listener: F): void
}

export interface Sender {
  readonly id?: string
  /** Absent in older Firefox. */
  readonly origin?: string
  readonly url?: string
  readonly frameId?: number
  readonly tab?: { readonly id?: number; readonly url?: string }
}

export interface Port {
  readonly name: string
  readonly sender?: Sender
  readonly onMessage: Listeners<(message: unknown) => void>
  readonly onDisconnect: Listeners<() => void>
  postMessage(message: unknown): void
  disconnect(): void
}

export interface ExtensionApi {
  readonly runtime: {
    readonly id: string
    readonly onConnect: Listeners<(port: Port) => void>
    connect(info: { readonly name: string }): Port
    connectNative(host: string): Port
    getURL(path: string): string
  }
  readonly windows: {
    create(options: {
      readonly url: string
      readonly type: 'popup'
      readonly width: number
      readonly height: number
      readonly focused?: boolean
    }): Promise<{ readonly id?: number }>
    remove(id: number): Promise<void>
    update(id: number, options: { readonly focused: boolean }): Promise<unknown>
  }
  readonly storage: {
    readonly local: {
      get(key: string): Promise<Readonly<Record<string, unknown>>>
      set(items: Readonly<Record<string, unknown>>): Promise<void>
    }
  }
  readonly i18n: { getUILanguage(): string }
}

/** The browser's API. Read when used, so that importing a module touches nothing. */
export function extensionApi(): ExtensionApi {
  const { browser, chrome } = globalThis as unknown as {
    readonly browser?: ExtensionApi
    readonly chrome: ExtensionApi
  }
  return browser ?? chrome
}
