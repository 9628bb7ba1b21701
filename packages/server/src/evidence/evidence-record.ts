import { createHash } from 'node:crypto'
import { formatInstant, type Instant, type SignatureRequest } from '@chopmark/core'
import type { Evidence, EvidenceItem, EvidenceNeed, FetchFailure } from '@chopmark/verify'
import { toBase64url, toHex } from '../encoding.js'

/** An item of evidence as JSON: bytes are named by their lower-case hex SHA-256, times are ISO 8601 UTC. */
export type ItemRecord =
  | { readonly kind: 'certificate'; readonly sha256: string }
  | {
      readonly kind: 'timestamp'
      readonly sha256: string
      /** Base64url. */
      readonly nonce?: string
    }
  | {
      readonly kind: 'crl'
      readonly sha256: string
      readonly obtainedAt?: string
      readonly url?: string
    }
  | {
      readonly kind: 'ocsp'
      readonly sha256: string
      /** Base64url. */
      readonly nonce?: string
      readonly obtainedAt?: string
      readonly url?: string
    }
  | {
      readonly kind: 'failed-fetch'
      readonly need: EvidenceNeed
      readonly url: string
      readonly reason: FetchFailure
      readonly obtainedAt: string
    }

/** Evidence as JSON, beside the bytes that it names. */
export interface EvidenceRecord {
  /** SHA-256 of the signature's bytes. */
  readonly signature: string
  readonly content?: {
    readonly sizeBytes: number
    /** Names the content's own bytes, when the decision needed them. */
    readonly sha256?: string
    /** Values in lower-case hex. */
    readonly digests: readonly { readonly algorithm: string; readonly value: string }[]
  }
  readonly request?: SignatureRequest
  readonly items: readonly ItemRecord[]
}

/** Turns evidence into JSON and the bytes that the JSON names. */
export function evidenceRecord(
  signature: Uint8Array,
  evidence: Evidence,
): { readonly record: EvidenceRecord; readonly blobs: readonly Uint8Array[] } {
  const blobs = new Map<string, Uint8Array>()
  const named = (bytes: Uint8Array): string => {
    const digest = sha256Hex(bytes)
    blobs.set(digest, bytes)
    return digest
  }
  const { content, request } = evidence
  const record: EvidenceRecord = {
    signature: named(signature),
    ...(content && {
      content: {
        sizeBytes: content.sizeBytes,
        ...(content.bytes && { sha256: named(content.bytes) }),
        digests: content.digests.map(({ algorithm, value }) => ({
          algorithm,
          value: toHex(value),
        })),
      },
    }),
    ...(request && { request }),
    items: evidence.items.map((item) => itemRecord(item, named)),
  }
  return { record, blobs: [...blobs.values()] }
}

function itemRecord(item: EvidenceItem, named: (bytes: Uint8Array) => string): ItemRecord {
  switch (item.kind) {
    case 'certificate':
      return { kind: 'certificate', sha256: named(item.bytes) }
    case 'timestamp':
      return { kind: 'timestamp', sha256: named(item.bytes), ...nonce(item) }
    case 'crl':
      return { kind: 'crl', sha256: named(item.bytes), ...origin(item) }
    case 'ocsp':
      return { kind: 'ocsp', sha256: named(item.bytes), ...nonce(item), ...origin(item) }
    case 'failed-fetch':
      return { ...item, obtainedAt: formatInstant(item.obtainedAt) }
  }
}

function nonce({ nonce: sent }: { readonly nonce?: Uint8Array }) {
  return sent ? { nonce: toBase64url(sent) } : {}
}

function origin({ obtainedAt, url }: { readonly obtainedAt?: Instant; readonly url?: string }) {
  return {
    ...(obtainedAt !== undefined && { obtainedAt: formatInstant(obtainedAt) }),
    ...(url !== undefined && { url }),
  }
}

/** Lower-case hex. */
export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The bytes that a record names, each once. */
export function namedIn(record: EvidenceRecord): readonly string[] {
  const items = record.items.flatMap((item) => ('sha256' in item ? [item.sha256] : []))
  const content = record.content?.sha256 === undefined ? [] : [record.content.sha256]
  return [...new Set([record.signature, ...content, ...items])]
}
