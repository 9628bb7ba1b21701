import type { Instant, LocalizedText } from '@chopmark/core'
import type { ClientErrorCode } from '../client-error.js'
import type { FailureTexts } from '../messages/messages.js'

/** A screen of a key source's own: what it says in three languages, what may be typed, and the ways on. */
export interface FormQuestion {
  /** Names the screen, lower-case words and hyphens. */
  readonly id: string
  readonly title: LocalizedText
  readonly paragraphs: readonly LocalizedText[]
  /** Labels and values; a time is written as a date of the person's language. Names have to have been through `displayText`. */
  readonly facts?: readonly (readonly [label: LocalizedText, value: string | Instant])[]
  readonly fields?: readonly FormField[]
  /** Why the answer before will not do. */
  readonly problem?: FormProblem
  /** The buttons; the first one is the main one, which Enter presses and which wants every field filled in. */
  readonly actions: readonly [FormAction, ...FormAction[]]
}

export interface FormField {
  /** Letters. */
  readonly id: string
  readonly label: LocalizedText
  readonly hint?: LocalizedText
  /** What is said when it is left empty. */
  readonly empty: LocalizedText
  readonly kind: 'text' | 'secret'
  /** A number pad on a phone. */
  readonly digits?: boolean
  readonly value?: string
}

export interface FormAction {
  readonly id: string
  readonly label: LocalizedText
}

export interface FormProblem {
  readonly code: ClientErrorCode
  readonly what?: string
  readonly triesLeft?: number
  /** What a person reads, where the catalogue leaves it to the key source. */
  readonly texts?: FailureTexts
}

/** Which button was pressed, and what stood in the fields: by id, empty ones too. */
export interface FormAnswer {
  readonly action: string
  readonly values: Readonly<Record<string, string>>
}
