import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pkitsFolder, readCorpus } from '../corpora.js'
import { pkitsTests, pkitsValidationTime } from './pkits-tests.js'

interface ManifestTest {
  readonly id: string
  readonly name: string
  readonly trustAnchor: string
  readonly endEntity: string
  readonly intermediates: readonly string[]
  readonly otherCerts: readonly string[]
  readonly crls: readonly string[]
  readonly inputs: Readonly<Record<string, unknown>>
  readonly expected: Readonly<Record<string, unknown>>
}

const folder = pkitsFolder()
const manifest = readCorpus('pkits')

describe('pkitsTests', () => {
  const tests = pkitsTests()

  it('holds 249 entries for the 224 tests of the document', () => {
    expect(tests).toHaveLength(249)
    expect(new Set(tests.map(({ id }) => id)).size).toBe(249)
    expect(new Set(tests.map(({ id }) => id.split('.').slice(0, 3).join('.'))).size).toBe(224)
  })

  it.skipIf(folder === null)('names every file (else: no PKITS files on this machine)', () => {
    const certs = new Set(
      tests.flatMap((test) => [
        test.trustAnchor,
        test.endEntity,
        ...test.intermediates,
        ...test.otherCerts,
      ]),
    )
    const crls = new Set(tests.flatMap((test) => test.crls))
    for (const name of certs) expect(existsSync(join(folder ?? '', 'certs', name)), name).toBe(true)
    for (const name of crls) expect(existsSync(join(folder ?? '', 'crls', name)), name).toBe(true)
    expect(certs.size).toBe(readdirSync(join(folder ?? '', 'certs')).length)
    expect(crls.size).toBe(readdirSync(join(folder ?? '', 'crls')).length)
  })

  it.skipIf(manifest === null)('agrees with the manifest (needs ../shared/corpora/pkits)', () => {
    expect(manifest?.['validationTime']).toBe(pkitsValidationTime)
    const defaults = manifest?.['defaults'] as object
    const stated = (manifest?.tests ?? []) as unknown as readonly ManifestTest[]
    expect(tests).toEqual(
      stated.map(
        ({ id, name, trustAnchor, endEntity, intermediates, otherCerts, crls, ...rest }) => ({
          id,
          name,
          trustAnchor,
          endEntity,
          intermediates,
          otherCerts,
          crls,
          ...defaults,
          ...rest.inputs,
          expected: Object.fromEntries(
            [
              'valid',
              'userConstrainedPolicySet',
              'authoritiesConstrainedPolicySet',
              'explicitPolicyIndicator',
            ].flatMap((field) => (field in rest.expected ? [[field, rest.expected[field]]] : [])),
          ),
        }),
      ),
    )
  })
})
