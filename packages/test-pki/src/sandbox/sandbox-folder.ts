import { createPrivateKey } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { KeyAlgorithm, TestKey } from '../keys.js'
import { generateTestKey, testKey } from '../keys.js'

/** Where a sandbox keeps its keys and state between runs: folder mode 0700, files mode 0600, each replaced whole. */
export class SandboxFolder {
  readonly #path: string

  constructor(path: string) {
    this.#path = path
    mkdirSync(path, { recursive: true, mode: 0o700 })
  }

  read(file: string): Buffer | null {
    const path = join(this.#path, file)
    return existsSync(path) ? readFileSync(path) : null
  }

  write(file: string, bytes: Uint8Array): void {
    const path = join(this.#path, file)
    const draft = `${path}.${process.pid}.new`
    writeFileSync(draft, bytes, { mode: 0o600 })
    renameSync(draft, path)
  }

  /** The kept key of that name, or a new one that is kept from now on. */
  async key(name: string, algorithm: KeyAlgorithm): Promise<TestKey> {
    const kept = this.read(`${name}.key.pem`)
    if (kept !== null) return testKey(createPrivateKey(kept))
    const key = await generateTestKey(algorithm)
    const pem = key.privateKey.export({ type: 'pkcs8', format: 'pem' })
    this.write(`${name}.key.pem`, Buffer.from(pem))
    return key
  }
}
