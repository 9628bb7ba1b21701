import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { portalCodes } from '../client-error.js'
import { remoteCodes } from '../key-sources/remote/remote-codes.js'
import { clientErrorCauses } from './client-error-causes.js'
import { writeErrorsDocument } from './write-errors-document.js'

const source = fileURLToPath(new URL('..', import.meta.url))
const document = fileURLToPath(new URL('../../ERRORS.md', import.meta.url))

const sources = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !/\.test\.ts$|^testing/.test(name))
  .sort()
  .map((name) => readFileSync(`${source}/${name}`, 'utf8'))

/** `new UsageError('CODE', 'message')` as it stands in the sources; one message for each code. */
const misuse = [
  ...new Map(
    sources.flatMap((text) =>
      [...text.matchAll(/new UsageError\(\s*'([A-Z_]+)',\s*(['`])(.*?)\2/gs)].map(
        ([, code = '', , message = '']) =>
          [code, message.replace(/\$\{(\w+)[^}]*\}/g, '‹$1›')] as const,
      ),
    ),
  ),
].sort(([a], [b]) => (a < b ? -1 : 1))

describe('ERRORS.md', () => {
  it('is what the code and the catalogues say; `npm run errors` writes it', async () => {
    await expect(await writeErrorsDocument(misuse)).toMatchFileSnapshot(document)
  })

  it('has every code that a portal or a signing service can answer', () => {
    for (const code of [...portalCodes, ...remoteCodes]) {
      expect(clientErrorCauses).toHaveProperty(code)
    }
  })

  it('knows every misuse that the sources throw', () => {
    const thrown = sources.flatMap((text) => [...text.matchAll(/new UsageError\(/g)]).length
    const read = sources.flatMap((text) => [
      ...text.matchAll(/new UsageError\(\s*'([A-Z_]+)',\s*(['`])(.*?)\2/gs),
    ]).length
    expect(read).toBe(thrown)
  })

  it('calls each failure by a title of its own', async () => {
    const text = await writeErrorsDocument([])
    const titles = [...text.matchAll(/^- Shows: \*\*(.+?)\*\*/gm)].map(([, title]) => title)
    const codes = Object.keys(clientErrorCauses).length
    expect(titles).toHaveLength(codes * 3)
    expect(text).not.toMatch(/undefined|\[object/)
  })
})
