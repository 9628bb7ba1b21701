import type { SignatureRequest } from '@chopmark/core'
import type { Tools } from '../dialog/screen.js'

/** Signatures that are there already, each verified against the document. */
export interface EarlierSignatures {
  /** The value that a counter-signature signs. */
  readonly signatureValue: Uint8Array
  /** Says who signed before, and what a further signature means. */
  readonly draw: (tools: Tools) => Node
}

const known = new WeakMap<SignatureRequest, EarlierSignatures>()

/** Remembers who signed before; for this very object, which nothing that came later can stand in for. */
export function rememberEarlier(request: SignatureRequest, earlier: EarlierSignatures): void {
  known.set(request, earlier)
}

/** Undefined when the request is for a first signature, or the earlier ones were not verified. */
export function earlierOf(request: SignatureRequest): EarlierSignatures | undefined {
  return known.get(request)
}
