import { verify, X509Certificate } from 'node:crypto'
import { fromBER } from 'asn1js'
import { ContentInfo, SignedData } from 'pkijs'
import { beforeAll, describe, expect, it } from 'vitest'
import { descend, members } from '../der/read.js'
import { openssl, pem, scratch, withoutOpenssl } from '../openssl.test-support.js'
import { createSandboxPki } from '../sandbox/create-sandbox-pki.js'
import { cmsForgeries } from './cms-forgeries.js'
import { controlSignatures } from './control-signatures.js'
import { signatureValueOf, signedAttributesOf } from './edit-message.js'
import type { ForgeryMaterial, SignatureCase } from './forgery.js'
import { forgeryMaterial } from './forgery.js'

let material: ForgeryMaterial

beforeAll(async () => {
  material = await forgeryMaterial(await createSandboxPki())
})

describe('cmsForgeries', () => {
  it('has unique ids and says of each what to expect', () => {
    expect(new Set(cmsForgeries.map(({ id }) => id)).size).toBe(cmsForgeries.length)
    for (const { id, expected, row } of cmsForgeries) {
      expect(expected.indication === 'TOTAL-PASSED', id).toBe(row === 'control')
    }
  })

  it.each(cmsForgeries)('makes $id', async ({ make }) => {
    const made = await make(material)
    expect(made.signature.length).toBeGreaterThan(100)
    expect(made.crls.length).toBeGreaterThan(1)
  })

  it('is read by pkijs as SignedData where only values are forged', async () => {
    for (const id of ['content-type-absent', 'pss-salt-other', 'ess-hash-wrong', 'no-signer']) {
      const { signature } = await made(id)
      const info = new ContentInfo({ schema: fromBER(signature).result })
      const signedData = new SignedData({ schema: info.content as object })
      expect(signedData.signerInfos.length, id).toBe(id === 'no-signer' ? 0 : 1)
    }
  })
})

describe('control-ed25519', () => {
  it('verifies over its signed attributes', async () => {
    const { signature } = await made('control-ed25519')
    const certificates = members(descend(signature, 1, 0, 3)).map(({ raw }) => raw)
    const keys = certificates.map((raw) => new X509Certificate(raw).publicKey)
    const key = keys.find(({ asymmetricKeyType }) => asymmetricKeyType === 'ed25519')
    const signed = signedAttributesOf(signature)
    expect(key !== undefined && verify(null, signed, key, signatureValueOf(signature))).toBe(true)
  })
})

describe.skipIf(withoutOpenssl)('what OpenSSL says (else: no openssl command)', () => {
  // OpenSSL 3.0 knows no Ed25519 in CMS (node:crypto is the witness of that one, above), and of two certificates with one
  // key identifier it takes the first, whatever signing-certificate-v2 says.
  const refused = ['control-ed25519', 'control-key-identifier-shared']
  const known = controlSignatures.filter(({ id }) => !refused.includes(id))
  it.each(known)('accepts $id', async ({ make }) => {
    expect(cmsVerify(await make(material), '-cades')).toContain('CAdES Verification successful')
  })

  // The measured holes of attacks that a lenient verifier lets through: these forgeries are no dummies.
  it.each([
    'signed-attributes-as-content',
    'content-type-swapped',
    'no-signed-attributes',
    'trailing-octets',
    'signer-info-version-3-with-issuer',
    'signer-key-encipherment-and-server-auth',
  ])('is fooled by %s', async (id) => {
    expect(cmsVerify(await made(id), '-cades')).toContain('successful')
  })

  it('is fooled by signer-certificate-substituted when it does not look for CAdES', async () => {
    const forged = await made('signer-certificate-substituted')
    expect(cmsVerify(forged)).toContain('successful')
    expect(() => cmsVerify(forged, '-cades')).toThrow()
  })

  it.each(['content-changed', 'signature-bit-flipped', 'rsa-exponent-3-cube-root'])(
    'refuses %s',
    async (id) => {
      const forged = await made(id)
      expect(() => cmsVerify(forged)).toThrow()
    },
  )
})

async function made(id: string): Promise<SignatureCase> {
  const forgery = cmsForgeries.find((candidate) => candidate.id === id)
  if (forgery === undefined) throw new RangeError(`No forgery ${id}.`)
  return forgery.make(material)
}

function cmsVerify(subject: SignatureCase, ...options: readonly string[]): string {
  const file = scratch()
  const message = ['-inform', 'DER', '-in', file('signature.p7s', subject.signature)]
  const trusted = ['-CAfile', file('root.pem', pem(subject.anchor)), '-purpose', 'any']
  const content = subject.detached ? ['-content', file('content', subject.content)] : []
  const output = ['-out', file('out', '')]
  return openssl(
    'cms',
    '-verify',
    '-binary',
    ...message,
    ...trusted,
    ...content,
    ...output,
    ...options,
  )
}
