// `npm run packages`: every package as npm would publish it, after `npm run build`. Is it complete, do publint and attw find
// nothing, does it import only what it declares, and do its entries load and type-check where nothing but it is installed?
// Touches no network.
import { execFileSync, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'

/** Entries that are no modules to import: workers' scripts, and data. */
const untyped = [
  ...['./pkcs12-worker.js', './hash-worker.js', './pdf-worker.js'],
  ...['./integrity.json', './import-map.json'],
]
/** All packages are ES modules alone: what CommonJS and the resolution before `exports` would see is nobody's way. */
const resolutions = ['node16-esm', 'bundler']

const work = mkdtempSync(join(tmpdir(), 'chopmark-packages-'))
const modules = join(work, 'consumer', 'node_modules')
mkdirSync(join(modules, '@chopmark'), { recursive: true })
const problems = []

function packed(folder) {
  const listed = execFileSync(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--offline', '--pack-destination', work],
    { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const [{ filename, files }] = JSON.parse(listed)
  return { tarball: join(work, filename), files: files.map(({ path }) => path) }
}

async function findProblems(manifest, { tarball, files }) {
  const found = []
  for (const wanted of ['LICENSE', 'README.md', 'package.json']) {
    if (!files.includes(wanted)) found.push(`${wanted} is missing`)
  }
  for (const file of files) {
    if (/\.(?:test|fixture|test-support)\b|\btesting\//.test(file)) found.push(`${file}: of tests`)
  }
  const bytes = readFileSync(tarball)
  const octets = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  const { messages } = await publint({ pack: { tarball: octets }, strict: true })
  for (const message of messages) {
    // Other people's script, as they publish it: minified, it looks like CommonJS.
    if (message.path[1] === './pdf-worker.js') continue
    found.push(`publint: ${formatMessage(message, manifest)}`)
  }
  const types = await checkPackage(createPackageFromTarballData(new Uint8Array(octets)), {
    excludeEntrypoints: untyped,
  })
  const entries = importable(manifest)
  if (!types.types && entries.length > 0) found.push('attw: no types')
  for (const problem of types.problems ?? []) {
    if (problem.resolutionKind !== undefined && !resolutions.includes(problem.resolutionKind))
      continue
    found.push(`attw: ${JSON.stringify(problem)}`)
  }
  return found
}

/** Names of modules that a program can import. */
function importable({ name, exports: entries = {} }) {
  return Object.keys(entries)
    .filter((entry) => !untyped.includes(entry) && entry !== './package.json')
    .map((entry) => `${name}${entry.slice(1)}`)
}

/** What the scripts and declarations import has to be declared, or a stranger's installation lacks it. */
function undeclared(folder, manifest, files) {
  const declared = new Set([
    manifest.name,
    ...Object.keys(manifest.dependencies ?? {}),
    ...Object.keys(manifest.optionalDependencies ?? {}),
    ...Object.keys(manifest.peerDependencies ?? {}),
  ])
  const found = new Set()
  for (const file of files) {
    if (!/\.(?:js|d\.ts)$/.test(file)) continue
    const text = readFileSync(join(folder, file), 'utf8')
    for (const [, name] of text.matchAll(
      /^(?:import|export)\b[^'"\n;]*?\bfrom\s*['"]([^'"\n]+)['"]/gm,
    )) {
      if (name.startsWith('.') || name.startsWith('node:')) continue
      const [first, second] = name.split('/')
      const owner = first.startsWith('@') ? `${first}/${second}` : first
      if (!declared.has(owner) && !builtinModules.includes(owner))
        found.add(`${file} imports ${owner}`)
    }
  }
  return [...found].map((one) => `${one}, which package.json does not declare`)
}

const entries = []
for (const name of readdirSync('packages')) {
  const folder = resolve('packages', name)
  if (!existsSync(join(folder, 'package.json'))) continue
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  if (manifest.private === true) continue
  const pack = packed(folder)
  const found = [
    ...(await findProblems(manifest, pack)),
    ...undeclared(folder, manifest, pack.files),
  ]
  problems.push(...found.map((one) => `${manifest.name}: ${one}`))
  entries.push(...importable(manifest))
  const place = join(modules, manifest.name)
  mkdirSync(place, { recursive: true })
  execFileSync('tar', ['-xzf', pack.tarball, '-C', place, '--strip-components=1'])
}

// A stranger's project: our packages as packed, everybody else's as installed here.
for (const name of readdirSync('node_modules')) {
  if (name === '@chopmark' || name.startsWith('.')) continue
  symlinkSync(resolve('node_modules', name), join(modules, name))
}
const consumer = join(work, 'consumer')
const list = entries.map((entry, i) => `import * as m${i} from '${entry}'`).join('\n')
const uses = entries.map((_, i) => `m${i}`).join(', ')
writeFileSync(join(consumer, 'package.json'), '{ "type": "module" }')
writeFileSync(join(consumer, 'all.ts'), `${list}\nconsole.log([${uses}].length)\n`)
writeFileSync(join(consumer, 'all.js'), `${list}\nconsole.log([${uses}].length)\n`)
for (const [module, moduleResolution] of [
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
]) {
  const config = {
    compilerOptions: {
      ...{ module, moduleResolution, target: 'es2022', lib: ['es2023', 'dom', 'dom.iterable'] },
      ...{ strict: true, noEmit: true, skipLibCheck: false, types: ['node'] },
    },
    files: ['all.ts'],
  }
  writeFileSync(join(consumer, 'tsconfig.json'), JSON.stringify(config))
  const compiled = spawnSync(resolve('node_modules/.bin/tsc'), ['-p', '.'], {
    cwd: consumer,
    encoding: 'utf8',
  })
  // Other people's declarations are theirs to mend.
  const ours = compiled.stdout
    .split('\n')
    .filter((line) => /^(?:all\.ts|node_modules\/@chopmark\/)/.test(line))
  problems.push(...ours.map((line) => `types (${moduleResolution}): ${line}`))
}
const loaded = spawnSync(process.execPath, ['all.js'], { cwd: consumer, encoding: 'utf8' })
if (loaded.status !== 0) problems.push(`loading the entries: ${loaded.stderr}`)

rmSync(work, { recursive: true, force: true })
for (const problem of problems) console.error(problem)
console.log(`${entries.length} entries of packages as packed, ${problems.length} problems`)
process.exit(problems.length > 0 ? 1 : 0)
