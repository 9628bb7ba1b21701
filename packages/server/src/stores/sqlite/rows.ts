import type { Instant, SignatureRequest } from '@chopmark/core'
import type { StoredDigest, StoredRequest, StoredSignature } from '../store.js'

/** A row of `requests`. */
export interface RequestRow {
  readonly id: string
  readonly body: string
  readonly session_sha256: Buffer
  readonly created_at: number
  readonly expires_at: number
  readonly max_tries: number
  readonly digests: string
  readonly content_sha256: Buffer | null
  readonly state: StoredRequest['state']
  readonly tries: number
  readonly signature_id: string | null
  readonly claim_token: string | null
}

/** A row of `signatures`. */
export interface SignatureRow {
  readonly id: string
  readonly request_id: string
  readonly blob_sha256: Buffer
  readonly received_at: number
  readonly state: StoredSignature['state']
  readonly code: string | null
  readonly settled_at: number | null
  /** When another process may take it up: end of the lease, or time of the next look. */
  readonly due_at: number | null
  readonly decisions: number
}

/** A copy that is a plain Uint8Array: a Buffer may be a view into a pool and compares differently. */
export function plainBytes(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer)
}

/** What this store wrote is what it reads: the JSON columns are ours. */
export function toStoredRequest(row: RequestRow): StoredRequest {
  return {
    request: JSON.parse(row.body) as SignatureRequest,
    sessionSha256: plainBytes(row.session_sha256),
    createdAt: row.created_at as Instant,
    expiresAt: row.expires_at as Instant,
    maxTries: row.max_tries,
    digests: JSON.parse(row.digests) as StoredDigest[],
    hasContent: row.content_sha256 !== null,
    state: row.state,
    tries: row.tries,
    ...(row.signature_id !== null && { signatureId: row.signature_id }),
  }
}

/** @param signature - The bytes that `row.blob_sha256` names. */
export function toStoredSignature(row: SignatureRow, signature: Uint8Array): StoredSignature {
  return {
    id: row.id,
    requestId: row.request_id,
    signature,
    receivedAt: row.received_at as Instant,
    state: row.state,
    decisions: row.decisions,
    ...(row.code !== null && { code: row.code }),
    ...(row.settled_at !== null && { settledAt: row.settled_at as Instant }),
    ...(row.state === 'pending' && row.due_at !== null && { retryAt: row.due_at as Instant }),
  }
}
