import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Instant } from '@chopmark/core'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import type { NewRequest } from '../store.js'
import { describeStoreContract } from '../store-contract.js'
import { migrations } from './migrations.js'
import { openSqliteStore } from './sqlite-store.js'

const folder = mkdtempSync(join(tmpdir(), 'chopmark-store-'))
let files = 0
const newFile = (): string => join(folder, `${files++}.sqlite`)
afterAll(() => rmSync(folder, { recursive: true }))

describeStoreContract('SQLite file', () => openSqliteStore({ file: newFile() }))
describeStoreContract('SQLite in memory', () => openSqliteStore({ file: ':memory:' }))

/** A request for a signature over this text. */
function requestWith(text: string): NewRequest {
  const sentence = { en: 'Test', 'zh-Hant-HK': '測試', 'zh-Hans-HK': '测试' }
  const content = new TextEncoder().encode(text)
  const time = { createdAt: 0 as Instant, expiresAt: 1000 as Instant }
  return {
    request: {
      ...{ version: 1, id: 'r', nonce: 'A'.repeat(43), origin: 'https://portal.example' },
      ...{ requester: sentence, purpose: sentence, packaging: 'detached', signer: {} },
      document: {
        ...{ name: 'form.txt', mediaType: 'text/plain', sizeBytes: content.length },
        ...{ digestAlgorithm: 'SHA-256', digest: 'A'.repeat(43) },
      },
      ...{ commitmentType: 'proofOfApproval', sandbox: true },
      ...{ createdAt: '1970-01-01T00:00:00Z', expiresAt: '1970-01-01T00:00:01Z' },
    },
    ...{ ...time, sessionSha256: new Uint8Array(32), maxTries: 3, content, digests: [] },
  }
}

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

  it('leaves nothing of an erased request in its files', async () => {
    const file = newFile()
    const store = openSqliteStore({ file })
    const secret = `HKID A123456(3) ${'x'.repeat(5000)}`
    await store.insertRequest(requestWith(secret))
    const files = () =>
      ['', '-wal'].flatMap((suffix) =>
        existsSync(file + suffix) ? [readFileSync(file + suffix, 'latin1')] : [],
      )
    expect(files().join('')).toContain('A123456(3)')
    expect(await store.eraseRequest('r')).toBe('erased')
    expect(files().join('')).not.toContain('A123456(3)')
    await store.close()
  })

  it('learns what an earlier version kept: which bytes each verdict names', async () => {
    const file = newFile()
    const database = new Database(file)
    for (const script of migrations.slice(0, 3)) database.exec(script)
    database.pragma('user_version = 3')
    const sha = (text: string) => createHash('sha256').update(text).digest()
    for (const text of ['signature', 'crl', 'unnamed']) {
      database.prepare('INSERT INTO blobs VALUES (?, ?)').run(sha(text), Buffer.from(text))
    }
    const { request } = requestWith('document')
    const evidence = {
      signature: sha('signature').toString('hex'),
      items: [{ sha256: sha('crl').toString('hex') }],
    }
    database
      .prepare(
        `INSERT INTO requests VALUES ('r', ?, zeroblob(32), 0, 1, 3, '[]', NULL, 'accepted', 0, 's', NULL)`,
      )
      .run(JSON.stringify(request))
    database
      .prepare(`INSERT INTO signatures VALUES ('s', 'r', ?, 0, 'accepted', NULL, 0, NULL, 1)`)
      .run(sha('signature'))
    database.prepare(`INSERT INTO policies VALUES (zeroblob(32), '{}')`).run()
    database
      .prepare(`INSERT INTO verdicts VALUES ('s', 0, 0, 'engine/1', ?, zeroblob(32), '{}')`)
      .run(JSON.stringify(evidence))
    database.close()
    const store = openSqliteStore({ file })
    expect(await store.eraseRequest('r')).toBe('erased')
    const kept = await Promise.all(
      ['signature', 'crl', 'unnamed'].map((text) => store.blob(sha(text).toString('hex'))),
    )
    expect(kept.map((bytes) => bytes !== undefined)).toEqual([false, false, true])
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
