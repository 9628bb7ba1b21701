// `npm run size`: what a page loads, in gzip bytes, from the built client; and what must not be in it.
import { readFileSync, readdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const folder = 'packages/client/dist'
const read = (file) => readFileSync(`${folder}/${file}`, 'utf8')

/** Static imports of a chunk, itself first; dynamic ones are loaded when needed and counted on their own. */
function closure(file, seen = new Set()) {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const [, name] of read(file).matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) {
    if (
      !new RegExp(`import\\(\\s*"\\./${name.replaceAll('.', '\\.')}"`).test(read(file)) ||
      read(file).includes(`from"./${name}"`)
    ) {
      closure(name, seen)
    }
  }
  return seen
}

function gzipBytes(files) {
  let total = 0
  for (const file of files) {
    const code = read(file).replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '')
    total += gzipSync(code, { level: 9 }).length
  }
  return total
}

const files = readdirSync(folder).filter((file) => file.endsWith('.js'))
const chunk = (name) =>
  files.find((file) => file.startsWith(`${name}-`) && file !== 'pkcs12-worker.js')
const entry = closure('index.js')
const dialogChunk = chunk('run-dialog')
const dialog = new Set([...entry, ...(dialogChunk === undefined ? [] : closure(dialogChunk))])
// One of the three catalogues comes with the dialog: the largest stands for it.
const catalogues = files.filter((file) => /^(?:en|zh-hans-hk|zh-hant-hk)-/.test(file))
const catalogue = catalogues.sort((a, b) => gzipBytes([b]) - gzipBytes([a]))[0]
const worker = closure('pkcs12-worker.js')
// Each bundle has a chunk of them: this is the one that the worker loads.
const legacyChunk = /import\("\.\/(legacy-ciphers-[^"]+)"/.exec(read('pkcs12-worker.js'))?.[1]

const rows = [
  ['entry, signing without the dialog', gzipBytes(entry), 8000],
  [
    'entry with the dialog and a language',
    gzipBytes(new Set([...dialog, ...(catalogue === undefined ? [] : [catalogue])])),
    25000,
  ],
  ['PKCS#12 worker (lazy)', gzipBytes(worker), 20000],
  ['hash worker (lazy)', gzipBytes(closure('hash-worker.js')), 20000],
  ['verification of who asks (lazy)', gzipBytes(closure(chunk('fetch-verified'))), 90000],
  ['CMS encryption (an entry of its own)', gzipBytes(closure('encryption.js')), 25000],
  [
    'old ciphers 3DES and RC2 (lazy)',
    gzipBytes(legacyChunk === undefined ? [] : closure(legacyChunk)),
    25000,
  ],
]

let failed = false
for (const [found, name] of [
  [dialogChunk, 'The dialog chunk (run-dialog-*.js)'],
  [legacyChunk, 'The chunk of old ciphers that the PKCS#12 worker loads'],
]) {
  if (found !== undefined) continue
  failed = true
  console.error(`${name} is missing from the build.`)
}
for (const [name, bytes, limit] of rows) {
  const over = bytes > limit
  failed ||= over
  console.log(
    `${String(bytes).padStart(7)} bytes gzip  of ${String(limit).padStart(6)}  ${name}${over ? '  TOO LARGE' : ''}`,
  )
}

/** Marks that minifying leaves in place, of what the first load must not hold. */
const mustNotAppear = {
  'node:': /["']node:/,
  pkijs: /pkijs/i,
  asn1js: /asn1js|valueBlock/,
  'node-forge': /forge/,
  'pdf.js': /GetDocRequest|pdfjs/,
  'PKCS#12 reader': /WRONG_PIN.*PBKDF2|PBKDF2/,
  // Its key agreement and its key wrap.
  'CMS encryption': /1\.3\.132\.1\.11\.1|2\.16\.840\.1\.101\.3\.4\.1\.45/,
  'validation engine': /path\.name-chaining/,
  'trust list': /Hongkong Post Root CA/,
  innerHTML: /innerHTML|insertAdjacentHTML|document\.write/,
  eval: /\beval\(|new Function\(/,
}
for (const file of dialog) {
  for (const [name, mark] of Object.entries(mustNotAppear)) {
    if (mark.test(read(file))) {
      failed = true
      console.error(`${file} holds ${name}, which the first load must not.`)
    }
  }
}
process.exit(failed ? 1 : 0)
