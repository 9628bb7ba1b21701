import type { Pkcs12Problem } from '../../pkcs12/pkcs12-error.js'
import type { KeyAlgorithm, SigningHash } from '../key-source.js'

/** What the page asks the worker; `id` ties the answer to it. */
export type Pkcs12Question = { readonly id: number } & (
  | { readonly kind: 'inspect'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'open'
      readonly bytes: Uint8Array
      /** UTF-16 code units of the PIN; the worker overwrites them. */
      readonly pin: Uint16Array
      readonly hash: SigningHash
    }
  /** `key` is the index in what `open` answered. */
  | { readonly kind: 'sign'; readonly key: number; readonly attributes: Uint8Array }
)

/** A key as the page sees it: everything but the key. */
export interface DescribedKey {
  readonly certificate: Uint8Array
  readonly chain: readonly Uint8Array[]
  readonly algorithm: KeyAlgorithm
  readonly name?: string
}

export type Pkcs12Answer = { readonly id: number } & (
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'inspected' }
  | { readonly kind: 'opened'; readonly keys: readonly DescribedKey[] }
  | { readonly kind: 'signed'; readonly signature: Uint8Array }
  | { readonly kind: 'problem'; readonly problem: Pkcs12Problem }
  | { readonly kind: 'not-own-attributes' }
  | { readonly kind: 'failed' }
)

/** The part of a Worker that is used, so that a test or an odd bundler can bring its own. */
export interface WorkerLike {
  postMessage(message: unknown, transfer: Transferable[]): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'error' | 'messageerror', listener: (event: unknown) => void): void
  terminate(): void
}
