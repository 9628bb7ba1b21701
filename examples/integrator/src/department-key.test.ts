import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { fixedPrompts } from '@chopmark/client'
import { keySourceContract } from '@chopmark/client/key-source-contract'
import { base64url, type SignatureRequest } from '@chopmark/core'
import { createSandboxPki } from '@chopmark/test-pki'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { departmentKey } from './department-key.js'

const content = new TextEncoder().encode('Licence 12345 is renewed.')
const nobody = fixedPrompts(new File([], 'none'), '')

/** The department's signing service, with a sandbox key. */
const service = createServer()
let url = ''

beforeAll(async () => {
  const pki = await createSandboxPki()
  const held = await pki.issue('e-cert-organisational', { name: 'LICENSING OFFICE' })
  service.on('request', (request, response) => {
    void (async () => {
      const { pathname, searchParams } = new URL(request.url ?? '', url)
      const digest = searchParams.get('hash') === 'SHA-512' ? 'SHA-512' : 'SHA-256'
      const answers: Readonly<Record<string, () => Promise<Uint8Array | undefined>>> = {
        '/certificate': async () => Promise.resolve(held.certificate),
        '/issuer': async () => Promise.resolve(held.chain[0]),
        '/sign': async () => held.sign(await buffer(request), { digest }),
      }
      response.end(await answers[pathname]?.())
    })()
  })
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
})
afterAll(() => service.close())

async function requestFor(): Promise<SignatureRequest> {
  const text = { en: 'Licence', 'zh-Hant-HK': '牌照', 'zh-Hans-HK': '牌照' }
  return {
    ...{ version: 1, id: 'request-1', nonce: base64url(new Uint8Array(32)) },
    ...{ origin: 'https://portal.example', requester: text, purpose: text, signer: {} },
    document: {
      ...{ name: 'licence.txt', mediaType: 'text/plain', sizeBytes: content.length },
      digestAlgorithm: 'SHA-256',
      digest: base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', content))),
    },
    ...{ packaging: 'attached', commitmentType: 'proofOfApproval', sandbox: true },
    ...{ createdAt: '2026-11-24T06:00:00Z', expiresAt: '2026-11-24T06:15:00Z' },
  }
}

describe('a key source of one’s own', () => {
  it.each(keySourceContract.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    const request = await requestFor()
    await one.run({ source: departmentKey(url), prompts: nobody, request, content })
  })

  it('is forty lines, and stands in the README of the client', () => {
    const source = readFileSync(new URL('department-key.ts', import.meta.url), 'utf8')
    const readme = readFileSync(
      new URL('../../../packages/client/README.md', import.meta.url),
      'utf8',
    )
    expect(source.trimEnd().split('\n').length).toBeLessThanOrEqual(40)
    expect(readme).toContain(source)
  })
})
