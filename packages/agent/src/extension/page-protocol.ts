/**
 * What a page and the extension say to each other. The page hands one end of a MessageChannel to the content script with
 * `window.postMessage({ chopmark: 'connect-card', protocol: 2 }, location.origin, [port])`; everything else goes through
 * the port. Binary values are base64url without padding.
 */
import { type CardProblem, type ListedKey, maxAttributesLength, maxDocuments } from '../protocol.js'

export const connectMark = 'connect-card'

/** A link that only the extension can see breaking. */
export type ExtensionProblem =
  | CardProblem
  | 'HOST_MISSING' // no host is registered, or it does not start
  | 'HOST_GONE' // the host ended in the middle, a driver with it
  | 'REFUSED' // the person said no, or closed the window
  | 'BUSY' // another window of the extension is open
  | 'GONE' // the extension was updated or switched off meanwhile

/** A document that a page wants signed. */
export interface PageDocument {
  readonly attributes: string
  /** As the page calls it: shown as the page's word, never relied on. */
  readonly name: string
}

export type PageQuestion = { readonly id: number; readonly locale: string } & (
  | { readonly kind: 'check' }
  | { readonly kind: 'list' }
  | {
      readonly kind: 'sign'
      readonly key: string
      /** All under one agreement and one PIN, at most `maxDocuments`. */
      readonly documents: readonly PageDocument[]
    }
  /** Takes back the question with this id. */
  | { readonly kind: 'cancel' }
)

/** What the page learns of a key: what it needs to build and show a signature. */
export type PageKey = Pick<ListedKey, 'key' | 'certificate' | 'chain' | 'reader' | 'token'>

export type PageAnswer =
  | { readonly kind: 'ready'; readonly protocol: number }
  | ({ readonly id: number } & (
      | { readonly kind: 'checked' }
      | { readonly kind: 'listed'; readonly keys: readonly PageKey[] }
      | { readonly kind: 'signed'; readonly signatures: readonly string[] }
      | { readonly kind: 'problem'; readonly problem: ExtensionProblem }
    ))

const maxText = 512

/** Takes a message of a page as a question, field by field; undefined for anything else. */
export function parsePageQuestion(message: unknown): PageQuestion | undefined {
  if (typeof message !== 'object' || message === null) return undefined
  const fields = message as Readonly<Record<string, unknown>>
  const { id, kind } = fields
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) return undefined
  const locale = text(fields['locale'], 40) ?? ''
  switch (kind) {
    case 'check':
    case 'list':
    case 'cancel':
      return { id, kind, locale }
    case 'sign': {
      const key = text(fields['key'])
      const documents = parseDocuments(fields['documents'])
      return key === undefined || documents === undefined
        ? undefined
        : { id, kind, locale, key, documents }
    }
    default:
      return undefined
  }
}

function parseDocuments(value: unknown): readonly PageDocument[] | undefined {
  if (!Array.isArray(value) || value.length === 0 || value.length > maxDocuments) return undefined
  const documents: PageDocument[] = []
  for (const one of value as readonly unknown[]) {
    const fields = (one ?? {}) as Readonly<Record<string, unknown>>
    const attributes = text(fields['attributes'], maxAttributesLength)
    const name = text(fields['name'])
    if (attributes === undefined || name === undefined) return undefined
    documents.push({ attributes, name })
  }
  return documents
}

function text(value: unknown, max = maxText): string | undefined {
  return typeof value === 'string' && value.length <= max ? value : undefined
}
