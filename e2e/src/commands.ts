import { execFileSync, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const cli = fileURLToPath(new URL('../../packages/cli/bin/chopmark.js', import.meta.url))

/** Runs OpenSSL. @returns What it wrote. @throws When it does not end well. */
export function openssl(...args: readonly string[]): Buffer {
  return execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Runs the built `chopmark`, as a person does. */
export function chopmark(...args: readonly string[]): {
  readonly exit: number | null
  readonly out: string
} {
  const { status, stdout } = spawnSync(process.execPath, [cli, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return { exit: status, out: stdout }
}
