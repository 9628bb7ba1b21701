// Compiles every TypeScript block of the documents as a module of its own, and the scripts of Vue's components in the
// examples. An error names the line of the document: the code stands on the same line of its file.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'

const cache = resolve('node_modules/.cache/docs')
const files = []
const placeOf = new Map()

/** @param lines - The module's own lines; `first` is the line of the document before them. */
function keep(document, first, lines) {
  // A block's own modules (`./your-portal.js`) are those of .ci/docs; a component's lie where it lies.
  const place = document.endsWith('.md') ? `documents/${document.replaceAll('/', '-')}` : document
  const file = `${cache}/${place}.${first}.ts`
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${'\n'.repeat(first)}${lines.join('\n')}\nexport {}\n`)
  files.push(file)
  placeOf.set(relative(resolve('.'), file), document)
}

rmSync(cache, { recursive: true, force: true })
const tracked = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.md', 'examples/*.vue'],
  { encoding: 'utf8' },
)
for (const document of tracked.split('\n').filter((name) => name !== '')) {
  const lines = readFileSync(document, 'utf8').split('\n')
  const opening = document.endsWith('.vue')
    ? /^<script setup lang="ts">$/
    : /^```(?:ts|typescript)\b/
  const closing = document.endsWith('.vue') ? '</script>' : '```'
  for (let i = 0; i < lines.length; i++) {
    if (!opening.test(lines[i])) continue
    const end = lines.indexOf(closing, i + 1)
    if (end < 0) throw new Error(`${document}:${i + 1}: the block has no end.`)
    keep(document, i + 1, lines.slice(i + 1, end))
    i = end
  }
}

const config = `${cache}/tsconfig.json`
writeFileSync(
  config,
  JSON.stringify({
    extends: resolve('tsconfig.json'),
    compilerOptions: {
      incremental: false,
      rootDirs: [`${cache}/documents`, resolve('.ci/docs'), cache, resolve('.')],
    },
    files,
  }),
)
const tsc = [
  'node_modules/typescript/bin/tsc',
  '--noEmit',
  '--pretty',
  'false',
  '--project',
  config,
]
const { status, stdout } = spawnSync(process.execPath, tsc, { encoding: 'utf8' })
for (const line of stdout.split('\n')) {
  const [, file, at, message] = /^(\S+?)\((\d+),\d+\): (.*)$/.exec(line) ?? []
  if (file !== undefined) console.log(`${placeOf.get(file) ?? file}:${at}: ${message}`)
  else if (line !== '') console.log(line)
}
if (status === 0) console.log(`${files.length} blocks of code in the documents compile`)
process.exit(status ?? 1)
