// A process that verifies one signature and ends: start-child.mjs FOLDER. Prints its resident memory.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { at, benchPolicy, mustPass, nodeCrypto, validate } from '../candidates/ours.js'

const folder = process.argv[2] ?? ''
const read = (name: string): Uint8Array => readFileSync(join(folder, name))
const items = [read('start-root.crl'), read('start-ca.crl')].map((bytes) => ({
  kind: 'crl' as const,
  bytes,
}))
const question = { content: read('start-content'), cms: read('start.p7s'), items }
const now = new Date(read('start-time').toString())
mustPass(
  await validate(question, benchPolicy(read('start-root.der')), at(now), { crypto: nodeCrypto() }),
)
const { user, system } = process.cpuUsage()
console.log(JSON.stringify({ rss: process.memoryUsage().rss, cpuMs: (user + system) / 1000 }))
