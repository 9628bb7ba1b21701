import { closeSync, existsSync, openSync } from 'node:fs'
import { PlumbingError } from '@chopmark/core'
import Database from 'better-sqlite3'
import { migrations } from './migrations.js'

/** How long a writer waits for another process's transaction. */
const busyTimeoutMs = 10_000

/**
 * Opens a database file and brings its schema up to date.
 * WAL lets readers go on while one writes; `synchronous=FULL` because an acceptance that was told must survive a power cut.
 * @throws PlumbingError `STORE_FAILED` when the file cannot be used, `STORE_TOO_NEW` when a later version wrote it.
 */
export function openDatabase(file: string, onStatement?: (sql: string) => void): Database.Database {
  try {
    // SQLite gives its other files the rights of this one.
    if (file !== ':memory:' && !existsSync(file)) closeSync(openSync(file, 'a', 0o600))
    const database = new Database(file, {
      timeout: busyTimeoutMs,
      ...(onStatement && { verbose: (message) => onStatement(String(message)) }),
    })
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    database.pragma('foreign_keys = ON')
    database.pragma('trusted_schema = OFF')
    // What is erased is overwritten, not only forgotten.
    database.pragma('secure_delete = ON')
    migrate(database)
    return database
  } catch (error) {
    if (error instanceof PlumbingError) throw error
    throw new PlumbingError('STORE_FAILED', 'The SQLite file cannot be opened.', { cause: error })
  }
}

function migrate(database: Database.Database): void {
  // Two processes may start together: the version is read again inside the write lock.
  database
    .transaction(() => {
      const version = Number(database.pragma('user_version', { simple: true }))
      if (version > migrations.length) {
        database.close()
        throw new PlumbingError(
          'STORE_TOO_NEW',
          'A later version of Chopmark wrote this file: use that version, or another file.',
        )
      }
      for (const script of migrations.slice(version)) database.exec(script)
      database.pragma(`user_version = ${migrations.length}`)
    })
    .immediate()
}
