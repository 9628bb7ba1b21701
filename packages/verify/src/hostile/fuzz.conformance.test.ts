import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const run = fileURLToPath(new URL('../../../../.ci/fuzz/run.mjs', import.meta.url))
const found = fileURLToPath(new URL('found/', import.meta.url))

function fuzz(...args: string[]): { readonly status: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [run, ...args], {
    encoding: 'utf8',
    timeout: 110_000,
  })
  return { status, said: stdout + stderr }
}

describe('npm run fuzz', () => {
  it('finds nothing in the executions that follow from one seed', () => {
    const out = mkdtempSync(join(tmpdir(), 'chopmark-fuzz-'))
    try {
      const { status, said } = fuzz('--fixed', '--runs', '3000', '--seed', '20261124', '--out', out)
      expect(said).toContain('seed 20261124: 0 findings')
      expect(status, said).toBe(0)
    } finally {
      rmSync(out, { recursive: true, force: true })
    }
  })

  it.each(readdirSync(found))('no longer finds %s', (name) => {
    expect(JSON.parse(readFileSync(join(found, name), 'utf8'))).toHaveProperty('target')
    const { status, said } = fuzz('--fixed', '--replay', join(found, name))
    expect(status, said).toBe(0)
  })
})
