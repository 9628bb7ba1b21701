import { canonicalJson } from '../canonical-json.js'
import type { Shown } from '../cms/attributes/shown.js'
import type { Locale } from '../request.js'
import { parseTransaction } from '../transaction/parse-transaction.js'
import { transactionMediaType } from '../transaction/transaction.js'
import { displayText } from '../x509/display-text.js'
import { parseFaithfulJson } from './parse-faithful-json.js'
import type { Presentation } from './presentation.js'
import { presentJson } from './present-json.js'
import { presentTransaction } from './present-transaction.js'

/** Octets shown at most; more would stall a page, and nobody reads it in a dialog. */
const maxShownBytes = 512 * 1024

/**
 * What a person is shown of a document: a transaction field by field, other JSON as a table, plain text as text.
 * @param mediaType - As the request names it.
 * @param content - The octets that are signed.
 * @returns Undefined for whatever cannot be shown faithfully: another type or character set, octets that are no UTF-8, and a
 * transaction that is not one to the last octet.
 */
export function presentDocument(
  mediaType: string,
  content: Uint8Array,
  locale: Locale,
): Presentation | undefined {
  const [essence = '', ...parameters] = mediaType.toLowerCase().split(';')
  const type = essence.trim()
  const charset = parameters
    .map((parameter) => parameter.trim())
    .find((parameter) => parameter.startsWith('charset='))
  if (charset !== undefined && !/^charset="?utf-8"?$/.test(charset)) return undefined
  const version = '1'
  if (type === transactionMediaType) {
    const transaction = parseTransaction(content)
    if (!transaction.ok) return undefined
    const body = presentTransaction(transaction.value, locale)
    return { renderer: 'chopmark/transaction', version, locale, extent: 'whole', body }
  }
  const json = type === 'application/json' || type.endsWith('+json')
  if (!json && !['text/plain', 'text/csv', 'text/markdown'].includes(type)) return undefined
  const cut = content.length > maxShownBytes
  const text = decode(content.subarray(0, maxShownBytes), cut)
  if (text === undefined) return undefined
  const node = json && !cut ? parseFaithfulJson(text) : undefined
  if (node !== undefined) {
    const body = presentJson(node, locale)
    return { renderer: 'chopmark/json', version, locale, extent: 'whole', body }
  }
  const body = { kind: 'text', text: displayText(text, { multiline: true }) } as const
  return { renderer: 'chopmark/text', version, locale, extent: cut ? 'part' : 'whole', body }
}

/** The octets whose SHA-256 says what was shown: RFC 8785 JSON of the presentation, in UTF-8. */
export function presentationOctets(presentation: Presentation): Uint8Array {
  return new TextEncoder().encode(canonicalJson(presentation))
}

/**
 * Shows a document again, as somebody said they had shown it.
 * @param mediaType - As the request names it.
 * @returns Undefined when nobody can: nothing was shown, or another renderer or version did it than those of here, which may
 * have had other rules, also for what is shown at all.
 */
export function presentAgain(
  shown: Shown,
  mediaType: string,
  content: Uint8Array,
): Presentation | undefined {
  if (shown.extent === 'none') return undefined
  const presentation = presentDocument(mediaType, content, shown.locale)
  const { renderer, version } = shown
  return presentation?.renderer === renderer && presentation.version === version
    ? presentation
    : undefined
}

function decode(octets: Uint8Array, cut: boolean): string | undefined {
  try {
    // A byte order mark is part of what is signed, so it is shown and not swallowed.
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    // `stream`: a character cut in two at the border is left out, not wrong.
    return decoder.decode(octets, { stream: cut })
  } catch {
    return undefined
  }
}
