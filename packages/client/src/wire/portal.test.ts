import { describe, expect, it } from 'vitest'
import { requestFor } from '../testing/request-for.js'
import type { Fetch } from './fetch-bytes.js'
import { portal } from './portal.js'

const content = new TextEncoder().encode('I live at 100 Nathan Road.')
const origin = 'https://portal.example'
const url = `${origin}/requests/1`

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status })
}

function answering(...answers: readonly (Response | Error)[]): {
  readonly fetch: Fetch
  readonly asked: [string, RequestInit][]
} {
  const asked: [string, RequestInit][] = []
  let next = 0
  return {
    asked,
    fetch: async (input, init) => {
      asked.push([input, init])
      const answer = answers[next++]
      if (answer instanceof Response) return Promise.resolve(answer)
      return Promise.reject(answer ?? new Error('not expected'))
    },
  }
}

describe('portal', () => {
  it('fetches the request with the session, uncached, and follows no redirect', async () => {
    const request = await requestFor(content)
    const { fetch, asked } = answering(json(200, request))
    expect(await portal(`${url}/`, fetch, origin).fetchRequest()).toEqual(request)
    expect(asked[0]?.[0]).toBe(url)
    expect(asked[0]?.[1]).toMatchObject({
      credentials: 'same-origin',
      redirect: 'error',
      cache: 'no-store',
    })
  })

  it('refuses a request that another origin made', async () => {
    const request = await requestFor(content, { origin: 'https://portal.example.evil' })
    const { fetch } = answering(json(200, request))
    const fetching = portal(url, fetch, origin).fetchRequest()
    await expect(fetching).rejects.toMatchObject({ code: 'ORIGIN_MISMATCH' })
  })

  it.each([
    [json(410, { code: 'REQUEST_EXPIRED' }), 'REQUEST_EXPIRED'],
    [json(403, { code: 'SESSION_MISMATCH' }), 'SESSION_MISMATCH'],
    [json(404, {}), 'REQUEST_UNKNOWN'],
    [json(500, {}), 'PORTAL_ANSWER_MALFORMED'],
    [json(418, { code: 'TEAPOT' }), 'OTHER_REFUSAL'],
    [new Response('<html>', { status: 200 }), 'REQUEST_MALFORMED'],
    [new Response(' '.repeat(64 * 1024 + 1)), 'REQUEST_MALFORMED'],
    [new TypeError('Failed to fetch'), 'PORTAL_UNREACHABLE'],
  ])('says why there is no request (%#)', async (answer, code) => {
    const { fetch } = answering(answer)
    await expect(portal(url, fetch, origin).fetchRequest()).rejects.toMatchObject({ code })
  })

  it('gives the content only when size and digest are those of the request', async () => {
    const request = await requestFor(content)
    const other = content.slice()
    other[0] = 0x4a
    for (const [body, code] of [
      [other, 'DOCUMENT_CHANGED'],
      [content.slice(1), 'DOCUMENT_CHANGED'],
      [new Uint8Array(content.length + 1), 'DOCUMENT_CHANGED'],
    ] as const) {
      const { fetch } = answering(new Response(body))
      const fetching = portal(url, fetch, origin).fetchContent(request)
      await expect(fetching).rejects.toMatchObject({ code })
    }
    const { fetch, asked } = answering(new Response(content))
    expect(await portal(url, fetch, origin).fetchContent(request)).toEqual(content)
    expect(asked[0]?.[0]).toBe(`${url}/content`)
  })

  it('delivers, and takes both good answers', async () => {
    const { fetch, asked } = answering(
      json(200, { outcome: 'accepted', signatureId: 's', reports: [{}] }),
      json(202, { outcome: 'pending', signatureId: 's', missing: ['crl'], retryAt: 'T' }),
    )
    const connection = portal(url, fetch, origin)
    const signature = Uint8Array.of(0x30, 0)
    expect(await connection.deliver(signature)).toEqual({
      outcome: 'accepted',
      signatureId: 's',
      reports: [{}],
    })
    expect(await connection.deliver(signature)).toMatchObject({ outcome: 'pending', retryAt: 'T' })
    expect(asked[0]?.[0]).toBe(`${url}/signature`)
    expect(asked[0]?.[1]).toMatchObject({
      method: 'POST',
      body: signature,
      headers: { 'content-type': 'application/pkcs7-signature' },
    })
  })

  it('keeps the signature with the failure when the network goes', async () => {
    const { fetch } = answering(new TypeError('Failed to fetch'))
    const signature = Uint8Array.of(0x30, 0)
    await expect(portal(url, fetch, origin).deliver(signature)).rejects.toMatchObject({
      code: 'NETWORK_GONE',
      remedy: 'try-again',
      signature,
    })
  })

  it('knows that it had arrived when the portal names this very signature', async () => {
    const used = { code: 'REQUEST_ALREADY_USED' }
    const { fetch } = answering(json(409, { ...used, signatureId: 's' }), json(409, used))
    const connection = portal(url, fetch, origin)
    expect(await connection.deliver(new Uint8Array())).toMatchObject({
      outcome: 'accepted',
      signatureId: 's',
      alreadyReceived: true,
    })
    await expect(connection.deliver(new Uint8Array())).rejects.toMatchObject(used)
  })

  it('carries what a refusal says', async () => {
    const problem = { code: 'SIGNER_REVOKED', triesLeft: 2, signatureId: 's', reports: [1] }
    const { fetch } = answering(json(422, problem))
    await expect(portal(url, fetch, origin).deliver(new Uint8Array())).rejects.toMatchObject({
      ...problem,
      remedy: 'other-file',
    })
  })

  it('leaves with the reason when the caller gives up', async () => {
    const reason = new Error('given up')
    const fetch: Fetch = async (_, { signal }) => {
      signal?.throwIfAborted()
      return Promise.resolve(new Response())
    }
    const fetching = portal(url, fetch, origin).fetchRequest(AbortSignal.abort(reason))
    await expect(fetching).rejects.toBe(reason)
  })
})
