import type Database from 'better-sqlite3'
import type { Erasure } from '../store.js'

/** Bytes that something still names. */
const isNamed = `
  EXISTS (SELECT 1 FROM requests WHERE content_sha256 = blobs.sha256)
  OR EXISTS (SELECT 1 FROM signatures WHERE blob_sha256 = blobs.sha256)
  OR EXISTS (SELECT 1 FROM verdict_blobs WHERE blob_sha256 = blobs.sha256)`

/** An answer is being decided or waits; or somebody is asked to sign once more what one of these answers signed. */
const isNeeded = `
  SELECT 1 FROM requests WHERE id = @id AND state = 'claimed'
  UNION ALL
  SELECT 1 FROM requests JOIN signatures
    ON signatures.id = json_extract(requests.body, '$.cosign.signatureId')
  WHERE requests.state IN ('open', 'claimed') AND signatures.request_id = @id`

/** What the request, its answers and its verdicts name, collected before they go. */
const named = `
  SELECT content_sha256 AS sha256 FROM requests WHERE id = @id AND content_sha256 IS NOT NULL
  UNION SELECT blob_sha256 FROM signatures WHERE request_id = @id
  UNION SELECT verdict_blobs.blob_sha256 FROM verdict_blobs
    JOIN signatures ON signatures.id = signature_id WHERE request_id = @id`

/** In the order in which nothing refers to what is gone. A ticket that hands over further requests stays theirs. */
const steps = [
  `UPDATE dialog_tickets SET request_id =
     (SELECT request_id FROM dialog_ticket_others WHERE ticket_sha256 = sha256
      AND dialog_ticket_others.request_id <> @id ORDER BY position LIMIT 1)
   WHERE request_id = @id AND EXISTS
     (SELECT 1 FROM dialog_ticket_others WHERE ticket_sha256 = sha256
      AND dialog_ticket_others.request_id <> @id)`,
  `DELETE FROM dialog_ticket_others WHERE request_id = @id`,
  `DELETE FROM dialog_ticket_others WHERE request_id =
     (SELECT request_id FROM dialog_tickets WHERE sha256 = ticket_sha256)`,
  `DELETE FROM dialog_tickets WHERE request_id = @id`,
  `DELETE FROM verdicts WHERE signature_id IN (SELECT id FROM signatures WHERE request_id = @id)`,
  `DELETE FROM signatures WHERE request_id = @id`,
  `DELETE FROM requests WHERE id = @id`,
]

/**
 * Forgets a request with all that belongs to it, and the bytes that nothing else names. To be called inside one write
 * transaction; the file overwrites what is deleted (`secure_delete`).
 */
export function eraseRequest(database: Database.Database, id: string): Erasure {
  if (!database.prepare('SELECT 1 FROM requests WHERE id = ?').get(id)) return 'unknown'
  if (database.prepare(isNeeded).get({ id })) return 'busy'
  const blobs = database.prepare(named).all({ id }) as { readonly sha256: Buffer }[]
  for (const sql of steps) database.prepare(sql).run({ id })
  const drop = database.prepare(`DELETE FROM blobs WHERE sha256 = ? AND NOT (${isNamed})`)
  for (const { sha256 } of blobs) drop.run(sha256)
  return 'erased'
}
