// The same with pkijs: start-pkijs.mjs FOLDER.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pkijsMaterial, pkijsValidate } from '../candidates/pkijs.js'

const folder = process.argv[2] ?? ''
const read = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(join(folder, name)))
const now = new Date(new TextDecoder().decode(read('start-time')))
const material = pkijsMaterial(
  read('start-root.der'),
  [read('start-root.crl'), read('start-ca.crl')],
  now,
)
await pkijsValidate(read('start.p7s'), read('start-content'), material)
const { user, system } = process.cpuUsage()
console.log(JSON.stringify({ rss: process.memoryUsage().rss, cpuMs: (user + system) / 1000 }))
