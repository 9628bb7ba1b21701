import { execFileSync, spawnSync } from 'node:child_process'
import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  sign,
  verify as cryptoVerify,
} from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ecdsaSignatureDer } from '../crypto/ecdsa-signature.js'
import type { SigningAlgorithm } from '../crypto/signing-algorithm.js'
import { instant } from '../instant.js'
import { parseSignedData } from './parse-signed-data.js'
import { contentIdentifier } from './request-binding.js'
import { signedAttributesFor } from './signed-attributes-for.js'
import { writeSignedData } from './write-signed-data.js'

/** The OpenSSL command is the witness: it did not read our code. */
const openssl = spawnSync('openssl', ['version']).status === 0

const keys = {
  rsa: ['-newkey', 'rsa:2048'],
  p256: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  p384: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  p521: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-521'],
  ed25519: ['-newkey', 'ed25519'],
} as const

const cases: readonly (readonly [keyof typeof keys, SigningAlgorithm])[] = [
  ['rsa', { scheme: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }],
  ['rsa', { scheme: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384' }],
  ['rsa', { scheme: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' }],
  ['rsa', { scheme: 'RSASSA-PSS', hash: 'SHA-256' }],
  ['rsa', { scheme: 'RSASSA-PSS', hash: 'SHA-512' }],
  ['p256', { scheme: 'ECDSA', hash: 'SHA-256' }],
  ['p384', { scheme: 'ECDSA', hash: 'SHA-384' }],
  ['p521', { scheme: 'ECDSA', hash: 'SHA-512' }],
]

const nodeHash = (hash: string): string => hash.replace('-', '').toLowerCase()

describe.skipIf(!openssl)('writeSignedData, read by the OpenSSL command', () => {
  let folder = ''
  const path = (name: string): string => join(folder, name)
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'chopmark-cms-'))
    for (const [name, options] of Object.entries(keys)) {
      execFileSync(
        'openssl',
        [
          ...['req', '-x509', '-nodes', '-days', '2', '-subj', `/C=HK/CN=${name}`, ...options],
          ...['-keyout', path(`${name}.key`), '-out', path(`${name}.pem`)],
        ],
        { stdio: 'pipe' },
      )
      const body = readFileSync(path(`${name}.pem`), 'utf8').replace(/-----[^-]+-----/g, '')
      writeFileSync(path(`${name}.der`), Buffer.from(body, 'base64'))
    }
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const content = new TextEncoder().encode('I ask to change my address.\r\n')

  function make(key: string, algorithm: SigningAlgorithm, attached: boolean): Uint8Array {
    const certificate = readFileSync(path(`${key}.der`))
    const signedAttributes = signedAttributesFor({
      messageDigest: createHash(nodeHash(algorithm.hash)).update(content).digest(),
      algorithm,
      certificate,
      certificateSha256: createHash('sha256').update(certificate).digest(),
      signingTime: instant('2026-03-31T01:02:03.456Z'),
      contentIdentifier: contentIdentifier(new Uint8Array(32).fill(7), new Uint8Array(32).fill(9)),
      commitmentType: 'proofOfApproval',
    })
    const privateKey = createPrivateKey(readFileSync(path(`${key}.key`)))
    const { scheme, hash } = algorithm
    const value = sign(scheme === 'Ed25519' ? null : nodeHash(hash), signedAttributes, {
      key: privateKey,
      dsaEncoding: 'ieee-p1363',
      ...(scheme === 'RSASSA-PSS' && {
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
      }),
    })
    return writeSignedData({
      ...(attached && { content }),
      algorithm,
      certificate,
      signedAttributes,
      signature: scheme === 'ECDSA' ? ecdsaSignatureDer(value) : value,
    })
  }

  function verify(
    key: string,
    cms: Uint8Array,
    attached: boolean,
  ): { status: number | null; text: string } {
    writeFileSync(path('cms.der'), cms)
    writeFileSync(path('content'), content)
    const { status, stderr } = spawnSync('openssl', [
      ...['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-purpose', 'any'],
      ...['-CAfile', path(`${key}.pem`)],
      ...['-in', path('cms.der'), '-out', path('out')],
      ...(attached ? [] : ['-content', path('content')]),
    ])
    return { status, text: stderr.toString() }
  }

  for (const [key, algorithm] of cases) {
    for (const attached of [true, false]) {
      const name = `${key} ${algorithm.scheme} ${algorithm.hash} ${attached ? 'attached' : 'detached'}`
      it(`accepts ${name} and refuses it with a bit flipped`, () => {
        const cms = make(key, algorithm, attached)
        const { status, text } = verify(key, cms, attached)
        expect(text).toContain('CAdES Verification successful')
        expect(status).toBe(0)
        if (attached) expect(readFileSync(path('out'))).toEqual(Buffer.from(content))
        const flipped = cms.slice()
        flipped[flipped.length - 5] = (flipped.at(-5) as number) ^ 1
        expect(verify(key, flipped, attached).status).not.toBe(0)
      })
    }
  }

  // OpenSSL 3.0 knows no Ed25519 in CMS.
  it('writes Ed25519 as RFC 8419 has it', () => {
    const parsed = parseSignedData(make('ed25519', { scheme: 'Ed25519', hash: 'SHA-512' }, true))
    const signer = parsed.ok ? parsed.value.signerInfos[0] : undefined
    expect(signer).toMatchObject({
      digestAlgorithm: { oid: '2.16.840.1.101.3.4.2.3' },
      signatureAlgorithm: { oid: '1.3.101.112' },
    })
    const key = createPublicKey(createPrivateKey(readFileSync(path('ed25519.key'))))
    const covered = signer?.signedAttributes?.der ?? new Uint8Array()
    expect(cryptoVerify(null, covered, key, signer?.signatureValue ?? covered)).toBe(true)
  })

  it('is DER that our own reader takes back', () => {
    const parsed = parseSignedData(make('p256', { scheme: 'ECDSA', hash: 'SHA-256' }, true))
    expect(parsed).toMatchObject({ ok: true, value: { encoding: 'DER', version: 1 } })
    if (!parsed.ok) return
    expect(parsed.value.signerInfos[0]).toMatchObject({
      version: 1,
      signedAttributes: { wasDer: true },
    })
  })
})
