/**
 * What a page and the extension say to each other. The page hands one end of a MessageChannel to the content script with
 * `window.postMessage({ chopmark: 'connect-card', protocol: 1 }, location.origin, [port])`; everything else goes through
 * the port. Binary values are base64url without padding.
 */
import type { CardProblem, ListedKey } from '../protocol.js'

export const connectMark = 'connect-card'

/** A link that only the extension can see breaking. */
export type ExtensionProblem =
  | CardProblem
  | 'HOST_MISSING' // no host is registered, or it does not start
  | 'HOST_GONE' // the host ended in the middle, a driver with it
  | 'REFUSED' // the person said no, or closed the window
  | 'BUSY' // another window of the extension is open
  | 'GONE' // the extension was updated or switched off meanwhile

export type PageQuestion = { readonly id: number; readonly locale: string } & (
  | { readonly kind: 'check' }
  | { readonly kind: 'list' }
  | {
      readonly kind: 'sign'
      readonly key: string
      readonly attributes: string
      /** As the page calls it: shown as the page's word, never relied on. */
      readonly documentName: string
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
      | { readonly kind: 'signed'; readonly signature: string }
      | { readonly kind: 'problem'; readonly problem: ExtensionProblem }
    ))

const maxText = 512
const maxAttributes = 22_000

/** Takes a message of a page as a question, field by field; undefined for anything else. */
export function parsePageQuestion(message: unknown): PageQuestion | undefined {
  if (typeof message !== 'object' || message === null) return undefined
  const fields = message as Readonly<Record<string, unknown>>
  const { id, kind } = fields
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) return undefined
  const text = (name: string, max = maxText): string | undefined => {
    const value = fields[name]
    return typeof value === 'string' && value.length <= max ? value : undefined
  }
  const locale = text('locale', 40) ?? ''
  switch (kind) {
    case 'check':
    case 'list':
    case 'cancel':
      return { id, kind, locale }
    case 'sign': {
      const key = text('key')
      const attributes = text('attributes', maxAttributes)
      const documentName = text('documentName')
      return key === undefined || attributes === undefined || documentName === undefined
        ? undefined
        : { id, kind, locale, key, attributes, documentName }
    }
    default:
      return undefined
  }
}
