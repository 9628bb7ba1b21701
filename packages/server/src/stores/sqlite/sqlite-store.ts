import { createHash, randomUUID } from 'node:crypto'
import { type Instant, PlumbingError, UsageError } from '@chopmark/core'
import type Database from 'better-sqlite3'
import type {
  Claim,
  ClaimInput,
  ClaimOutcome,
  DialogTicket,
  Erasure,
  FetchedAnswer,
  ImportedCertificate,
  NewRequest,
  ReclaimOutcome,
  SettleOutcome,
  Settlement,
  Store,
  StoredRequest,
  StoredSignature,
  StoredVerdict,
} from '../store.js'
import { eraseRequest } from './erase-request.js'
import { openDatabase } from './open-database.js'
import {
  plainBytes,
  type RequestRow,
  type SignatureRow,
  toStoredRequest,
  toStoredSignature,
} from './rows.js'

export interface SqliteStoreSettings {
  /** Path of the database file; `:memory:` keeps everything in this process until it ends. */
  readonly file: string
  /** Called with every SQL statement before it runs, for tracing. Statements carry personal data: do not log them. */
  readonly onStatement?: (sql: string) => void
}

/**
 * A store in one SQLite file, for one machine and any number of processes on it. A new file can be read by its owner alone:
 * it holds what people signed.
 * @throws PlumbingError `STORE_FAILED` or `STORE_TOO_NEW` when the file cannot be used.
 */
export function openSqliteStore({ file, onStatement }: SqliteStoreSettings): Store {
  return new SqliteStore(openDatabase(file, onStatement))
}

/** An answer that nobody asked for anew in so long speaks for nothing any more; what decisions used is kept with them. */
const keepFetchedMs = 30 * 24 * 60 * 60 * 1000

const sha256 = (data: Uint8Array | string): Buffer => createHash('sha256').update(data).digest()

class SqliteStore implements Store {
  readonly #database: Database.Database
  readonly #statements = new Map<string, Database.Statement>()

  constructor(database: Database.Database) {
    this.#database = database
  }

  insertRequest(input: NewRequest): Promise<void> {
    return this.#write(() => {
      const { request } = input
      if (this.#row<RequestRow>('SELECT * FROM requests WHERE id = ?', request.id)) {
        throw new UsageError('DUPLICATE_REQUEST', 'Give every request an id of its own.')
      }
      this.#run(
        `INSERT INTO requests
           (id, body, session_sha256, created_at, expires_at, max_tries, digests, content_sha256)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        request.id,
        JSON.stringify(request),
        input.sessionSha256,
        input.createdAt,
        input.expiresAt,
        input.maxTries,
        JSON.stringify(input.digests),
        input.content ? this.#keepBlob(input.content) : null,
      )
    })
  }

  request(id: string): Promise<StoredRequest | undefined> {
    return this.#read(() => {
      const row = this.#requestRow(id)
      return row && toStoredRequest(row)
    })
  }

  content(requestId: string): Promise<Uint8Array | undefined> {
    return this.#read(() => {
      const digest = this.#requestRow(requestId)?.content_sha256
      return digest ? this.#blob(digest) : undefined
    })
  }

  insertTicket(ticket: DialogTicket, now: Instant): Promise<void> {
    const [requestId, ...others] = ticket.requestIds
    return this.#write(() => {
      this.#run('DELETE FROM dialog_tickets WHERE session_sha256 IS NULL AND expires_at <= ?', now)
      this.#run(
        'INSERT INTO dialog_tickets (sha256, request_id, expires_at) VALUES (?, ?, ?)',
        ticket.sha256,
        requestId,
        ticket.expiresAt,
      )
      for (const [position, other] of others.entries()) {
        this.#run(
          `INSERT INTO dialog_ticket_others (ticket_sha256, position, request_id) VALUES (?, ?, ?)`,
          ticket.sha256,
          position,
          other,
        )
      }
    })
  }

  takeTicket(input: Parameters<Store['takeTicket']>[0]): ReturnType<Store['takeTicket']> {
    return this.#write(() => {
      const { changes } = this.#run(
        `UPDATE dialog_tickets SET session_sha256 = ?
         WHERE sha256 = ? AND request_id = ? AND session_sha256 IS NULL AND expires_at > ?`,
        input.sessionSha256,
        input.sha256,
        input.requestId,
        input.now,
      )
      if (changes !== 1) return undefined
      const others = this.#rows<{ readonly request_id: string }>(
        `SELECT request_id FROM dialog_ticket_others WHERE ticket_sha256 = ? ORDER BY position`,
        input.sha256,
      )
      return [input.requestId, ...others.map(({ request_id: id }) => id)] as const
    })
  }

  hasTakenOver(requestId: string, sessionSha256: Uint8Array): Promise<boolean> {
    return this.#read(() => {
      const sql = `
        SELECT 1 FROM dialog_tickets WHERE request_id = ? AND session_sha256 = ?
        UNION ALL
        SELECT 1 FROM dialog_ticket_others JOIN dialog_tickets ON sha256 = ticket_sha256
        WHERE dialog_ticket_others.request_id = ? AND session_sha256 = ?`
      return this.#row(sql, requestId, sessionSha256, requestId, sessionSha256) !== undefined
    })
  }

  expireRequests(now: Instant): Promise<number> {
    return this.#write(
      () =>
        this.#run(
          `UPDATE requests SET state = 'expired' WHERE state = 'open' AND expires_at <= ?`,
          now,
        ).changes,
    )
  }

  claim(input: ClaimInput): Promise<ClaimOutcome> {
    return this.#write(() => {
      const request = this.#requestRow(input.requestId)
      if (!request) return { kind: 'unknown' }
      if (request.signature_id !== null)
        return this.#claimUsed(request, request.signature_id, input)
      if (request.state === 'expired' || input.now >= request.expires_at) return { kind: 'expired' }
      if (request.tries >= request.max_tries) return { kind: 'too-many-tries' }
      this.#run(
        `INSERT INTO signatures (id, request_id, blob_sha256, received_at, state, due_at)
         VALUES (?, ?, ?, ?, 'deciding', ?)`,
        input.signatureId,
        input.requestId,
        this.#keepBlob(input.signature),
        input.now,
        input.now + input.leaseMs,
      )
      const claim = this.#hold(input.requestId, input.signatureId)
      return { kind: 'claimed', claim, receivedAt: input.now }
    })
  }

  /** The same bytes again: the answer to them was lost on its way, or the process that was deciding them died. */
  #claimUsed(request: RequestRow, signatureId: string, input: ClaimInput): ClaimOutcome {
    const held = this.#signatureRow(signatureId)
    if (!held?.blob_sha256.equals(sha256(input.signature))) return { kind: 'already-used' }
    const stale = held.state === 'deciding' && held.due_at !== null && held.due_at <= input.now
    if (!stale) return { kind: 'already-used', signatureId }
    this.#lease(signatureId, input.now + input.leaseMs)
    const claim = this.#hold(request.id, signatureId)
    return { kind: 'claimed', claim, receivedAt: held.received_at as Instant }
  }

  reclaim(input: Parameters<Store['reclaim']>[0]): Promise<ReclaimOutcome> {
    return this.#write(() => {
      const row = this.#signatureRow(input.signatureId)
      if (!row) return { kind: 'unknown' }
      if (row.due_at === null) return { kind: 'settled' }
      const leased = row.state === 'deciding' && row.due_at > input.now
      if (leased && input.force !== true) return { kind: 'busy' }
      this.#lease(row.id, input.now + input.leaseMs)
      return { kind: 'claimed', claim: this.#hold(row.request_id, row.id) }
    })
  }

  release(claim: Claim, until: Instant): Promise<void> {
    return this.#write(() => {
      if (this.#holds(claim)) this.#lease(claim.signatureId, until)
    })
  }

  settle(settlement: Settlement): Promise<SettleOutcome> {
    return this.#write(() => {
      const { claim, outcome, now } = settlement
      const request = this.#holds(claim)
      if (!request) return { kind: 'lost' }
      const blobs = settlement.blobs.map((blob) => this.#keepBlob(blob))
      if (settlement.verdict) this.#keepVerdict(claim.signatureId, settlement.verdict, blobs)
      this.#run(
        `UPDATE signatures
         SET state = ?, code = ?, settled_at = ?, due_at = ?, decisions = decisions + 1 WHERE id = ?`,
        outcome,
        outcome === 'accepted' ? null : settlement.code,
        outcome === 'pending' ? null : now,
        outcome === 'pending' ? settlement.retryAt : null,
        claim.signatureId,
      )
      const tries = request.tries + (outcome === 'refused' ? 1 : 0)
      this.#run(
        `UPDATE requests SET state = ?, tries = ?, signature_id = ?, claim_token = NULL WHERE id = ?`,
        { accepted: 'accepted', refused: 'open', pending: 'claimed' }[outcome],
        tries,
        outcome === 'refused' ? null : claim.signatureId,
        claim.requestId,
      )
      return { kind: 'settled', triesLeft: request.max_tries - tries }
    })
  }

  signature(id: string): Promise<StoredSignature | undefined> {
    return this.#read(() => {
      const row = this.#signatureRow(id)
      return row && this.#toSignature(row)
    })
  }

  signatures(requestId: string): Promise<readonly StoredSignature[]> {
    return this.#read(() =>
      this.#rows<SignatureRow>(
        'SELECT * FROM signatures WHERE request_id = ? ORDER BY received_at, rowid',
        requestId,
      ).map((row) => this.#toSignature(row)),
    )
  }

  verdict(signatureId: string): Promise<StoredVerdict | undefined> {
    return this.#read(() => {
      const row = this.#row<{
        validation_time: number
        engine_version: string
        evidence: string
        policy: string
        report: string
      }>(
        `SELECT validation_time, engine_version, evidence, policies.body AS policy, report
         FROM verdicts JOIN policies ON policies.sha256 = policy_sha256
         WHERE signature_id = ? ORDER BY decision DESC LIMIT 1`,
        signatureId,
      )
      if (!row) return undefined
      const { evidence, policy, report } = row
      const validationTime = row.validation_time as Instant
      return { validationTime, engineVersion: row.engine_version, evidence, policy, report }
    })
  }

  blob(digest: string): Promise<Uint8Array | undefined> {
    return this.#read(() => this.#blob(Buffer.from(digest, 'hex')))
  }

  due(input: Parameters<Store['due']>[0]): Promise<readonly string[]> {
    return this.#read(() =>
      this.#rows<{ id: string }>(
        `SELECT id FROM signatures
         WHERE due_at IS NOT NULL AND (due_at <= ? OR (? AND state = 'deciding'))
         ORDER BY due_at, id LIMIT ?`,
        input.now,
        input.includeLeased === true ? 1 : 0,
        input.limit,
      ).map(({ id }) => id),
    )
  }

  async eraseRequest(id: string): Promise<Erasure> {
    const erasure = await this.#write(() => eraseRequest(this.#database, id))
    // The log holds what was written before; it is emptied unless another process still reads it, and then by the next one.
    if (erasure === 'erased') {
      await this.#read(() => this.#database.pragma('wal_checkpoint(TRUNCATE)'))
    }
    return erasure
  }

  erasable(input: Parameters<Store['erasable']>[0]): Promise<readonly string[]> {
    return this.#read(() =>
      this.#rows<{ id: string }>(
        `SELECT id FROM requests WHERE created_at < ?
         AND (state IN ('accepted', 'expired') OR (state = 'open' AND expires_at <= ?))
         ORDER BY created_at, id LIMIT ?`,
        input.before,
        input.now,
        input.limit,
      ).map(({ id }) => id),
    )
  }

  fetched(key: string): Promise<FetchedAnswer | undefined> {
    return this.#read(() => {
      const row = this.#row<{
        bytes: Buffer
        fetched_at: number
        etag: string | null
        last_modified: string | null
        nonce: Buffer | null
      }>('SELECT * FROM fetched WHERE key = ?', key)
      return (
        row && {
          key,
          bytes: plainBytes(row.bytes),
          fetchedAt: row.fetched_at as Instant,
          ...(row.etag !== null && { etag: row.etag }),
          ...(row.last_modified !== null && { lastModified: row.last_modified }),
          ...(row.nonce !== null && { nonce: plainBytes(row.nonce) }),
        }
      )
    })
  }

  saveFetched(answer: FetchedAnswer): Promise<void> {
    return this.#write(() => {
      this.#run(
        `INSERT OR REPLACE INTO fetched (key, bytes, fetched_at, etag, last_modified, nonce)
         VALUES (?, ?, ?, ?, ?, ?)`,
        answer.key,
        answer.bytes,
        answer.fetchedAt,
        answer.etag ?? null,
        answer.lastModified ?? null,
        answer.nonce ?? null,
      )
      this.#run('DELETE FROM fetched WHERE fetched_at < ?', answer.fetchedAt - keepFetchedMs)
    })
  }

  importCertificate({ bytes, importedAt, note }: ImportedCertificate): Promise<void> {
    return this.#write(() => {
      this.#run(
        'INSERT OR IGNORE INTO certificates (sha256, bytes, imported_at, note) VALUES (?, ?, ?, ?)',
        sha256(bytes),
        bytes,
        importedAt,
        note,
      )
    })
  }

  certificates(): Promise<readonly ImportedCertificate[]> {
    return this.#read(() =>
      this.#rows<{ bytes: Buffer; imported_at: number; note: string }>(
        'SELECT * FROM certificates ORDER BY sha256',
      ).map((row) => ({
        bytes: plainBytes(row.bytes),
        importedAt: row.imported_at as Instant,
        note: row.note,
      })),
    )
  }

  close(): Promise<void> {
    return this.#read(() => {
      this.#statements.clear()
      this.#database.close()
    })
  }

  /** Gives the claim a new token: whoever held the old one can settle no more. */
  #hold(requestId: string, signatureId: string): Claim {
    const token = randomUUID()
    this.#run(
      `UPDATE requests SET state = 'claimed', signature_id = ?, claim_token = ? WHERE id = ?`,
      signatureId,
      token,
      requestId,
    )
    return { requestId, signatureId, token }
  }

  /** The request, when this claim still holds it. */
  #holds({ requestId, signatureId, token }: Claim): RequestRow | undefined {
    const row = this.#requestRow(requestId)
    const held = row?.state === 'claimed' && row.claim_token === token
    return held && row.signature_id === signatureId ? row : undefined
  }

  #lease(signatureId: string, until: number): void {
    this.#run(
      `UPDATE signatures SET state = 'deciding', due_at = ? WHERE id = ?`,
      until,
      signatureId,
    )
  }

  #keepBlob(bytes: Uint8Array): Buffer {
    const digest = sha256(bytes)
    this.#run('INSERT OR IGNORE INTO blobs (sha256, bytes) VALUES (?, ?)', digest, bytes)
    return digest
  }

  #keepVerdict(signatureId: string, verdict: StoredVerdict, blobs: readonly Buffer[]): void {
    const policySha256 = sha256(verdict.policy)
    this.#run(
      'INSERT OR IGNORE INTO policies (sha256, body) VALUES (?, ?)',
      policySha256,
      verdict.policy,
    )
    this.#run(
      `INSERT INTO verdicts
         (signature_id, decision, validation_time, engine_version, evidence, policy_sha256, report)
       VALUES (?, (SELECT decisions FROM signatures WHERE id = ?), ?, ?, ?, ?, ?)`,
      signatureId,
      signatureId,
      verdict.validationTime,
      verdict.engineVersion,
      verdict.evidence,
      policySha256,
      verdict.report,
    )
    for (const blob of blobs) {
      this.#run(
        `INSERT OR IGNORE INTO verdict_blobs (signature_id, decision, blob_sha256)
         VALUES (?, (SELECT decisions FROM signatures WHERE id = ?), ?)`,
        signatureId,
        signatureId,
        blob,
      )
    }
  }

  #blob(digest: Buffer): Uint8Array | undefined {
    const row = this.#row<{ bytes: Buffer }>('SELECT bytes FROM blobs WHERE sha256 = ?', digest)
    return row && plainBytes(row.bytes)
  }

  #toSignature(row: SignatureRow): StoredSignature {
    // The foreign key keeps the blob beside its signature.
    return toStoredSignature(row, this.#blob(row.blob_sha256) ?? new Uint8Array())
  }

  #requestRow(id: string): RequestRow | undefined {
    return this.#row<RequestRow>('SELECT * FROM requests WHERE id = ?', id)
  }

  #signatureRow(id: string): SignatureRow | undefined {
    return this.#row<SignatureRow>('SELECT * FROM signatures WHERE id = ?', id)
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller names the row its SQL gives
  #row<Row>(sql: string, ...parameters: unknown[]): Row | undefined {
    return this.#prepare(sql).get(...parameters) as Row | undefined
  }

  #rows<Row>(sql: string, ...parameters: unknown[]): Row[] {
    return this.#prepare(sql).all(...parameters) as Row[]
  }

  #run(sql: string, ...parameters: unknown[]): Database.RunResult {
    return this.#prepare(sql).run(...parameters)
  }

  #prepare(sql: string): Database.Statement {
    let statement = this.#statements.get(sql)
    if (!statement) this.#statements.set(sql, (statement = this.#database.prepare(sql)))
    return statement
  }

  /** One write transaction; `immediate` takes the write lock first, so that what is read in it stays true until it ends. */
  #write<T>(work: () => T): Promise<T> {
    return this.#read(() => this.#database.transaction(work).immediate())
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- the contract is asynchronous, this driver is not: a throw has to become a rejection
  async #read<T>(work: () => T): Promise<T> {
    try {
      return work()
    } catch (error) {
      if (error instanceof UsageError) throw error
      throw new PlumbingError('STORE_FAILED', 'The SQLite store could not do its work.', {
        cause: error,
      })
    }
  }
}
