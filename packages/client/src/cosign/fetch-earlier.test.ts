import { createHash } from 'node:crypto'
import { base64url, parseSignedData, type SignatureRequest } from '@chopmark/core'
import {
  type CadesMessage,
  counterSignature,
  createSandboxPki,
  type IssuedCertificate,
  signCades,
  virtualSigner,
} from '@chopmark/test-pki'
import { beforeAll, describe, expect, it } from 'vitest'
import type { KeyHandle } from '../key-sources/key-source.js'
import { signWithKey } from '../signing/sign-with-key.js'
import { requestFor } from '../testing/request-for.js'
import type { Fetch } from '../wire/fetch-bytes.js'
import { portal } from '../wire/portal.js'
import { earlierOf } from './known-earlier.js'

const content = new TextEncoder().encode('I live at 100 Nathan Road.')
const origin = 'https://portal.example'
let maker: IssuedCertificate
let other: IssuedCertificate

beforeAll(async () => {
  const pki = await createSandboxPki()
  maker = await pki.issue('e-cert-personal', { name: 'CHAN TAI MAN' })
  other = await pki.issue('e-cert-personal', { name: 'LEE KA FAI', keyAlgorithm: 'P-256' })
})

const signed = (changes: Partial<CadesMessage> = {}): Uint8Array =>
  Uint8Array.from(signCades({ signer: maker, content, detached: true, ...changes }))

function valueOf(cms: Uint8Array): Uint8Array {
  const parsed = parseSignedData(cms)
  return (parsed.ok && parsed.value.signerInfos[0]?.signatureValue) || new Uint8Array()
}

async function requestOver(
  cms: Uint8Array,
  as: 'parallel' | 'counter' = 'counter',
): Promise<SignatureRequest> {
  const signatureSha256 = base64url(
    Uint8Array.from(createHash('sha256').update(valueOf(cms)).digest()),
  )
  const cosign = { as, signatureId: 'earlier', signatureSha256, anotherPerson: true }
  return requestFor(content, { cosign })
}

/** Fetches the document, and with it who signed before. */
async function fetchContent(request: SignatureRequest, cms: Uint8Array): Promise<unknown> {
  const fetch: Fetch = async (url) =>
    Promise.resolve(new Response((url.endsWith('/earlier') ? cms : content) as BodyInit))
  return portal(`${origin}/requests/1`, fetch, origin).fetchContent(request)
}

async function checkersKey(): Promise<KeyHandle> {
  const signer = await virtualSigner({ name: 'WONG SIU MING' })
  const { certificate, chain } = signer
  return {
    certificate,
    chain,
    algorithm: { scheme: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
    sign: (attributes) => signer.sign(attributes),
    release: () => undefined,
  }
}

describe('a request for a second signature', () => {
  it('signs over the earlier value, without content type, once that value was verified', async () => {
    const cms = signed()
    const request = await requestOver(cms)
    await fetchContent(request, cms)
    expect(earlierOf(request)?.signatureValue).toEqual(valueOf(cms))
    const answer = parseSignedData(await signWithKey(request, content, await checkersKey()))
    const attributes = answer.ok ? answer.value.signerInfos[0]?.signedAttributes?.attributes : []
    const oids = attributes?.map(({ oid }) => oid)
    expect(oids).not.toContain('1.2.840.113549.1.9.3')
    const digest = attributes?.find(({ oid }) => oid === '1.2.840.113549.1.9.4')?.values[0]
    const expected = createHash('sha256').update(valueOf(cms)).digest()
    expect(digest?.subarray(2)).toEqual(Uint8Array.from(expected))
    expect(answer.ok && answer.value.eContent).toBeUndefined()
  })

  it('signs the document itself when it is beside the first, and leaves the content to the portal', async () => {
    const cms = signed()
    const request = await requestOver(cms, 'parallel')
    await fetchContent(request, cms)
    const answer = parseSignedData(await signWithKey(request, content, await checkersKey()))
    const attributes = answer.ok ? answer.value.signerInfos[0]?.signedAttributes?.attributes : []
    const digest = attributes?.find(({ oid }) => oid === '1.2.840.113549.1.9.4')?.values[0]
    expect(digest?.subarray(2)).toEqual(
      Uint8Array.from(createHash('sha256').update(content).digest()),
    )
    expect(answer.ok && answer.value.eContent).toBeUndefined()
  })

  it('verifies parallel signers, other algorithms and counter-signatures too', async () => {
    const cms = signed({
      digest: 'SHA-512',
      coSigners: [{ signer: other }],
      certificates: [maker.certificate, other.certificate],
      unsignedAttributes: (value) => [counterSignature(value, { signer: other })],
    })
    const request = await requestOver(cms)
    await fetchContent(request, cms)
    expect(earlierOf(request)).toBeDefined()
  })

  it.each([
    ['over another document', () => signed({ content: new Uint8Array(26) })],
    [
      'with a broken value',
      () => {
        const cms = signed()
        const last = cms.length - 1
        cms[last] = (cms[last] ?? 0) ^ 1
        return cms
      },
    ],
    ['without its certificate', () => signed({ certificates: [other.certificate] })],
    ['without signed attributes', () => signed({ attributes: null })],
    [
      'with a counter-signature of something else',
      () =>
        signed({
          certificates: [maker.certificate, other.certificate],
          unsignedAttributes: () => [counterSignature(content, { signer: other })],
        }),
    ],
    ['that is none', () => Uint8Array.of(0x30, 0)],
  ])('refuses an earlier signature %s', async (_, make) => {
    const cms = make()
    const request = await requestOver(cms)
    await expect(fetchContent(request, cms)).rejects.toMatchObject({
      code: 'EARLIER_SIGNATURE_MISMATCH',
    })
    expect(earlierOf(request)).toBeUndefined()
  })

  it('refuses another signature than the request names, and to sign what was not verified', async () => {
    const request = await requestOver(signed())
    await expect(fetchContent(request, signed({ signer: other }))).rejects.toMatchObject({
      code: 'EARLIER_SIGNATURE_MISMATCH',
    })
    await expect(signWithKey(request, content, await checkersKey())).rejects.toMatchObject({
      code: 'EARLIER_SIGNATURE_MISMATCH',
    })
  })
})
