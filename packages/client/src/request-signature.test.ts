import { createSandboxPki } from '@chopmark/test-pki'
import { describe, expect, it } from 'vitest'
import { ecertFile } from './key-sources/ecert-file/ecert-file-source.js'
import { deliverSignature, requestSignature } from './request-signature.js'
import { fixedPrompts } from './signing/sign-request.js'
import { inProcessWorker } from './testing/in-process-worker.js'
import { requestFor } from './testing/request-for.js'
import type { Fetch } from './wire/fetch-bytes.js'

const content = new TextEncoder().encode('I live at 100 Nathan Road.')
const requestUrl = 'https://portal.example/chopmark/requests/1'
const origin = 'https://portal.example'

/** A portal whose line breaks as often as asked before it takes a signature. */
async function portalFetch(
  breaks: number,
): Promise<{ readonly fetch: Fetch; readonly received: Uint8Array[] }> {
  const request = await requestFor(content)
  const received: Uint8Array[] = []
  let left = breaks
  const fetch: Fetch = async (url, { body }) => {
    if (url === requestUrl) return Promise.resolve(Response.json(request))
    if (url === `${requestUrl}/content`) return Promise.resolve(new Response(content))
    if (left-- > 0) return Promise.reject(new TypeError('Failed to fetch'))
    received.push(body as Uint8Array)
    return Promise.resolve(Response.json({ outcome: 'accepted', signatureId: 's', reports: [] }))
  }
  return { fetch, received }
}

async function withoutDialog(fetch: Fetch, pin = '12345678'): ReturnType<typeof requestSignature> {
  const pki = await createSandboxPki()
  const { bytes } = (await pki.issue('e-cert-personal')).toPkcs12({ pin: '12345678' })
  const prompts = fixedPrompts(new File([Uint8Array.from(bytes)], 'e-cert.p12'), pin)
  const keySources = [ecertFile({ createWorker: inProcessWorker })] as const
  return requestSignature({ requestUrl, origin, fetch, keySources, dialog: false, prompts })
}

describe('requestSignature without the dialog', () => {
  it('fetches, signs and delivers', async () => {
    const { fetch, received } = await portalFetch(0)
    expect(await withoutDialog(fetch)).toEqual({
      outcome: 'signed',
      answer: { outcome: 'accepted', signatureId: 's', reports: [] },
    })
    expect(received).toHaveLength(1)
  })

  it('throws a wrong PIN with its code', async () => {
    const { fetch } = await portalFetch(0)
    await expect(withoutDialog(fetch, '87654321')).rejects.toMatchObject({
      name: 'ClientError',
      code: 'WRONG_PIN',
      remedy: 'pin-again',
    })
  })

  it('hands the signature out when the network goes, and delivers it later', async () => {
    const { fetch, received } = await portalFetch(1)
    const error = await withoutDialog(fetch).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'NETWORK_GONE' })
    const { signature } = error as { signature: Uint8Array }
    expect(await deliverSignature({ requestUrl, fetch, signature })).toMatchObject({
      outcome: 'accepted',
    })
    expect(received).toEqual([signature])
  })

  it('needs an origin outside a page', async () => {
    const { fetch } = await portalFetch(0)
    const prompts = fixedPrompts(new File([], 'e-cert.p12'), '')
    const asking = requestSignature({ requestUrl, fetch, dialog: false, prompts })
    await expect(asking).rejects.toMatchObject({ name: 'UsageError', code: 'NO_ORIGIN' })
  })
})
