import {
  type DigestAlgorithm,
  digestAlgorithmOf,
  parseSignedData,
  type Result,
} from '@chopmark/core'
import type { SignedDocument } from './evidence.js'

/**
 * The FormatReader of CMS: one SignedData, attached or detached.
 * @param bytes - A ContentInfo, DER or BER; nothing may follow it. RFC 5652 §3.
 */
export function readCms(bytes: Uint8Array): Result<SignedDocument> {
  const parsed = parseSignedData(bytes)
  return parsed.ok ? { ok: true, value: { format: 'cms', signatures: [parsed.value] } } : parsed
}

/**
 * Under which algorithms a collector has to digest the detached content of this document.
 * @returns Sorted, each once; empty when all content is attached.
 */
export function neededDigests(document: SignedDocument): readonly DigestAlgorithm[] {
  const needed = new Set<DigestAlgorithm>()
  for (const { eContent, signerInfos } of document.signatures) {
    if (eContent !== undefined) continue
    for (const { digestAlgorithm } of signerInfos) {
      const known = digestAlgorithmOf(digestAlgorithm)
      if (known.ok) needed.add(known.value)
    }
  }
  return [...needed].sort()
}
