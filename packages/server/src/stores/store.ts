import type { DigestAlgorithm, Instant, SignatureRequest } from '@chopmark/core'

/** A digest of the document that was asked for. */
export interface StoredDigest {
  readonly algorithm: DigestAlgorithm
  /** Lower-case hex. */
  readonly value: string
}

/** A request as the portal made it; none of this changes later. */
export interface NewRequest {
  readonly request: SignatureRequest
  /** SHA-256 of the portal's session id: the id itself is never stored. */
  readonly sessionSha256: Uint8Array
  readonly createdAt: Instant
  readonly expiresAt: Instant
  /** How many answers may be refused before the request is shut. */
  readonly maxTries: number
  /** The document; absent when only its digests are held. */
  readonly content?: Uint8Array
  /** At least the digest that `request.document` names. */
  readonly digests: readonly StoredDigest[]
}

/**
 * `open`: waits for an answer; `claimed`: an answer is being decided, or waits for evidence; `accepted`: used up.
 * An open request past `expiresAt` is expired; `expireRequests` writes that down.
 */
export type RequestState = 'open' | 'claimed' | 'accepted' | 'expired'

export interface StoredRequest {
  readonly request: SignatureRequest
  readonly sessionSha256: Uint8Array
  readonly createdAt: Instant
  readonly expiresAt: Instant
  readonly maxTries: number
  readonly digests: readonly StoredDigest[]
  readonly hasContent: boolean
  readonly state: RequestState
  /** Answers refused so far. */
  readonly tries: number
  /** The signature that holds the claim or was accepted. */
  readonly signatureId?: string
}

/** `deciding`: claimed and not yet settled; `pending`: undecided, kept for a later look. */
export type SignatureState = 'deciding' | 'pending' | 'accepted' | 'refused'

/** An answer to a request. Every one whose session and origin fit is kept, the refused ones too. */
export interface StoredSignature {
  readonly id: string
  readonly requestId: string
  readonly signature: Uint8Array
  /** When the answer reached this server: the signature existed at this moment. */
  readonly receivedAt: Instant
  readonly state: SignatureState
  /** Why it was refused or is pending. */
  readonly code?: string
  readonly settledAt?: Instant
  /** When a pending one should be looked at again. */
  readonly retryAt?: Instant
  /** How often it was decided. */
  readonly decisions: number
}

/** The right to settle one signature. Lost when the lease ran out and another process took over. */
export interface Claim {
  readonly requestId: string
  readonly signatureId: string
  readonly token: string
}

export interface ClaimInput {
  readonly requestId: string
  /** Fresh id under which the answer is kept; not used when the same bytes take up their own stale claim. */
  readonly signatureId: string
  readonly signature: Uint8Array
  readonly now: Instant
  /** How long this process may take to settle before another may take over. */
  readonly leaseMs: number
}

export type ClaimOutcome =
  | { readonly kind: 'claimed'; readonly claim: Claim; readonly receivedAt: Instant }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'too-many-tries' }
  /** `signatureId` names the earlier answer when it consists of the very same bytes. */
  | { readonly kind: 'already-used'; readonly signatureId?: string }

export type ReclaimOutcome =
  | { readonly kind: 'claimed'; readonly claim: Claim }
  | { readonly kind: 'unknown' }
  /** Another process is deciding it. */
  | { readonly kind: 'busy' }
  /** Accepted or refused already. */
  | { readonly kind: 'settled' }

/** A ticket with which the dialog's own origin takes one request over, once. Only digests of secrets are stored. */
export interface DialogTicket {
  readonly sha256: Uint8Array
  /** The request that is handed over, and those that are signed with it under one consent, in order. */
  readonly requestIds: readonly [string, ...string[]]
  /** From then on it is worth nothing. */
  readonly expiresAt: Instant
}

/** Evidence, policy, report and engine version: what one decision saw and said. */
export interface StoredVerdict {
  readonly validationTime: Instant
  readonly engineVersion: string
  /** Canonical JSON in which bytes are named by their SHA-256. */
  readonly evidence: string
  /** Canonical JSON. */
  readonly policy: string
  /** Canonical JSON of the DocumentReport. */
  readonly report: string
}

export type Settlement = {
  readonly claim: Claim
  readonly now: Instant
  /** Absent when bytes were refused before anything could be decided. */
  readonly verdict?: StoredVerdict
  /** The bytes that `verdict.evidence` names. Kept once, whoever else names them. */
  readonly blobs: readonly Uint8Array[]
} & (
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'refused'; readonly code: string }
  | { readonly outcome: 'pending'; readonly code: string; readonly retryAt: Instant }
)

/** `lost`: the lease ran out and another process holds the claim, or has settled it; nothing was written. */
export type SettleOutcome =
  { readonly kind: 'settled'; readonly triesLeft: number } | { readonly kind: 'lost' }

/** `busy`: an answer is being decided or waits, or somebody is asked to sign once more what was signed; nothing was erased. */
export type Erasure = 'erased' | 'unknown' | 'busy'

/** A CRL or OCSP answer as it came over the network. */
export interface FetchedAnswer {
  /** The URL, for OCSP followed by what was asked. */
  readonly key: string
  /** DER. */
  readonly bytes: Uint8Array
  readonly fetchedAt: Instant
  readonly etag?: string
  readonly lastModified?: string
  /** The nonce that the OCSP request carried. */
  readonly nonce?: Uint8Array
}

/** A certificate that an operator imported: issuers that signers leave out, pinned trust anchors. No trust follows from being here. */
export interface ImportedCertificate {
  readonly bytes: Uint8Array
  readonly importedAt: Instant
  /** Where it came from, for people. */
  readonly note: string
}

/** What the network brought in earlier. The part of the store that a collector needs. */
export interface FetchCache {
  fetched(key: string): Promise<FetchedAnswer | undefined>
  /** Replaces an earlier answer under the same key. Answers fetched long ago may be dropped. */
  saveFetched(answer: FetchedAnswer): Promise<void>
}

/**
 * Where requests, answers and verdicts live. Each method is one transaction, durable when its promise resolves.
 * A second store implements this and runs `describeStoreContract`.
 * @throws PlumbingError `STORE_FAILED` when the database cannot do its work.
 */
export interface Store extends FetchCache {
  /** @throws UsageError `DUPLICATE_REQUEST` when the id is taken. */
  insertRequest(request: NewRequest): Promise<void>
  request(id: string): Promise<StoredRequest | undefined>
  /** The document's bytes; undefined when the request is unknown or only digests are held. */
  content(requestId: string): Promise<Uint8Array | undefined>
  /** Keeps a ticket, and forgets those that went out of date unused before `now`. */
  insertTicket(ticket: DialogTicket, now: Instant): Promise<void>
  /**
   * Uses a ticket up and lets a session of the dialog's at its requests, both or neither: of two at the same moment one wins.
   * @param input - `requestId`: the first of them.
   * @returns All of them, in order; undefined: unknown, of another request, used, or out of date.
   */
  takeTicket(input: {
    readonly sha256: Uint8Array
    readonly requestId: string
    readonly sessionSha256: Uint8Array
    readonly now: Instant
  }): Promise<DialogTicket['requestIds'] | undefined>
  /** Is this a session that took the request over? */
  hasTakenOver(requestId: string, sessionSha256: Uint8Array): Promise<boolean>
  /** Marks open requests whose `expiresAt` lies before `now`. @returns How many. */
  expireRequests(now: Instant): Promise<number>

  /**
   * Stores the answer and claims the request, both or neither: of two answers at the same moment one wins.
   * An answer at `expiresAt` is late. The very bytes whose claim went stale take the claim up again, also past expiry.
   */
  claim(input: ClaimInput): Promise<ClaimOutcome>
  /** Takes up a pending signature, or one whose lease ran out; `force` also one whose lease still runs. */
  reclaim(input: {
    readonly signatureId: string
    readonly now: Instant
    readonly leaseMs: number
    readonly force?: boolean
  }): Promise<ReclaimOutcome>
  /** Moves the end of the lease without settling: from `until` on the signature can be taken up again. */
  release(claim: Claim, until: Instant): Promise<void>
  /** Writes the outcome, the verdict and the request's new state, all or nothing, while the claim is held. */
  settle(settlement: Settlement): Promise<SettleOutcome>

  signature(id: string): Promise<StoredSignature | undefined>
  /** All answers to a request, oldest first. */
  signatures(requestId: string): Promise<readonly StoredSignature[]>
  /** The latest verdict about a signature. */
  verdict(signatureId: string): Promise<StoredVerdict | undefined>
  /** Bytes by their lower-case hex SHA-256. */
  blob(sha256: string): Promise<Uint8Array | undefined>
  /**
   * Signatures to take up: pending ones whose `retryAt` has come and those whose lease ran out by `now`, longest waiting first.
   * `includeLeased` adds those whose lease still runs.
   */
  due(input: {
    readonly now: Instant
    readonly limit: number
    readonly includeLeased?: boolean
  }): Promise<readonly string[]>

  /**
   * Forgets a request with its document, answers, verdicts and tickets, and all bytes that nothing else names: all or nothing,
   * and not to be found in the store's files afterwards.
   */
  eraseRequest(id: string): Promise<Erasure>
  /** Requests made before `before` that wait for no answer any more at `now`: used up or expired. The oldest first. */
  erasable(input: {
    readonly before: Instant
    readonly now: Instant
    readonly limit: number
  }): Promise<readonly string[]>

  /** Keeps a certificate; once only, by its bytes. */
  importCertificate(certificate: ImportedCertificate): Promise<void>
  /** All imported certificates, in order of their SHA-256. */
  certificates(): Promise<readonly ImportedCertificate[]>

  /** Gives back file handles and connections; the store is not used afterwards. */
  close(): Promise<void>
}
