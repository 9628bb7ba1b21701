/** What the background and the extension's own window say to each other. */
import type { PinState, Prepared } from '../protocol.js'
import type { ExtensionProblem } from './page-protocol.js'

export interface PromptSubject {
  /** As the browser reports it. */
  readonly origin: string
  /** The site around the frame that asks, when it is another one. */
  readonly embeddedIn?: string
  readonly locale: string
}

export type PromptMessage =
  | ({ readonly kind: 'ask-list' } & PromptSubject)
  | ({
      readonly kind: 'ask-sign'
      /** In the order of `prepared.documents`. */
      readonly documentNames: readonly string[]
      readonly prepared: Omit<Prepared, 'ticket'>
    } & PromptSubject)
  | { readonly kind: 'busy' }
  /** Nothing is signed yet; the person may try again. */
  | { readonly kind: 'again'; readonly problem: ExtensionProblem; readonly pin: PinState }
  /** Nothing more can be done here. */
  | { readonly kind: 'failed'; readonly problem: ExtensionProblem }

export type PromptAction =
  | { readonly kind: 'agree'; readonly pin?: string }
  | { readonly kind: 'refuse' }
  /** Keeps the background awake while a person reads. */
  | { readonly kind: 'alive' }

/** Takes a message of the prompt window; undefined for anything else. */
export function parsePromptAction(message: unknown): PromptAction | undefined {
  const { kind, pin } = (message ?? {}) as Readonly<Record<string, unknown>>
  switch (kind) {
    case 'agree':
      if (pin === undefined) return { kind }
      return typeof pin === 'string' && pin.length <= 512 ? { kind, pin } : undefined
    case 'refuse':
    case 'alive':
      return { kind }
    default:
      return undefined
  }
}
