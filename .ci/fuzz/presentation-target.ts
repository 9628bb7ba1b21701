import {
  canonicalJson,
  type Locale,
  parseTransaction,
  presentationOctets,
  presentDocument,
  transactionMediaType,
} from '@chopmark/core'
import { steered } from './steer-json.js'
import type { Base, Target } from './target.js'
import { Finding } from './target.js'
import { parseBudget } from './work.js'

const locales: readonly Locale[] = ['en', 'zh-Hant-HK', 'zh-Hans-HK']
const mediaTypes = [transactionMediaType, 'application/json', 'text/plain; charset=utf-8']

/**
 * What a person is shown of a document, for octets of strangers. The first part is the document, the second one holds the octets
 * that steer what becomes of its fields.
 */
export function presentationTarget(bases: readonly Base[]): Target {
  return {
    name: 'presentation',
    bases,
    budget: parseBudget,
    run: ([document = new Uint8Array(0), steering = new Uint8Array(0)]) => {
      const canonical = steered(document, steering, canonicalOrPlain)
      for (const octets of [document, canonical]) present(octets)
    },
  }
}

/** Canonical, so that fields are looked at and not only the form; what has no such form is written as it comes. */
function canonicalOrPlain(value: unknown): string {
  try {
    return canonicalJson(value)
  } catch {
    return JSON.stringify(value)
  }
}

function present(octets: Uint8Array): void {
  const before = Buffer.from(octets)
  const transaction = parseTransaction(octets)
  if (transaction.ok && canonicalJson(transaction.value) !== before.toString('utf8')) {
    throw new Finding('a transaction is not its own canonical form')
  }
  for (const mediaType of mediaTypes) {
    for (const locale of locales) {
      const shown = presentDocument(mediaType, octets, locale)
      const again = presentDocument(mediaType, octets, locale)
      if ((shown === undefined) !== (again === undefined)) throw new Finding('shown once only')
      if (shown === undefined || again === undefined) continue
      const written = Buffer.from(presentationOctets(shown))
      if (!written.equals(presentationOctets(again))) throw new Finding('shown in two ways')
      if (mediaType === transactionMediaType && !transaction.ok) {
        throw new Finding('shown as the transaction that it is not')
      }
    }
  }
  if (!before.equals(octets)) throw new Finding('the octets given were changed')
}
