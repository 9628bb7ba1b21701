import type { Locale } from '../request.js'
import type { TextWarning } from '../x509/text-warnings.js'

/**
 * What a person is shown of a document, as text alone: made from the very octets that are signed, by rules without a clock,
 * a runtime's locale data or a screen, so that anybody can make it again from document, renderer, version and locale.
 * Its digest goes under the signature, see `presentationOctets` and `Shown`.
 */
export interface Presentation {
  readonly renderer: DocumentRenderer
  readonly version: '1'
  readonly locale: Locale
  /** `part`: the document is longer than what is shown of it. */
  readonly extent: 'whole' | 'part'
  readonly body: ShownNode
}

/** What turns a document into a presentation; `chopmark/pdf` of `@chopmark/client` has an own one, see its documentation. */
export type DocumentRenderer = 'chopmark/text' | 'chopmark/json' | 'chopmark/transaction'

/** A piece of a presentation. All text has been through `displayText`. */
export type ShownNode =
  | {
      readonly kind: 'text' | 'account'
      readonly text: string
      readonly warnings?: readonly TextWarning[]
    }
  /** Digits as they stand, or a date spelt out. `note`: in which currency, in whose time. */
  | { readonly kind: 'amount' | 'date' | 'number'; readonly text: string; readonly note?: string }
  /** A remark of the renderer's, no text of the document's: `(empty)`. */
  | { readonly kind: 'remark'; readonly text: string }
  /** A name that has to catch the eye, with what tells it from another one. */
  | {
      readonly kind: 'payee' | 'person'
      readonly name: string
      readonly warnings?: readonly TextWarning[]
      readonly rows: readonly ShownRow[]
    }
  | { readonly kind: 'table'; readonly title?: string; readonly rows: readonly ShownRow[] }
  | { readonly kind: 'list'; readonly items: readonly ShownNode[] }

/** A label and what belongs to it. */
export interface ShownRow {
  readonly label: string
  readonly value: ShownNode
}
