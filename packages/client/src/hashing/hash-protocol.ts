import type { SigningHash } from '../key-sources/key-source.js'

/** What page and hash worker say to each other. One worker digests one document and ends. */
export interface HashQuestion {
  readonly blob: Blob
  readonly algorithm: SigningHash
}

export type HashAnswer =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'digest'; readonly digest: Uint8Array }
  /** The document cannot be read to its end: it was changed or taken away. */
  | { readonly kind: 'unreadable' }
