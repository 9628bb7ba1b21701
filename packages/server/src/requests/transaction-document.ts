import {
  canonicalJson,
  parseTransaction,
  type Transaction,
  transactionMediaType,
  UsageError,
} from '@chopmark/core'
import type { CreateRequestInput } from './create-request.js'

/**
 * A structured transaction as the document of a request: canonical JSON with its labels in three languages, which the
 * dialog shows field by field. Amounts are decimal text, days `2026-11-24`, moments UTC with whole seconds.
 * @param name - File name under which a person may save it, ending in `.json`.
 * @returns `document` for `createRequest`.
 * @throws UsageError `INVALID_TRANSACTION` naming the field that cannot be.
 * Source: RFC 8785.
 */
export function transactionDocument(
  name: string,
  { title, fields }: Pick<Transaction, 'title' | 'fields'>,
): CreateRequestInput['document'] & { readonly content: Uint8Array } {
  const transaction: Transaction = { type: 'chopmark/transaction', version: 1, title, fields }
  const content = new TextEncoder().encode(canonicalJson(transaction))
  const parsed = parseTransaction(content)
  if (!parsed.ok) {
    const at = parsed.at === '' ? parsed.problem : parsed.at
    throw new UsageError('INVALID_TRANSACTION', `${at}: see TransactionField for what it may hold.`)
  }
  return { name, mediaType: transactionMediaType, content }
}
