import type { LocalizedText } from '../request.js'
import type { Currency } from './currencies.js'

/**
 * Media type of a structured transaction: canonical JSON (RFC 8785) of a `Transaction`, labels in three languages inside,
 * so that each language a person may read is under the signature.
 */
export const transactionMediaType = 'application/vnd.chopmark.transaction+json'

/** What a person signs, field by field in the order in which they read it. */
export interface Transaction {
  readonly type: 'chopmark/transaction'
  readonly version: 1
  readonly title: LocalizedText
  /** At least one. */
  readonly fields: readonly TransactionField[]
}

export type TransactionField =
  /** As it was entered: one text for every language. */
  | { readonly kind: 'text'; readonly label: LocalizedText; readonly value: string }
  /** A declaration or a choice, which each language has in its own words. */
  | { readonly kind: 'statement'; readonly label: LocalizedText; readonly value: LocalizedText }
  | {
      readonly kind: 'amount'
      readonly label: LocalizedText
      readonly currency: Currency
      /** Decimal digits with exactly as many places as the currency has: `12500.00`. Never a number: those lose digits. */
      readonly value: string
    }
  | {
      readonly kind: 'payee'
      readonly label: LocalizedText
      readonly name: string
      readonly bank?: string
      readonly account?: string
    }
  /** Digits, capital letters, hyphens and spaces. */
  | { readonly kind: 'account'; readonly label: LocalizedText; readonly value: string }
  /** A day, `2026-11-24`. */
  | { readonly kind: 'date'; readonly label: LocalizedText; readonly value: string }
  /** A moment in UTC with whole seconds, `2026-11-24T06:05:00Z`; shown in Hong Kong's time. */
  | { readonly kind: 'date-time'; readonly label: LocalizedText; readonly value: string }
  | {
      readonly kind: 'person'
      readonly label: LocalizedText
      readonly name: string
      /** Number of an identity document. */
      readonly identity?: string
    }
  | { readonly kind: 'boolean'; readonly label: LocalizedText; readonly value: boolean }
  | {
      readonly kind: 'section'
      readonly label: LocalizedText
      readonly fields: readonly TransactionField[]
    }
  | {
      readonly kind: 'list'
      readonly label: LocalizedText
      /** Each item is a group of fields. */
      readonly items: readonly (readonly TransactionField[])[]
    }

/** What a transaction may hold: more than a person reads before they sign. */
export const transactionLimits = {
  bytes: 64 * 1024,
  fields: 200,
  /** Sections and lists within one another. */
  depth: 3,
  labelLength: 200,
  textLength: 4000,
  nameLength: 200,
} as const
