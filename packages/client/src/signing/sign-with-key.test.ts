import { verify, X509Certificate } from 'node:crypto'
import { type Instant, parseSignedData } from '@chopmark/core'
import { virtualSigner } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import type { KeyHandle } from '../key-sources/key-source.js'
import { requestFor } from '../testing/request-for.js'
import { signWithKey } from './sign-with-key.js'

const content = new TextEncoder().encode('I live at 100 Nathan Road.')

async function handle(): Promise<KeyHandle> {
  const signer = await virtualSigner()
  const { certificate, chain } = signer
  return {
    certificate,
    chain,
    algorithm: { scheme: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
    sign: (attributes) => signer.sign(attributes),
    release: () => undefined,
  }
}

describe('signWithKey', () => {
  it('writes the attributes of CAdES-B-B in DER order, with nonce and origin', async () => {
    const key = await handle()
    const request = await requestFor(content)
    const signingTime = Date.parse('2026-11-24T06:05:00Z') as Instant
    const parsed = parseSignedData(await signWithKey(request, content, key, { signingTime }))
    expect(parsed.ok && parsed.value).toMatchObject({
      version: 1,
      encoding: 'DER',
      eContent: content,
    })
    const [signer] = parsed.ok ? parsed.value.signerInfos : []
    expect(signer?.signedAttributes?.wasDer).toBe(true)
    expect(signer?.signedAttributes?.attributes.map(({ oid }) => oid).sort()).toEqual([
      '1.2.840.113549.1.9.16.2.16',
      '1.2.840.113549.1.9.16.2.47',
      '1.2.840.113549.1.9.16.2.7',
      '1.2.840.113549.1.9.3',
      '1.2.840.113549.1.9.4',
      '1.2.840.113549.1.9.5',
      '1.2.840.113549.1.9.52',
    ])
    const identifier = signer?.signedAttributes?.attributes.find(({ oid }) => oid.endsWith('.2.7'))
    // OCTET STRING, 65 octets: version 1, then the nonce of the request.
    expect(identifier?.values[0]?.subarray(0, 35)).toEqual(
      Uint8Array.of(4, 65, 1, ...new Array<number>(32).fill(7)),
    )
  })

  it('leaves the content out when the request wants a detached signature', async () => {
    const request = await requestFor(content, { packaging: 'detached' })
    const parsed = parseSignedData(await signWithKey(request, content, await handle()))
    expect(parsed.ok && parsed.value.eContent).toBeUndefined()
  })

  it('refuses content that differs by one bit from what the request names', async () => {
    const request = await requestFor(content)
    const changed = content.slice()
    changed[3] = (changed[3] ?? 0) ^ 1
    const signing = signWithKey(request, changed, await handle())
    await expect(signing).rejects.toMatchObject({ code: 'DOCUMENT_CHANGED' })
  })

  it('takes SHA-512 with Ed25519, whatever the request digests with', async () => {
    const signer = await virtualSigner({ keyAlgorithm: 'Ed25519' })
    const { certificate, chain } = signer
    const key: KeyHandle = {
      certificate,
      chain,
      algorithm: { scheme: 'Ed25519', hash: 'SHA-512' },
      sign: (attributes) => signer.sign(attributes),
      release: () => undefined,
    }
    const parsed = parseSignedData(await signWithKey(await requestFor(content), content, key))
    const [info] = parsed.ok ? parsed.value.signerInfos : []
    expect(info?.digestAlgorithm.oid).toBe('2.16.840.1.101.3.4.2.3')
    const { publicKey } = new X509Certificate(certificate)
    const covered = info?.signedAttributes?.der ?? new Uint8Array()
    expect(verify(null, covered, publicKey, info?.signatureValue ?? new Uint8Array())).toBe(true)
  })
})
