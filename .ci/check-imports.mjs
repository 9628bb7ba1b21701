// Holds the import table of packages/README.md: which room may import which, and which globals it may not touch.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Non-relative imports each room's shipped code may have; `node:` stands for any Node module. */
const allowed = {
  core: [],
  verify: ['@chopmark/core'],
  'trust-hk': ['@chopmark/core'],
  client: ['@chopmark/core', '@noble/hashes/', 'hash-wasm', 'node-forge/lib/', 'pdfjs-dist/'],
  server: ['@chopmark/core', '@chopmark/verify', 'node:', 'better-sqlite3', 'fastify'],
  cli: ['@chopmark/core', '@chopmark/verify', '@chopmark/server', '@chopmark/trust-hk', 'node:'],
  agent: ['@chopmark/core', 'node:', 'pkcs11js'],
  'test-pki': [
    '@chopmark/core',
    'node:',
    'pkijs',
    'asn1js',
    '@peculiar/',
    'node-forge',
    'pvtsutils',
    'pvutils',
  ],
}

/** The one place in a room that may import more, with the reason. */
const exceptions = {
  // The store contract is a test suite that other stores run.
  'packages/server/src/stores/store-contract.ts': ['vitest'],
  // Who asks is verified by the same engine as who signs, in a chunk that comes when it is needed.
  'packages/client/src/requester/verify-requester.ts': ['@chopmark/verify'],
  // Opening a .p12 needs the client's PKCS#12 reader.
  'packages/cli/src/inspect/describe-pkcs12.ts': ['@chopmark/client/pkcs12'],
  // Encryption is the client's, so that the command runs what a browser runs.
  'packages/cli/src/commands/encrypt.ts': ['@chopmark/client/encryption'],
  'packages/cli/src/commands/decrypt.ts': ['@chopmark/client/encryption'],
}

const clockFree = ['core', 'verify', 'trust-hk']
const clock =
  /\b(?:Date\.now\s*\(|new Date\(\s*\)|performance\.now\s*\(|setTimeout\s*\(|setInterval\s*\(|\bfetch\s*\(|Math\.random\s*\()/

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sources(path)
    return /\.ts$/.test(entry.name) && !/\.(?:test|test-support|fixture)\.ts$/.test(entry.name)
      ? [path]
      : []
  })
}

const problems = []
for (const [room, list] of Object.entries(allowed)) {
  for (const file of sources(`packages/${room}/src`)) {
    const text = readFileSync(file, 'utf8')
    const path = file.replaceAll('\\', '/')
    const may = [...list, ...(exceptions[path] ?? [])]
    for (const match of text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^'\n]+)'/g)) {
      const name = match[1]
      if (name.startsWith('.')) continue
      if (
        !may.some(
          (one) => name === one || (/[:/]$/.test(one) && name.startsWith(one)) || name === `${one}`,
        )
      ) {
        problems.push(`${path}: may not import ${name}`)
      }
    }
    const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'[^'\n]*'|`[^`]*`/g, '')
    if (clockFree.includes(room) && clock.test(code)) {
      problems.push(`${path}: touches the clock, the network or chance`)
    }
    if (
      room === 'core' &&
      !path.includes('/crypto/') &&
      /\bcrypto\.subtle\b|\bglobalThis\.crypto\b/.test(code)
    ) {
      problems.push(`${path}: only core/src/crypto may touch WebCrypto`)
    }
  }
}
for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exit(1)
