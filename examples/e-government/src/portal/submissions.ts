import Database from 'better-sqlite3'

/** One signed form, as the portal files it beside the signature store's own record. */
export interface FiledForm {
  readonly requestId: string
  readonly session: string
  readonly name: string
  readonly document: string
  readonly createdAt: string
}

/** The portal's own table: which session asked for which signature, and over what text. */
export class Submissions {
  readonly #database: Database.Database

  constructor(file: string) {
    this.#database = new Database(file)
    this.#database.pragma('journal_mode = WAL')
    this.#database.exec(`
      CREATE TABLE IF NOT EXISTS forms (
        request_id TEXT PRIMARY KEY,
        session TEXT NOT NULL,
        name TEXT NOT NULL,
        document TEXT NOT NULL,
        created_at TEXT NOT NULL
      ) STRICT;
      CREATE INDEX IF NOT EXISTS forms_by_session ON forms (session, created_at);
    `)
  }

  add(form: FiledForm): void {
    this.#database
      .prepare('INSERT INTO forms VALUES (@requestId, @session, @name, @document, @createdAt)')
      .run(form)
  }

  /** The session's forms, newest first; a hundred are plenty for a list on a page. */
  ofSession(session: string): readonly FiledForm[] {
    return this.#database
      .prepare<[string], FiledForm>(
        `SELECT request_id AS requestId, session, name, document, created_at AS createdAt
         FROM forms WHERE session = ? ORDER BY created_at DESC LIMIT 100`,
      )
      .all(session)
  }

  byRequest(requestId: string, session: string): FiledForm | undefined {
    return this.#database
      .prepare<[string, string], FiledForm>(
        `SELECT request_id AS requestId, session, name, document, created_at AS createdAt
         FROM forms WHERE request_id = ? AND session = ?`,
      )
      .get(requestId, session)
  }

  close(): void {
    this.#database.close()
  }
}
