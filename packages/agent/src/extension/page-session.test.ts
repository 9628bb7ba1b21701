import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HostAnswer, HostQuestion, PinState } from '../protocol.js'
import { FakeBrowser, portPair } from '../testing/fake-extension-api.test-support.js'
import type { Port } from './api.js'
import { HostConnection } from './host-connection.js'
import { type PageQuestion, parsePageQuestion } from './page-protocol.js'
import { PageSession, pageOf } from './page-session.js'
import type { PromptAction, PromptMessage } from './prompt-protocol.js'
import { PromptWindows } from './prompt-window.js'

const origin = 'https://portal.example'
const own = { id: 'own-id', url: 'chrome-extension://own-id/prompt.html' }

let browser: FakeBrowser
let prompts: PromptWindows
let host: HostConnection
let asked: HostQuestion[]
/** What the person does in the window, one after the other, and what it showed them. */
let person: (PromptAction | 'close' | 'wait')[]
let shown: PromptMessage[]
let strangers: (name: string) => readonly Port[]

function answerHost(question: HostQuestion): HostAnswer {
  asked.push(question)
  const { id } = question
  switch (question.kind) {
    case 'hello':
      return {
        id,
        kind: 'hello',
        protocol: 2,
        version: '1',
        modules: [{ path: '/a', loaded: true }],
      }
    case 'list':
      return {
        id,
        kind: 'listed',
        keys: [{ key: 'k', certificate: 'AA', chain: [], reader: 'r', token: 't', backup: true }],
      }
    case 'prepare':
      return {
        id,
        kind: 'prepared',
        ticket: 'ticket-1',
        documents: question.attributes.map(() => ({
          hash: 'SHA-256',
          digest: '00',
          counter: false,
        })),
        certificate: 'AA',
        reader: 'r',
        token: 't',
        pin: 'ok',
        pinPad: false,
      }
    case 'sign': {
      const wrong = (pin: PinState): HostAnswer => ({
        id,
        kind: 'problem',
        problem: 'PIN_WRONG',
        pin,
      })
      if (question.pin === 'wrong') return wrong(question.told === 'ok' ? 'low' : 'final-try')
      if (question.pin === 'away') return { id, kind: 'problem', problem: 'CARD_REMOVED' }
      if (question.pin === 'locks')
        return { id, kind: 'problem', problem: 'PIN_LOCKED', pin: 'locked' }
      return { id, kind: 'signed', signatures: ['c2ln'] }
    }
    case 'forget':
      return { id, kind: 'forgotten' }
  }
}

/** The window opens: a person sits before it. */
function onWindow(url: string): void {
  const name = `prompt:${url.split('#')[1] ?? ''}`
  const [window, background] = portPair(name, { ...own, url })
  const next = (): void => {
    const action = person.shift()
    if (action === 'close') window.disconnect()
    else if (action !== undefined && action !== 'wait') window.postMessage(action)
  }
  window.onMessage.addListener((message) => {
    shown.push(message as PromptMessage)
    if ((message as PromptMessage).kind !== 'busy') next()
  })
  for (const stranger of strangers(name)) prompts.connected(stranger)
  prompts.connected(background)
}

beforeEach(() => {
  browser = new FakeBrowser(onWindow)
  browser.install()
  browser.host = answerHost
  asked = []
  person = []
  shown = []
  strangers = () => []
  prompts = new PromptWindows()
  host = new HostConnection()
})

afterEach(() => {
  host.close()
})

const session = (): PageSession => new PageSession({ origin }, host, prompts)
const question = (kind: 'check' | 'list', id = 1): PageQuestion => ({ id, kind, locale: 'en' })
const signing: PageQuestion = {
  id: 2,
  kind: 'sign',
  locale: 'en',
  key: 'k',
  documents: [{ attributes: 'AAAA', name: 'form.txt' }],
}

async function allowed(): Promise<PageSession> {
  browser.stored['allowedOrigins'] = [origin]
  return Promise.resolve(session())
}

describe('a page that lists keys', () => {
  it('is asked about once, and learns nothing before', async () => {
    person = [{ kind: 'agree' }]
    const first = session()
    expect(await first.answer(question('list'))).toEqual({
      id: 1,
      kind: 'listed',
      keys: [{ key: 'k', certificate: 'AA', chain: [], reader: 'r', token: 't' }],
    })
    expect(shown[0]).toMatchObject({ kind: 'ask-list', origin, locale: 'en' })
    expect(browser.stored['allowedOrigins']).toEqual([origin])
    await session().answer(question('list'))
    expect(browser.opened).toHaveLength(1)
  })

  it.each(['close', { kind: 'refuse' }] as const)(
    'is refused by %j, and has to wait',
    async (no) => {
      person = [no]
      const page = session()
      const refused = { id: 1, kind: 'problem', problem: 'REFUSED' }
      expect(await page.answer(question('list'))).toEqual(refused)
      expect(asked.map(({ kind }) => kind)).toEqual(['hello'])
      // Another port of the same site opens no window either.
      expect(await session().answer(question('list'))).toEqual(refused)
      expect(browser.opened).toHaveLength(1)
      const stranger = new PageSession({ origin: 'https://other.example' }, host, prompts)
      person = [{ kind: 'agree' }]
      expect(await stranger.answer(question('list'))).toMatchObject({ kind: 'listed' })
    },
  )

  it('is told of a missing host before anybody is asked', async () => {
    browser.host = undefined
    const missing = { kind: 'problem', problem: 'HOST_MISSING' }
    expect(await session().answer(question('list'))).toMatchObject(missing)
    expect(await session().answer(question('check'))).toMatchObject(missing)
    expect(browser.opened).toHaveLength(0)
  })

  it('may check the chain, but learns of the card only when it was allowed', async () => {
    expect(await session().answer(question('check'))).toEqual({ id: 1, kind: 'checked' })
    expect(asked.map(({ kind }) => kind)).toEqual(['hello'])
    await (await allowed()).answer(question('check'))
    expect(asked.map(({ kind }) => kind)).toEqual(['hello', 'list'])
  })
})

describe('a page that wants a signature', () => {
  it('gets one after the person agreed to this origin and this digest', async () => {
    person = [{ kind: 'agree', pin: 'right' }]
    expect(await (await allowed()).answer(signing)).toEqual({
      id: 2,
      kind: 'signed',
      signatures: ['c2ln'],
    })
    expect(asked.find(({ kind }) => kind === 'prepare')).toMatchObject({
      origin,
      attributes: ['AAAA'],
    })
    expect(shown[0]).toMatchObject({ kind: 'ask-sign', origin, documentNames: ['form.txt'] })
    // The ticket stands for the agreement: the window has no use for it.
    expect(JSON.stringify(shown)).not.toContain('ticket-1')
    expect(browser.removed).toEqual([1])
  })

  it('may have several documents signed, each of them listed, with one agreement', async () => {
    person = [{ kind: 'agree', pin: 'right' }]
    const documents = [
      { attributes: 'AAAA', name: 'first.txt' },
      { attributes: 'BBBB', name: 'second.txt' },
    ]
    await (await allowed()).answer({ ...signing, documents })
    expect(shown[0]).toMatchObject({
      kind: 'ask-sign',
      documentNames: ['first.txt', 'second.txt'],
      prepared: { documents: [{ digest: '00' }, { digest: '00' }] },
    })
    expect(asked.filter(({ kind }) => kind === 'sign')).toHaveLength(1)
    expect(browser.opened).toHaveLength(1)
  })

  it('gets none from a site that may not even see certificates', async () => {
    expect(await session().answer(signing)).toMatchObject({ problem: 'REFUSED' })
    expect(asked).toEqual([])
  })

  it('never hears of wrong PINs; the window counts them for the person', async () => {
    person = [
      { kind: 'agree', pin: 'wrong' },
      { kind: 'agree', pin: 'wrong' },
      { kind: 'agree', pin: 'right' },
    ]
    expect(await (await allowed()).answer(signing)).toMatchObject({ kind: 'signed' })
    expect(shown.flatMap((one) => (one.kind === 'again' ? [one.pin] : []))).toEqual([
      'low',
      'final-try',
    ])
    expect(asked.flatMap((one) => (one.kind === 'sign' ? [one.told] : []))).toEqual([
      'ok',
      'low',
      'final-try',
    ])
  })

  it.each([
    [[{ kind: 'agree', pin: 'wrong' }, 'close'], 'REFUSED'],
    [[{ kind: 'agree', pin: 'away' }, 'close'], 'CARD_REMOVED'],
    [[{ kind: 'agree', pin: 'locks' }, { kind: 'refuse' }], 'PIN_LOCKED'],
  ] as const)('%j ends as %s, and the ticket is forgotten', async (actions, problem) => {
    person = [...actions]
    expect(await (await allowed()).answer(signing)).toEqual({ id: 2, kind: 'problem', problem })
    await expect.poll(() => asked.at(-1)).toMatchObject({ kind: 'forget', ticket: 'ticket-1' })
  })

  it('may take its question back: the window closes, and nothing is signed', async () => {
    person = ['wait']
    const page = await allowed()
    const answer = page.answer(signing)
    await expect.poll(() => shown).toHaveLength(1)
    expect(await page.answer({ id: 2, kind: 'cancel', locale: '' })).toBeUndefined()
    expect(await answer).toMatchObject({ kind: 'problem' })
    expect(browser.removed).toEqual([1])
    expect(asked.some(({ kind }) => kind === 'sign')).toBe(false)
    // Nobody refused: the same site may ask again at once.
    person = [{ kind: 'agree', pin: 'right' }]
    expect(await page.answer({ ...signing, id: 4 })).toMatchObject({ kind: 'signed' })
  })

  it('does not lay its window over another one', async () => {
    person = ['wait']
    const page = await allowed()
    const first = page.answer(signing)
    await expect.poll(() => shown).toHaveLength(1)
    expect(await session().answer({ ...signing, id: 3 })).toMatchObject({ problem: 'BUSY' })
    page.end()
    expect(await first).toMatchObject({ kind: 'problem' })
    expect(prompts.busy).toBe(false)
  })

  it('cannot speak as the window, from a page or from another extension', async () => {
    const pretend = (name: string, sender: { id: string; url: string }): Port => {
      const [end, background] = portPair(name, sender)
      background.onMessage.addListener(() => undefined)
      end.postMessage({ kind: 'agree', pin: 'stolen' })
      return background
    }
    strangers = (name) => [
      pretend(name, { id: 'own-id', url: 'https://portal.example/prompt.html' }),
      pretend(name, { id: 'own-id', url: 'chrome-extension://own-id/options.html' }),
      pretend(name, { id: 'other-id', url: 'chrome-extension://own-id/prompt.html' }),
      pretend('prompt:guessed', own),
    ]
    person = [{ kind: 'agree', pin: 'right' }]
    expect(await (await allowed()).answer(signing)).toMatchObject({ kind: 'signed' })
    expect(JSON.stringify(asked)).not.toContain('stolen')
  })
})

describe('pageOf', () => {
  const tab = { id: 1, url: 'https://portal.example/form' }
  it.each([
    [{ id: 'own-id', origin, tab, frameId: 0 }, { origin }],
    [{ id: 'own-id', url: 'https://portal.example/a', tab, frameId: 0 }, { origin }],
    [
      { id: 'own-id', origin: 'https://frame.example', tab, frameId: 4 },
      { origin: 'https://frame.example', embeddedIn: origin },
    ],
    [{ id: 'own-id', origin, tab, frameId: 4 }, { origin }],
    [{ id: 'own-id', origin: 'null', tab, frameId: 4 }, undefined],
    [{ id: 'own-id', origin: 'file://', tab, frameId: 0 }, undefined],
    [{ id: 'other-id', origin, tab, frameId: 0 }, undefined],
    [{ id: 'own-id', origin }, undefined],
    [{ id: 'own-id', url: 'no address', tab }, undefined],
  ])('takes %j for %j', (sender, expected) => {
    expect(pageOf(portPair('page', sender)[0], 'own-id')).toEqual(expected)
  })
})

it.each([
  [{ id: 1, kind: 'sign', key: 'k', documents: [{ attributes: 'a', name: 'd'.repeat(513) }] }],
  [{ id: 1, kind: 'sign', key: 'k', documents: [{ attributes: 'a'.repeat(22_001), name: 'd' }] }],
  [{ id: 1, kind: 'sign', key: 'k', documents: [{ attributes: 'a', name: 'd' }, null] }],
  [{ id: 1, kind: 'sign', key: 'k', documents: [] }],
  [{ id: 1, kind: 'sign', key: 'k', documents: Array(51).fill({ attributes: 'a', name: 'd' }) }],
  [{ id: 1, kind: 'sign', key: 'k', attributes: 'a', documentName: 'd' }],
  [{ id: '1', kind: 'list' }],
  [{ id: 1, kind: 'prepare', origin: 'https://other.example' }],
  [null],
])('parsePageQuestion refuses %j', (message) => {
  expect(parsePageQuestion(message)).toBeUndefined()
})

it('passes on no field that a page adds', () => {
  const read = parsePageQuestion({
    id: 1,
    kind: 'list',
    locale: 'en',
    origin: 'https://other.example',
  })
  expect(read).toEqual({ id: 1, kind: 'list', locale: 'en' } satisfies PageQuestion)
})
