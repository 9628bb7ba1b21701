// Builds when a source is newer than the last build. `npm start` calls it first, so a second start builds nothing.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled } from './install.mjs'

const stamp = 'node_modules/.chopmark-built'

function newest(folder) {
  let latest = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === 'dist' || entry.name === 'data') continue
    const path = join(folder, entry.name)
    latest = Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs)
  }
  return latest
}

export function ensureBuilt({ types = false } = {}) {
  ensureInstalled()
  const sources = Math.max(
    newest('packages'),
    newest('examples'),
    statSync('rollup.config.ts').mtimeMs,
    statSync('package-lock.json').mtimeMs,
  )
  const wanted = types ? `${stamp}-types` : stamp
  if (existsSync(wanted) && statSync(wanted).mtimeMs >= sources) return
  console.log('Building…')
  for (const script of types ? ['build'] : ['build:js', 'build:pages']) {
    const { status } = spawnSync('npm', ['run', '--silent', script], {
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    })
    if (status === 0) continue
    console.error('The build failed: the lines above say why.')
    process.exit(1)
  }
  writeFileSync(stamp, '')
  if (types) writeFileSync(wanted, '')
}

if (process.argv[1]?.endsWith('ensure-built.mjs')) ensureBuilt()
