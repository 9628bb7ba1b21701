/**
 * The schema, one entry per version; `PRAGMA user_version` says how many have run. An entry that was released never changes.
 * Times are whole milliseconds since 1970, UTC.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE blobs (
    sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
    bytes BLOB NOT NULL
  ) STRICT;

  CREATE TABLE requests (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    session_sha256 BLOB NOT NULL CHECK (length(session_sha256) = 32),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    max_tries INTEGER NOT NULL CHECK (max_tries > 0),
    digests TEXT NOT NULL,
    content_sha256 BLOB REFERENCES blobs (sha256),
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'claimed', 'accepted', 'expired')),
    tries INTEGER NOT NULL DEFAULT 0,
    signature_id TEXT,
    claim_token TEXT,
    CHECK ((state IN ('claimed', 'accepted')) = (signature_id IS NOT NULL))
  ) STRICT;
  CREATE INDEX requests_by_state ON requests (state, expires_at);

  CREATE TABLE signatures (
    id TEXT PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES requests (id),
    blob_sha256 BLOB NOT NULL REFERENCES blobs (sha256),
    received_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('deciding', 'pending', 'accepted', 'refused')),
    code TEXT,
    settled_at INTEGER,
    due_at INTEGER,
    decisions INTEGER NOT NULL DEFAULT 0,
    CHECK ((state IN ('deciding', 'pending')) = (due_at IS NOT NULL))
  ) STRICT;
  CREATE INDEX signatures_by_request ON signatures (request_id);
  CREATE INDEX signatures_due ON signatures (due_at) WHERE due_at IS NOT NULL;
  CREATE UNIQUE INDEX signatures_one_held ON signatures (request_id) WHERE state <> 'refused';

  CREATE TABLE policies (
    sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
    body TEXT NOT NULL
  ) STRICT;

  CREATE TABLE verdicts (
    signature_id TEXT NOT NULL REFERENCES signatures (id),
    decision INTEGER NOT NULL,
    validation_time INTEGER NOT NULL,
    engine_version TEXT NOT NULL,
    evidence TEXT NOT NULL,
    policy_sha256 BLOB NOT NULL REFERENCES policies (sha256),
    report TEXT NOT NULL,
    PRIMARY KEY (signature_id, decision)
  ) STRICT;

  CREATE TABLE fetched (
    key TEXT PRIMARY KEY,
    bytes BLOB NOT NULL,
    fetched_at INTEGER NOT NULL,
    etag TEXT,
    last_modified TEXT,
    nonce BLOB
  ) STRICT;
  CREATE INDEX fetched_by_age ON fetched (fetched_at);

  CREATE TABLE certificates (
    sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
    bytes BLOB NOT NULL,
    imported_at INTEGER NOT NULL,
    note TEXT NOT NULL
  ) STRICT;
  `,
  `
  -- One use each: session_sha256 is null until the dialog's own origin has taken the request over.
  CREATE TABLE dialog_tickets (
    sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
    request_id TEXT NOT NULL REFERENCES requests (id),
    expires_at INTEGER NOT NULL,
    session_sha256 BLOB CHECK (length(session_sha256) = 32)
  ) STRICT;
  CREATE INDEX dialog_tickets_by_request ON dialog_tickets (request_id);
  CREATE INDEX dialog_tickets_unused ON dialog_tickets (expires_at) WHERE session_sha256 IS NULL;
  `,
  `
  -- What else one ticket hands over: the further requests of a batch.
  CREATE TABLE dialog_ticket_others (
    ticket_sha256 BLOB NOT NULL REFERENCES dialog_tickets (sha256) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    request_id TEXT NOT NULL REFERENCES requests (id),
    PRIMARY KEY (ticket_sha256, position)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX dialog_ticket_others_by_request ON dialog_ticket_others (request_id);
  `,
  `
  -- Which bytes each verdict names, so that erasing one verdict leaves those of the others.
  CREATE TABLE verdict_blobs (
    signature_id TEXT NOT NULL,
    decision INTEGER NOT NULL,
    blob_sha256 BLOB NOT NULL REFERENCES blobs (sha256),
    PRIMARY KEY (signature_id, decision, blob_sha256),
    FOREIGN KEY (signature_id, decision) REFERENCES verdicts (signature_id, decision) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  INSERT INTO verdict_blobs
    SELECT DISTINCT signature_id, decision, sha256
    FROM verdicts, json_tree(verdicts.evidence) AS named JOIN blobs ON sha256 = unhex(named.atom)
    WHERE named.type = 'text' AND length(named.atom) = 64;
  CREATE INDEX verdict_blobs_by_blob ON verdict_blobs (blob_sha256);
  CREATE INDEX requests_by_content ON requests (content_sha256) WHERE content_sha256 IS NOT NULL;
  CREATE INDEX requests_by_age ON requests (created_at, id);
  CREATE INDEX signatures_by_blob ON signatures (blob_sha256);
  `,
]
