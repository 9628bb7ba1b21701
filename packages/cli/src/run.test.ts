import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { run } from './run.js'
import { Scratch } from './run.test-support.js'
import { version } from './version.js'

const scratch = new Scratch()
afterAll(() => {
  scratch.remove()
})

describe('chopmark', () => {
  it.each([['help'], ['--help'], ['verify', '--help'], ['path', '--help'], ['trust', '--help']])(
    'explains itself: %s %s',
    async (...args) => {
      const { exit, out, error } = await scratch.chopmark(args)
      expect([exit, error]).toEqual([0, ''])
      for (const said of ['verify SIGNATURE', 'path CERTIFICATE', 'inspect FILE', 'Exit 64']) {
        expect(out).toContain(said)
      }
    },
  )

  it('names its version, that of the package', async () => {
    const { exit, out } = await scratch.chopmark(['--version'])
    const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
    expect([exit, out]).toEqual([0, `${version}\n`])
    expect(version).toBe((JSON.parse(manifest) as { version: string }).version)
  })

  it.each([[[]], [['--nonsense']], [['constructor']], [['sign']], [['toString']]])(
    '64 for %j, with the usage on standard error',
    async (args) => {
      const { exit, out, error } = await scratch.chopmark(args)
      expect([exit, out]).toEqual([64, ''])
      expect(error).toContain('chopmark verify SIGNATURE')
    },
  )

  it('70 for a bug of its own, never the 1 of a refused signature', async () => {
    let error = ''
    const exit = await run(['trust', 'list'], {
      out: () => {
        throw new TypeError('a bug')
      },
      outBytes: () => undefined,
      error: (text) => {
        error += text
      },
      environment: { CHOPMARK_HOME: scratch.home },
      now: () => 0,
    })
    expect(exit).toBe(70)
    expect(error).toContain('a bug in it: TypeError: a bug')
  })
})
