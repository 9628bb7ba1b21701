import type { Locale } from '@chopmark/core'
import type { EvidenceNeed } from '@chopmark/verify'
import type { AskedFor } from './verify-answer.js'
import { words } from './words.js'

/** A line for each thing asked for that weakens the answer. */
export function askedForLines(asked: AskedFor, locale: Locale): readonly string[] {
  return [
    ...(asked.algorithms === 'any' ? [words.anyAlgorithms[locale]] : []),
    ...(asked.revocationChecking === 'skipped' ? [words.revocationSkipped[locale]] : []),
  ]
}

/** What evidence would settle an open question, a line each: of a pinned anchor also where the CA publishes it. */
export function missingLines(missing: readonly EvidenceNeed[], locale: Locale): readonly string[] {
  return missing.map((need) => {
    switch (need.kind) {
      case 'trust-anchor':
        return words.missingAnchor[locale]
          .replace('{subject}', () => need.subject)
          .replace('{sha256}', need.certificateSha256)
          .replace('{place}', () => need.publishedAt)
      case 'content':
        return `${words.missing[locale]}--content (${need.algorithm})`
      case 'issuer':
      case 'crl':
      case 'ocsp':
        return `${words.missing[locale]}${need.kind}, ${need.issuer}${need.urls.map((url) => ` <${url}>`).join('')}`
    }
  })
}
