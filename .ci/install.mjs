// Installs npm packages when node_modules is missing or older than the lock file. Uses nothing but Node and npm.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync, writeFileSync } from 'node:fs'

const stamp = 'node_modules/.chopmark-installed'

export function ensureInstalled() {
  const fresh =
    existsSync(stamp) &&
    ['package-lock.json', 'package.json'].every(
      (file) => statSync(file).mtimeMs <= statSync(stamp).mtimeMs,
    )
  if (fresh) return
  console.log('Installing packages (once)…')
  // Not `npm ci`: it insists on every platform's optional packages, which a mirror of the registry may not carry.
  const { status } = spawnSync(
    'npm',
    ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel', 'error'],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    },
  )
  if (status !== 0) {
    console.error('npm install failed: the lines above say why.')
    process.exit(1)
  }
  writeFileSync(stamp, '')
}
