// A process that reads what `start-child` is asked about, and does nothing with it: start-reading.mjs FOLDER.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.argv[2] ?? ''
const files = ['start-root.crl', 'start-ca.crl', 'start-content', 'start.p7s']
for (const name of [...files, 'start-root.der', 'start-time']) readFileSync(join(folder, name))
const { user, system } = process.cpuUsage()
console.log(JSON.stringify({ rss: process.memoryUsage().rss, cpuMs: (user + system) / 1000 }))
