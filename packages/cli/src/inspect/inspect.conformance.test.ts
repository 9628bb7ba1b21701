import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  corporaFolder,
  hkCertificates,
  pkitsFolder,
  pkitsTests,
  readCorpus,
} from '@chopmark/test-pki'
import { afterAll, describe, expect, it } from 'vitest'
import { Scratch } from '../run.test-support.js'

interface Item {
  readonly file?: string
  readonly kind?: string
  readonly password?: string
  readonly expected: Readonly<Record<string, unknown>>
}

interface Described {
  readonly type?: string
  readonly problem?: string
  readonly [field: string]: unknown
}

/** Their signatures are no whole octets or no two integers; they are not to validate anyway. */
const refused: Readonly<Record<string, string>> = {
  'BadCRLSignatureCACRL.crl': 'BAD_BIT_STRING',
  'BadSignedCACert.crt': 'BAD_BIT_STRING',
  'InvalidDSASignatureTest6EE.crt': 'BAD_BIT_STRING',
}

const scratch = new Scratch()
afterAll(() => {
  scratch.remove()
})
const corpora = corporaFolder()

/** Every file is answered, in JSON and as text, with 0 or, when it is nothing known, 1. */
async function inspect(file: string, pin?: string): Promise<readonly Described[]> {
  const args = ['inspect', file, ...(pin === undefined ? [] : ['--pin', pin])]
  const text = await scratch.chopmark(args)
  const json = await scratch.chopmark([...args, '--json'])
  expect([text.error, json.error]).toEqual(['', ''])
  const found = JSON.parse(json.out) as readonly Described[]
  expect(found.length).toBeGreaterThan(0)
  const unknown = found.some(({ type }) => type === 'unknown')
  expect([text.exit, json.exit]).toEqual(unknown ? [1, 1] : [0, 0])
  expect(text.out).toContain(`type: ${found[0]?.type ?? ''}`)
  // Nothing of a certificate reaches the terminal as a control character.
  expect(text.out).toMatch(/^(?:[^\p{Cc}]|\n)*$/u)
  return found
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name !== 'manifest.json')
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function items(name: string): readonly (Item & { readonly file: string })[] {
  const all = (readCorpus(name)?.items ?? []) as unknown as readonly Item[]
  return all.flatMap((item) => (item.file === undefined ? [] : [{ ...item, file: item.file }]))
}

describe.skipIf(pkitsFolder() === null)(
  'chopmark inspect on PKITS (else: no python3-cryptography-vectors)',
  () => {
    it('tells every certificate and every CRL', async () => {
      const tests = pkitsTests()
      const certs = new Set(
        tests.flatMap(({ endEntity, intermediates }) => [endEntity, ...intermediates]),
      )
      for (const name of certs) {
        const [found] = await inspect(join(pkitsFolder() ?? '', 'certs', name))
        if (name in refused) expect(found?.['asCertificate'], name).toContain(refused[name])
        else expect(found?.type, name).toBe('certificate')
      }
      for (const name of new Set(tests.flatMap(({ crls }) => crls))) {
        const [found] = await inspect(join(pkitsFolder() ?? '', 'crls', name))
        if (name in refused) expect(found?.['asCrl'], name).toContain(refused[name])
        else expect(found?.type, name).toBe('crl')
      }
    })
  },
)

describe.skipIf(corpora === null)(
  'chopmark inspect on the corpora (else: no ../shared/corpora beside the clone)',
  () => {
    const place = (folder: string, file: string): string => join(corpora ?? '', folder, file)

    it.each(['certs', 'cms', 'crl', 'ocsp', 'openssl-verify', 'pdf', 'pkcs12', 'tsp', 'limbo'])(
      'answers on every file of %s',
      async (folder) => {
        for (const file of filesIn(place(folder, ''))) await inspect(file)
      },
    )

    it('opens every .p12 with its password, and none with another', async () => {
      for (const { file, password = '', expected } of items('pkcs12')) {
        const [found] = await inspect(place('pkcs12', file), password)
        if (expected['opens'] === true) {
          expect(found, file).toMatchObject({ type: 'pkcs12' })
          expect(found?.problem, file).toBeUndefined()
          expect(found?.['certificates'], file).toHaveLength(Number(expected['certificates']))
          expect(found?.['privateKeys'], file).toHaveLength(Number(expected['privateKeys']))
          const [other] = await inspect(place('pkcs12', file), `${password}x`)
          expect(other?.problem, file).toBeDefined()
        } else expect(found?.type === 'unknown' || found?.problem !== undefined, file).toBe(true)
      }
    })

    it('tells CRLs, OCSP responses and time-stamps', async () => {
      for (const { file, expected } of items('crl')) {
        const [found] = await inspect(place('crl', file))
        if (expected['parses'] === false) expect(found?.type, file).toBe('unknown')
        else expect(['crl', 'unknown'], file).toContain(found?.type)
      }
      for (const { file, kind, expected } of items('ocsp')) {
        const [found] = await inspect(place('ocsp', file))
        const told = kind === 'response' && expected['parses'] !== false
        expect(found?.type, file).toBe(told ? 'ocsp-response' : 'unknown')
        if (told) expect(found?.['status'], file).toBe(expected['responseStatus'])
      }
      const types: Readonly<Record<string, string>> = {
        TimeStampResp: 'timestamp-response',
        TimeStampToken: 'timestamp-token',
        TimeStampReq: 'unknown',
      }
      for (const { file, kind = '' } of items('tsp')) {
        const [found] = await inspect(place('tsp', file))
        expect(found?.type, file).toBe(types[kind])
      }
    })

    it('tells CMS', async () => {
      for (const { file, expected } of items('cms')) {
        const [found] = await inspect(place('cms', file))
        if (expected['parses'] === false) expect(found?.type, file).toBe('unknown')
        else expect(['signed-data', 'content-info', 'unknown'], file).toContain(found?.type)
        if (expected['signatureIntact'] === true) expect(found?.type, file).toBe('signed-data')
      }
    })
  },
)

describe.skipIf(hkCertificates() === null)(
  'chopmark inspect on Hong Kong certificates (else: no ../shared/hk/certs)',
  () => {
    it('tells each', async () => {
      const folder = hkCertificates() ?? ''
      for (const name of readdirSync(folder).filter((one) => one.endsWith('.pem'))) {
        expect(await inspect(join(folder, name)), name).toMatchObject([{ type: 'certificate' }])
      }
    })
  },
)
