import { afterEach, describe, expect, it, vi } from 'vitest'
import { parseFragment, takeOver } from './take-over.js'

const requestId = 'A'.repeat(22)
const ticket = 'B'.repeat(43)
const session = 'C'.repeat(43)
const pageUrl = 'https://sign.example/chopmark/dialog'

afterEach(() => vi.unstubAllGlobals())

function answering(status: number, body: unknown): [string, RequestInit][] {
  const asked: [string, RequestInit][] = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    asked.push([url, init])
    return Promise.resolve(new Response(JSON.stringify(body), { status }))
  })
  return asked
}

describe('parseFragment', () => {
  it('reads a request with its ticket, or a problem', () => {
    expect(parseFragment(`#request=${requestId}&ticket=${ticket}`)).toEqual({ requestId, ticket })
    expect(parseFragment('#problem=REQUEST_EXPIRED')).toEqual({ problem: 'REQUEST_EXPIRED' })
  })

  it.each([
    '',
    '#',
    `#request=${requestId}`,
    `#ticket=${ticket}`,
    `#request=../../x&ticket=${ticket}`,
    `#request=${requestId}&ticket=short`,
    `#request=${requestId}&ticket=${ticket}x`,
    '#problem=<img>',
    `#${'x'.repeat(100_000)}`,
  ])('reads nothing out of %j', (fragment) => {
    expect(parseFragment(fragment)).toBeUndefined()
  })
})

describe('takeOver', () => {
  it('shows the ticket once and the session from then on, and never a cookie', async () => {
    const other = 'D'.repeat(22)
    const requestIds = [requestId, other]
    const asked = answering(200, { session, requestIds, origin: 'https://portal.example' })
    const taken = await takeOver({ requestId, ticket }, pageUrl)
    expect(taken).toMatchObject({ requestIds, portal: 'https://portal.example' })
    const requestUrl = taken.urlOf(requestId)
    expect(requestUrl).toBe(`https://sign.example/chopmark/requests/${requestId}`)
    await taken.fetch(requestUrl, { credentials: 'include', headers: { accept: 'x/y' } })
    const sent = asked.map(([url, { method, credentials, headers }]) => [
      ...[url, method, credentials],
      (headers as Headers).get('authorization'),
    ])
    expect(sent).toEqual([
      [`${requestUrl}/dialog`, 'POST', 'omit', `Bearer ${ticket}`],
      [requestUrl, undefined, 'omit', `Bearer ${session}`],
    ])
    expect((asked[1]?.[1].headers as Headers).get('accept')).toBe('x/y')
  })

  it('says why it was refused', async () => {
    answering(403, { code: 'SESSION_MISMATCH' })
    await expect(takeOver({ requestId, ticket }, pageUrl)).rejects.toMatchObject({
      code: 'SESSION_MISMATCH',
    })
  })

  const whole = { session, origin: 'https://p.example', requestIds: [requestId] }
  it.each([
    {},
    { session },
    { ...whole, session: 'x' },
    { ...whole, requestIds: undefined },
    { ...whole, requestIds: ['D'.repeat(22)] },
    { ...whole, requestIds: [requestId, '../x'] },
    { ...whole, requestIds: [requestId, ...Array.from({ length: 50 }, () => 'D'.repeat(22))] },
  ])('takes no answer that is none (%#)', async (body) => {
    answering(200, body)
    await expect(takeOver({ requestId, ticket }, pageUrl)).rejects.toMatchObject({
      code: 'PORTAL_ANSWER_MALFORMED',
    })
  })
})
