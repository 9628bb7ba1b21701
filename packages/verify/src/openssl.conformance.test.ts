import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instant, parseCertificate, trustAnchors } from '@chopmark/core'
import { nodeCrypto } from '@chopmark/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { definePolicy } from './define-policy.js'
import type { ValidationPolicy } from './policy.js'
import { readCms } from './read-cms.js'
import type { DocumentReport } from './report.js'
import { why } from './sandbox.fixture.js'
import { validateDocument } from './validate-document.js'

const missing = spawnSync('openssl', ['version']).status !== 0
const at = instant(new Date(Date.now() + 60_000).toISOString())
const crypto = nodeCrypto()
const content = Buffer.from('Signed by software we did not write.\n')

let folder: string
let policy: ValidationPolicy

const file = (name: string): string => join(folder, name)
const openssl = (...options: string[]): void => {
  execFileSync('openssl', options, { cwd: folder, stdio: 'pipe' })
}

/** Keys of OpenSSL's own making under one CA of its own making. */
const keys: Readonly<Record<string, readonly string[]>> = {
  rsa: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  'p-256': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  'p-384': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  'p-521': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-521'],
}

beforeAll(() => {
  if (missing) return
  folder = mkdtempSync(join(tmpdir(), 'chopmark-openssl-'))
  writeFileSync(file('content'), content)
  openssl('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', 'ca.key')
  const ca = ['-key', 'ca.key', '-subj', '/C=HK/O=OpenSSL/CN=CA', '-days', '2', '-out', 'ca.pem']
  openssl('req', '-x509', '-new', ...ca)
  writeFileSync(file('leaf.cnf'), 'keyUsage=critical,digitalSignature\nsubjectKeyIdentifier=hash\n')
  for (const [name, options] of Object.entries(keys)) {
    openssl('genpkey', ...options, '-out', `${name}.key`)
    openssl('req', '-new', '-key', `${name}.key`, '-subj', `/C=HK/CN=${name}`, '-out', 'leaf.csr')
    const issuer = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2']
    openssl(
      'x509',
      '-req',
      '-in',
      'leaf.csr',
      ...issuer,
      '-extfile',
      'leaf.cnf',
      '-out',
      `${name}.pem`,
    )
  }
  openssl('x509', '-in', 'ca.pem', '-outform', 'DER', '-out', 'ca.der')
  const parsed = parseCertificate(readFileSync(file('ca.der')))
  if (!parsed.ok) throw new RangeError('OpenSSL made no CA certificate.')
  const { subject: name, subjectPublicKeyInfo } = parsed.value
  policy = definePolicy({
    id: 'openssl',
    trustAnchors: trustAnchors([
      {
        kind: 'held',
        id: 'openssl/ca',
        use: 'signing',
        sandbox: true,
        certificatePolicies: 'any',
        recognition: [],
        name,
        subjectPublicKeyInfo,
        certificate: parsed.value,
      },
    ]),
    requireRecognition: false,
    revocation: { required: 'if-published' },
  })
})

afterAll(() => {
  if (!missing) rmSync(folder, { recursive: true })
})

function sign(key: string, ...options: string[]): Uint8Array {
  const io = ['-in', 'content', '-out', 'signed.p7s', '-outform', 'DER']
  const signer = ['-signer', `${key}.pem`, '-inkey', `${key}.key`]
  openssl('cms', '-sign', '-binary', '-cades', ...io, ...signer, ...options)
  return new Uint8Array(readFileSync(file('signed.p7s')))
}

async function validate(signature: Uint8Array, given?: Uint8Array): Promise<DocumentReport> {
  const detached =
    given === undefined ? {} : { content: { sizeBytes: given.length, digests: [], bytes: given } }
  const evidence = { document: readCms(signature), ...detached, items: [] }
  return validateDocument(evidence, policy, at, { crypto })
}

describe.skipIf(missing)('what OpenSSL signs (else: no openssl command)', () => {
  it.each([
    ['rsa', 'attached', ['-nodetach', '-md', 'sha256']],
    ['rsa', 'detached', ['-md', 'sha512']],
    ['rsa', 'PSS', ['-keyopt', 'rsa_padding_mode:pss', '-nodetach', '-md', 'sha256']],
    ['rsa', 'by key identifier', ['-keyid', '-nodetach', '-md', 'sha256']],
    ['rsa', 'streamed, in BER', ['-stream', '-nodetach', '-md', 'sha256']],
    ['p-256', 'attached', ['-nodetach', '-md', 'sha256']],
    ['p-384', 'detached', ['-md', 'sha384']],
    ['p-521', 'attached', ['-nodetach', '-md', 'sha512']],
  ] as const)('%s, %s, is accepted', async (key, _how, options) => {
    const detached = !(options as readonly string[]).includes('-nodetach')
    const { reports } = await validate(sign(key, ...options), detached ? content : undefined)
    expect(reports).toHaveLength(1)
    expect(reports[0].indication, why(reports[0])).toBe('TOTAL-PASSED')
    expect(reports[0].level).toBe('CAdES-B-B')
  })

  it('is refused without signed attributes, with SHA-1, and with a signer of another CA', async () => {
    const bare = [
      'cms',
      '-sign',
      '-binary',
      '-noattr',
      '-nodetach',
      '-in',
      'content',
      '-outform',
      'DER',
    ]
    openssl(...bare, '-signer', 'rsa.pem', '-inkey', 'rsa.key', '-out', 'bare.p7s')
    const [withoutAttributes] = (await validate(readFileSync(file('bare.p7s')))).reports
    expect(withoutAttributes.subIndication).toBe('FORMAT_FAILURE')
    const [old] = (await validate(sign('rsa', '-nodetach', '-md', 'sha1'))).reports
    expect(old, why(old)).toMatchObject({ indication: 'INDETERMINATE', intact: true })
    expect(old.subIndication).toBe('CRYPTO_CONSTRAINTS_FAILURE_NO_POE')
  })

  it.each([
    ['p-256', ['-nodetach', '-md', 'sha256']],
    ['rsa', ['-nodetach', '-md', 'sha256', '-keyopt', 'rsa_padding_mode:pss']],
  ] as const)('with any one byte flipped (%s) is refused', async (key, options) => {
    const signature = sign(key, ...options)
    const accepted: number[] = []
    for (let index = 0; index < signature.length; index++) {
      const flipped = Uint8Array.from(signature)
      flipped[index] = (flipped[index] ?? 0) ^ (1 << (index % 8))
      const { reports } = await validate(flipped)
      if (reports.some(({ indication }) => indication === 'TOTAL-PASSED')) accepted.push(index)
    }
    expect(accepted).toEqual([])
  })

  it('with any one byte of the detached content flipped is refused', async () => {
    const signature = sign('p-256', '-md', 'sha256')
    for (let index = 0; index < content.length; index++) {
      const flipped = Uint8Array.from(content)
      flipped[index] = (flipped[index] ?? 0) ^ 1
      const { reports } = await validate(signature, flipped)
      expect(reports[0].subIndication).toBe('HASH_FAILURE')
    }
  })
})
