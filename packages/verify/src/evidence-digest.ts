import type { CryptoForm } from '@chopmark/core'
import { hex } from '@chopmark/core'
import { canonicalJson } from './canonical-json.js'
import type { DecisionContext } from './decision-context.js'
import type { Evidence } from './evidence.js'

const encoder = new TextEncoder()

/** SHA-256 in hex of a text in UTF-8. */
export async function textSha256(text: string, crypto: CryptoForm): Promise<string> {
  return octetsSha256(encoder.encode(text), crypto)
}

async function octetsSha256(octets: Uint8Array, crypto: CryptoForm): Promise<string> {
  const digest = crypto.digest('SHA-256', octets)
  return hex(digest instanceof Promise ? await digest : digest)
}

/**
 * SHA-256 in hex over everything a decision looked at: one line for the document, the content, the request and each item,
 * by digest, sorted. Two collections of the same things in another order, or with repetitions, have the same digest; where
 * and when an item was fetched takes no part, failed fetches do not either: a decision looks at neither.
 */
export async function evidenceSha256(
  evidence: Evidence,
  context: DecisionContext,
): Promise<string> {
  const { crypto } = context
  const lines: string[] = []
  const { document, content, request } = evidence
  if (document.ok) {
    for (const { raw } of document.value.signatures) {
      lines.push(`document ${await octetsSha256(raw, crypto)}`)
    }
  } else {
    lines.push(`document ${document.reason} ${document.offset}`)
  }
  if (content?.bytes !== undefined) {
    lines.push(`content SHA-256 ${await octetsSha256(content.bytes, crypto)}`)
  } else if (content !== undefined) {
    lines.push(`content ${content.sizeBytes}`)
    for (const { algorithm, value } of content.digests) {
      lines.push(`content ${algorithm} ${hex(value)}`)
    }
  }
  if (request !== undefined) lines.push(`request ${canonicalJson(request)}`)
  for (const { sha256 } of context.certificates.all()) lines.push(`certificate ${sha256}`)
  for (const { sha256 } of context.crls) lines.push(`crl ${sha256}`)
  for (const { sha256, requestNonce } of context.ocsp) {
    lines.push(`ocsp ${sha256} ${requestNonce === undefined ? '' : hex(requestNonce)}`)
  }
  for (const { kind, sha256 } of context.unusable) lines.push(`${kind} ${sha256}`)
  for (const item of evidence.items) {
    if (item.kind === 'timestamp') lines.push(`timestamp ${await octetsSha256(item.bytes, crypto)}`)
  }
  return textSha256([...new Set(lines)].sort().join('\n'), crypto)
}
