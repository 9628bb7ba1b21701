import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { httpProblems, refusals } from '../http/problem.js'
import { remoteProblems } from '../remote-signing/remote-problem.js'
import { type Thrown, writeErrorsDocument } from './write-errors-document.js'

const document = fileURLToPath(new URL('../../ERRORS.md', import.meta.url))
const packages = fileURLToPath(new URL('../../..', import.meta.url))

/** What the sources of the rooms that run on a server throw, as it stands in them. */
const thrown: readonly Thrown[] = ['core', 'verify', 'server'].flatMap((room) =>
  readdirSync(`${packages}/${room}/src`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/\.(?:test|test-support|fixture)\.ts$/.test(name))
    .sort()
    .flatMap((name) => {
      const text = readFileSync(`${packages}/${room}/src/${name}`, 'utf8')
      return [
        ...text.matchAll(
          /new (UsageError|PlumbingError)\(\s*'([A-Z_0-9]+)',\s*(?:(['"`])(.*?)\3)?/gs,
        ),
      ].map(([, kind = '', code = '', , message = '']) => ({
        kind,
        code,
        message: message.replace(/\$\{([\w.]+)[^}]*\}/g, '‹$1›'),
      }))
    }),
)

describe('ERRORS.md', () => {
  it('is what the code says; `npm run errors` writes it', async () => {
    await expect(writeErrorsDocument(thrown)).toMatchFileSnapshot(document)
  })

  it('has every code that is answered, and finds what is thrown', () => {
    const text = writeErrorsDocument(thrown)
    for (const code of Object.keys({ ...httpProblems, ...refusals, ...remoteProblems })) {
      expect(text).toContain(`\`${code}\``)
    }
    for (const code of ['EMPTY_TRUST_ANCHORS', 'DUPLICATE_PROFILE_ID', 'STORE_FAILED']) {
      expect(text).toContain(`\`${code}\``)
    }
    expect(text).not.toMatch(/undefined|: $/m)
  })
})
