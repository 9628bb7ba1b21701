import { shown } from '@chopmark/test-pki'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identify } from '../inspect/identify.js'
import { pem, SandboxFiles } from '../sandbox.test-support.js'

interface Described {
  readonly type: string
  readonly problem?: string
  readonly privateKeys?: readonly object[]
}

let files: SandboxFiles
beforeAll(async () => {
  files = await SandboxFiles.create()
})
afterAll(() => {
  files.remove()
})

const inspect = (...args: readonly string[]) => files.chopmark(['inspect', ...args])

async function typesOf(bytes: Uint8Array | string): Promise<readonly string[]> {
  const { exit, out } = await inspect(files.file('some', bytes), '--json')
  const found = JSON.parse(out) as readonly Described[]
  expect(exit).toBe(found.some(({ type }) => type === 'unknown') ? 1 : 0)
  return found.map(({ type }) => type)
}

describe('chopmark inspect', () => {
  it('tells what each file is, in DER and in PEM', async () => {
    const { pki, person } = files
    const response = await pki.ocsp([person])
    expect(await typesOf(person.certificate)).toEqual(['certificate'])
    expect(await typesOf(pki.root.crl())).toEqual(['crl'])
    expect(await typesOf(files.sign())).toEqual(['signed-data'])
    expect(await typesOf(response)).toEqual(['ocsp-response'])
    expect(await typesOf(await pki.timestamp(Uint8Array.of(1)))).toEqual(['timestamp-token'])
    expect(await typesOf(person.toPkcs12().bytes)).toEqual(['pkcs12'])
    const bundle =
      pem('CERTIFICATE', person.certificate) +
      pem('X509 CRL', pki.root.crl()) +
      pem('CMS', files.sign())
    expect(await typesOf(bundle)).toEqual(['certificate', 'crl', 'signed-data'])
    expect(await typesOf('no such thing')).toEqual(['unknown'])
  })

  it('tells what the signing dialog says it showed', async () => {
    const sha256 = new Uint8Array(32)
    const rendered = { extent: 0, renderer: 'chopmark/text', version: '1', sha256 } as const
    const attribute = shown('zh-Hant-HK', rendered)
    const signature = files.sign({ attributes: (standard) => [...standard, attribute] })
    const { out } = await inspect(files.file('shown.p7s', signature), '--json')
    expect(JSON.parse(out)).toMatchObject([
      {
        signers: [
          {
            shown: {
              ...{ extent: 'whole', locale: 'zh-Hant-HK', renderer: 'chopmark/text', version: '1' },
              sha256: '00'.repeat(32),
            },
          },
        ],
      },
    ])
  })

  it('shows a person the certificate they ask about', async () => {
    const { exit, out } = await inspect(files.file('person.crt', files.person.certificate))
    expect(exit).toBe(0)
    for (const said of ['type: certificate', 'CHAN TAI MAN', 'notAfter: ', 'keyUsage:']) {
      expect(out).toContain(said)
    }
  })

  it('opens a .p12 with its PIN, shows no key, and says why it does not open', async () => {
    const { bytes, pin } = files.person.toPkcs12({ friendlyName: 'mine\u001b[2J\u202e' })
    const file = files.file('person.p12', bytes)
    const open = await inspect(file, '--pin', pin)
    expect(open.exit).toBe(0)
    expect(open.out).toContain('friendlyName: mine‹U+001B›[2J‹U+202E›')
    const secret = files.person.key.privateKey.export({ type: 'pkcs8', format: 'der' })
    const json = await inspect(file, '--pin', pin, '--json')
    for (const encoding of ['hex', 'base64'] as const) {
      expect(json.out).not.toContain(secret.subarray(-16).toString(encoding))
    }
    const shut = JSON.parse((await inspect(file, '--json')).out) as readonly Described[]
    expect(shut).toMatchObject([{ type: 'pkcs12', problem: 'WRONG_PIN' }])
  })

  it('64 and 66 for what cannot be carried out', async () => {
    expect((await inspect()).exit).toBe(64)
    expect((await inspect('a', 'b')).exit).toBe(64)
    expect((await inspect(`${files.folder}/gone`)).exit).toBe(66)
  })

  it('never throws: any bytes, and every kind with any one byte changed', async () => {
    const kinds = [files.person.certificate, files.pki.root.crl(), files.sign()]
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc
            .tuple(fc.constantFrom(...kinds), fc.nat(), fc.nat(255))
            .map(([bytes, at, octet]) => bytes.with(at % bytes.length, octet)),
        ),
        async (bytes) => {
          expect((await identify(bytes, '')).length).toBeGreaterThan(0)
        },
      ),
      { numRuns: 300 },
    )
  })
})
