import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import { describeStoreContract } from '../store-contract.js'
import { openSqliteStore } from './sqlite-store.js'

const folder = mkdtempSync(join(tmpdir(), 'chopmark-store-'))
let files = 0
const newFile = (): string => join(folder, `${files++}.sqlite`)
afterAll(() => rmSync(folder, { recursive: true }))

describeStoreContract('SQLite file', () => openSqliteStore({ file: newFile() }))
describeStoreContract('SQLite in memory', () => openSqliteStore({ file: ':memory:' }))

describe('openSqliteStore', () => {
  it('finds again what an earlier process stored', async () => {
    const file = newFile()
    const first = openSqliteStore({ file })
    await first.importCertificate({ bytes: new Uint8Array([1]), importedAt: 0 as never, note: 'n' })
    await first.close()
    const second = openSqliteStore({ file })
    expect(await second.certificates()).toHaveLength(1)
    await second.close()
  })

  it('survives a power cut: write-ahead log, full synchronisation, strict tables', async () => {
    const file = newFile()
    await openSqliteStore({ file }).close()
    const database = new Database(file)
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal')
    const tables = database.pragma('table_list') as { name: string; strict: number }[]
    const ours = tables.filter(({ name }) => !name.startsWith('sqlite_'))
    expect(ours.length).toBeGreaterThan(5)
    expect(ours.every(({ strict }) => strict === 1)).toBe(true)
    database.close()
  })

  it('makes a file that its owner alone can read', async () => {
    const file = newFile()
    const store = openSqliteStore({ file })
    await store.importCertificate({ bytes: new Uint8Array([1]), importedAt: 0 as never, note: 'n' })
    for (const suffix of ['', '-wal']) expect(statSync(file + suffix).mode & 0o777).toBe(0o600)
    await store.close()
  })

  it('drops answers that nobody fetched anew for a month', async () => {
    const store = openSqliteStore({ file: ':memory:' })
    const dayMs = 24 * 60 * 60 * 1000
    for (const day of [0, 30, 31]) {
      const fetchedAt = (day * dayMs) as never
      await store.saveFetched({ key: `day ${day}`, bytes: new Uint8Array(), fetchedAt })
    }
    expect(await store.fetched('day 0')).toBeUndefined()
    expect(await store.fetched('day 30')).toBeDefined()
    await store.close()
  })

  it('refuses a file that a later version wrote', () => {
    const file = newFile()
    const database = new Database(file)
    database.pragma('user_version = 999')
    database.close()
    expect(() => openSqliteStore({ file })).toThrow(
      expect.objectContaining({ code: 'STORE_TOO_NEW' }),
    )
  })

  it('says that the store failed, whatever the driver says', async () => {
    expect(() => openSqliteStore({ file: join(folder, 'no', 'such', 'folder') })).toThrow(
      expect.objectContaining({ code: 'STORE_FAILED' }),
    )
    const store = openSqliteStore({ file: newFile() })
    await store.close()
    await expect(store.request('r')).rejects.toMatchObject({ code: 'STORE_FAILED' })
  })
})
