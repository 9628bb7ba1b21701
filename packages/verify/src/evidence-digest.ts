import { canonicalJson, type CryptoForm, hex } from '@chopmark/core'
import type { DecisionContext } from './decision-context.js'
import type { Evidence } from './evidence.js'
import { settled, type Steps } from './revocation/steps.js'

const encoder = new TextEncoder()

/** SHA-256 in hex of a text in UTF-8. */
export function* textSha256(text: string, crypto: CryptoForm): Steps<string> {
  return yield* octetsSha256(encoder.encode(text), crypto)
}

function* octetsSha256(octets: Uint8Array, crypto: CryptoForm): Steps<string> {
  const digest = crypto.digest('SHA-256', octets)
  return hex(digest instanceof Promise ? yield* settled(digest) : digest)
}

/**
 * SHA-256 in hex over everything a decision looked at: one line for the document, the content, the request and each item,
 * by digest, sorted within its kind. Two collections of the same things in another order, or with repetitions, have the same digest;
 * where and when an item was fetched takes no part, failed fetches do not either: a decision looks at neither.
 */
export function* evidenceSha256(evidence: Evidence, context: DecisionContext): Steps<string> {
  const { crypto } = context
  const { document, content, request } = evidence
  let text = ''
  if (document.ok) {
    for (const { raw } of document.value.signatures) {
      text += `document ${yield* octetsSha256(raw, crypto)}\n`
    }
  } else {
    text += `document ${document.reason} ${document.offset}\n`
  }
  if (content?.bytes !== undefined) {
    text += `content SHA-256 ${yield* octetsSha256(content.bytes, crypto)}\n`
  } else if (content !== undefined) {
    const digests = content.digests.map(({ algorithm, value }) => `${algorithm} ${hex(value)}`)
    if (digests.length > 1) digests.sort()
    text += `content ${content.sizeBytes} ${digests.join(' ')}\n`
  }
  if (request !== undefined) text += `request ${canonicalJson(request)}\n`
  text += context.shared?.digestLines ?? digestLines(context)
  for (const { kind, sha256 } of context.unusable) text += `unusable ${kind} ${sha256}\n`
  if (evidence.items.some(({ kind }) => kind === 'timestamp')) {
    text += yield* timestamps(evidence, crypto)
  }
  return yield* textSha256(text, crypto)
}

/** A line for each piece of evidence, which stands in a context once and in digest order. */
export function digestLines({
  certificates,
  crls,
  ocsp,
}: Pick<DecisionContext, 'certificates' | 'crls' | 'ocsp'>): string {
  let text = ''
  for (const { sha256 } of certificates.all()) text += `certificate ${sha256}\n`
  for (const { sha256 } of crls) text += `crl ${sha256}\n`
  for (const { sha256, requestNonce } of ocsp) {
    text += `ocsp ${sha256} ${requestNonce === undefined ? '' : hex(requestNonce)}\n`
  }
  return text
}

function* timestamps({ items }: Evidence, crypto: CryptoForm): Steps<string> {
  const lines = new Set<string>()
  for (const item of items) {
    if (item.kind !== 'timestamp') continue
    const sha256 = yield* octetsSha256(item.bytes, crypto)
    lines.add(`timestamp ${sha256}${item.nonce === undefined ? '' : ` ${hex(item.nonce)}`}\n`)
  }
  return [...lines].sort().join('')
}
