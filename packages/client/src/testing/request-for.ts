import { base64url, type SignatureRequest } from '@chopmark/core'

const nonce = base64url(new Uint8Array(32).fill(7))

/** A request for these octets, as a portal would make it. */
export async function requestFor(
  content: Uint8Array,
  changes: Partial<SignatureRequest> = {},
  digestAlgorithm: SignatureRequest['document']['digestAlgorithm'] = 'SHA-256',
): Promise<SignatureRequest> {
  const digest = await crypto.subtle.digest(digestAlgorithm, Uint8Array.from(content))
  const text = (en: string, hant: string, hans: string): SignatureRequest['purpose'] => ({
    en,
    'zh-Hant-HK': hant,
    'zh-Hans-HK': hans,
  })
  return {
    version: 1,
    id: 'request-1',
    nonce,
    origin: 'https://portal.example',
    requester: text('Address Registry', '地址登記處', '地址登记处'),
    purpose: text('Change of address', '更改地址', '更改地址'),
    document: {
      name: 'change-of-address.txt',
      mediaType: 'text/plain;charset=utf-8',
      sizeBytes: content.length,
      digestAlgorithm,
      digest: base64url(new Uint8Array(digest)),
    },
    packaging: 'attached',
    commitmentType: 'proofOfApproval',
    signer: {},
    createdAt: '2026-11-24T06:00:00Z',
    expiresAt: '2026-11-24T06:15:00Z',
    sandbox: true,
    ...changes,
  }
}
