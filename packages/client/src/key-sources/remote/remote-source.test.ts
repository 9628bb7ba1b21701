import { describe, expect, it } from 'vitest'
import { loadMessages } from '../../messages/messages.js'
import { requestFor } from '../../testing/request-for.js'
import type { FormAnswer, FormQuestion } from '../form-question.js'
import type { KeySourcePrompts } from '../key-source.js'
import { remoteCodes } from './remote-codes.js'
import {
  iamSmart,
  type RemoteSigningOptions,
  remoteSigning,
  type RemoteStep,
} from './remote-source.js'

const handle = 'h'.repeat(43)
const waiting = { outcome: 'waiting', handle, identificationCode: '1234' }
const accepted = { outcome: 'accepted', signatureId: 's', reports: [] }

type Reply = object | number | 'network'

/** A portal that gives these answers one after the other, the last one for ever; and what it was asked. */
function portal(...replies: readonly Reply[]) {
  const asked: string[] = []
  let next = 0
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    asked.push(`${init.method ?? 'GET'} ${url}`)
    const reply = replies[Math.min(next++, replies.length - 1)] ?? 'network'
    if (reply === 'network') throw new TypeError('no network')
    const status = typeof reply === 'number' ? reply : 'code' in reply ? 409 : 200
    return Promise.resolve(new Response(JSON.stringify(reply), { status }))
  }
  return { asked, connection: { requestUrl: '/requests/1', fetch } }
}

/** A person who presses these buttons and then waits; and what they were shown. */
function person(...presses: readonly (string | Error)[]) {
  const seen: FormQuestion[] = []
  let next = 0
  const prompts: KeySourcePrompts = {
    file: () => Promise.reject(new Error('not asked')),
    pin: () => Promise.reject(new Error('not asked')),
    working: (run) => run(() => undefined, new AbortController().signal),
    form: (question) => {
      seen.push(question)
      const press = presses[next++]
      if (press === undefined) return new Promise<FormAnswer>(() => undefined)
      if (press instanceof Error) return Promise.reject(press)
      return Promise.resolve({ action: press, values: {} })
    },
  }
  return { seen, prompts }
}

async function sign(
  at: ReturnType<typeof portal>,
  prompts: KeySourcePrompts,
  options: Partial<RemoteSigningOptions> = {},
  signal = new AbortController().signal,
) {
  const request = await requestFor(new Uint8Array(3))
  const source = iamSmart({ pollMs: 5, ...options })
  return source.signAtService({ request, prompts, signal, connection: at.connection })
}

const label = async () => (await requestFor(new Uint8Array(3))).purpose

const code = (expected: string) => expect.objectContaining({ code: expected }) as Error

describe('remoteSigning', () => {
  it('has several requests signed under one consent, and tells what became of each', async () => {
    const also = [
      { requestId: '2', outcome: 'refused', code: 'REQUEST_EXPIRED' },
      { requestId: '3', outcome: 'accepted', signatureId: 't', reports: [] },
    ]
    for (const first of [accepted, { outcome: 'refused', code: 'REQUEST_ALREADY_USED' }]) {
      const bodies: unknown[] = []
      const at = portal(waiting, { ...first, also })
      const fetch = async (url: string, init: RequestInit): Promise<Response> => {
        bodies.push(init.body)
        return at.connection.fetch(url, init)
      }
      const source = remoteSigning({ signer: 'csc', label: await label(), pollMs: 5 })
      const answers = await source.signAllAtService?.({
        request: await requestFor(new Uint8Array(3)),
        prompts: person().prompts,
        signal: new AbortController().signal,
        connection: { requestUrl: '/requests/1', fetch, shown: Uint8Array.of(0x30, 0) },
        also: ['2', '3'].map((id) => ({ requestUrl: `/requests/${id}`, fetch })),
      })
      const shown = { 1: 'MAA' }
      expect(bodies[0]).toBe(JSON.stringify({ signer: 'csc', also: ['2', '3'], shown }))
      expect(answers).toMatchObject([
        'code' in first ? { code: 'REQUEST_ALREADY_USED' } : accepted,
        { code: 'REQUEST_EXPIRED' },
        { outcome: 'accepted', signatureId: 't' },
      ])
    }
    // A service that takes one document at a time is not asked for more.
    expect('signAllAtService' in iamSmart()).toBe(false)
  })

  it('shows the identification code, waits, shows the next one, and gives the verdict', async () => {
    const second = { ...waiting, identificationCode: '5678' }
    const at = portal(waiting, waiting, second, accepted)
    const { seen, prompts } = person()
    expect(await sign(at, prompts)).toEqual(accepted)
    expect(seen.map(({ facts }) => facts?.[0]?.[1])).toEqual(['1234', '5678'])
    expect(seen[0]).toMatchObject({
      title: { 'zh-Hant-HK': '智方便數碼簽署', en: 'Signing with iAM Smart' },
      facts: [[{ 'zh-Hant-HK': '識別碼' }, '1234']],
    })
    expect(at.asked[0]).toBe('POST /requests/1/remote')
    expect(at.asked[1]).toBe(`GET /requests/1/remote/${handle}`)
  })

  it('opens the page of the service when the person asks for it', async () => {
    const redirectUrl = 'https://signing.example/authorize?state=x'
    const opened: string[] = []
    const at = portal({ ...waiting, redirectUrl }, { ...waiting, redirectUrl }, accepted)
    const { seen, prompts } = person('open')
    await sign(at, prompts, { open: (url) => opened.push(url) })
    expect(opened).toEqual([redirectUrl])
    expect(seen[0]?.actions[0]).toMatchObject({ id: 'open', label: { 'zh-Hant-HK': '開啟智方便' } })
  })

  it.each(['javascript:alert(1)', 'data:text/html,x', 7, 'x'.repeat(20_000)])(
    'opens no address that is no page: %#',
    async (redirectUrl) => {
      const signing = sign(portal({ ...waiting, redirectUrl }), person().prompts)
      await expect(signing).rejects.toThrow(code('PORTAL_ANSWER_MALFORMED'))
    },
  )

  it.each(remoteCodes)('says why it came to nothing: %s', async (remote) => {
    const at = portal(waiting, { code: remote })
    await expect(sign(at, person().prompts)).rejects.toThrow(code(remote))
    for (const locale of ['en', 'zh-Hant-HK', 'zh-Hans-HK'] as const) {
      expect(Object.keys((await loadMessages(locale)).failures[remote])).toHaveLength(3)
    }
  })

  it('gives the refusals of the portal as they are', async () => {
    const at = portal(waiting, { code: 'SIGNER_WRONG_PERSON', triesLeft: 4 })
    await expect(sign(at, person().prompts)).rejects.toThrow(
      expect.objectContaining({ code: 'SIGNER_WRONG_PERSON', triesLeft: 4 }),
    )
  })

  it('tells the portal when the person gives up', async () => {
    const at = portal(waiting)
    await expect(sign(at, person('cancel').prompts)).rejects.toThrow(code('REMOTE_CANCELLED'))
    expect(at.asked.at(-1)).toBe(`DELETE /requests/1/remote/${handle}`)
    const closed = new Error('closed')
    const again = portal(waiting)
    await expect(sign(again, person(closed).prompts)).rejects.toBe(closed)
    expect(again.asked.at(-1)).toMatch(/^DELETE/)
  })

  it('leaves with the reason when the page gives up', async () => {
    const controller = new AbortController()
    const at = portal(waiting)
    const signing = sign(at, person().prompts, {}, controller.signal)
    const reason = new Error('page left')
    setTimeout(() => controller.abort(reason), 30)
    await expect(signing).rejects.toBe(reason)
    expect(at.asked.at(-1)).toMatch(/^DELETE/)
  })

  it('loses nothing while the network is away', async () => {
    const at = portal(waiting, 'network', 'network', accepted)
    expect(await sign(at, person().prompts)).toEqual(accepted)
  })

  it('says when the portal cannot be reached at all, or answers nonsense', async () => {
    await expect(sign(portal('network'), person().prompts)).rejects.toThrow(
      code('PORTAL_UNREACHABLE'),
    )
    for (const nonsense of [{ outcome: 'waiting' }, { outcome: 'else' }, 500]) {
      await expect(sign(portal(nonsense), person().prompts)).rejects.toThrow(
        code('PORTAL_ANSWER_MALFORMED'),
      )
    }
  })

  it('works on a page without the dialog, which shows the code itself', async () => {
    const prompts: KeySourcePrompts = { ...person().prompts }
    delete prompts.form
    const shown: RemoteStep[] = []
    const at = portal(waiting, accepted)
    expect(await sign(at, prompts, { show: (step) => shown.push(step) })).toEqual(accepted)
    expect(shown).toEqual([{ identificationCode: '1234' }])
    await expect(sign(portal(waiting), prompts)).rejects.toThrow(code('NO_WAY_TO_SHOW'))
  })

  it('names itself after the signer', () => {
    const label = { en: 'Ours', 'zh-Hant-HK': '本行', 'zh-Hans-HK': '本行' }
    expect(remoteSigning({ signer: 'bank', label })).toMatchObject({ id: 'remote-bank', label })
  })
})
