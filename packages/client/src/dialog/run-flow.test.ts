import { virtualSigner } from '@chopmark/test-pki'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { ChoosingOptions } from '../certificate/choosing.js'
import { ClientError } from '../client-error.js'
import type { KeyHandle, KeySource, RemoteSource } from '../key-sources/key-source.js'
import { close, go, person, sign } from '../testing/person.js'
import { requestFor } from '../testing/request-for.js'
import type { Portal } from '../wire/portal.js'
import type { PortalAnswer } from '../wire/portal-answer.js'
import type { Action, DialogView, Question } from './dialog-view.js'
import { runFlow } from './run-flow.js'

const content = new TextEncoder().encode('I live at 100 Nathan Road.')
const accepted: PortalAnswer = { outcome: 'accepted', signatureId: 's', reports: [] }
let signer: Awaited<ReturnType<typeof virtualSigner>>
beforeAll(async () => {
  signer = await virtualSigner({ name: 'CHAN TAI MAN' })
})

interface Kept {
  listed: number
  released: number
}

function source(kept: Kept, list?: KeySource['list']): KeySource {
  return {
    id: 'virtual',
    label: { en: 'Virtual', 'zh-Hant-HK': '虛擬', 'zh-Hans-HK': '虚拟' },
    list: async (context) => {
      kept.listed++
      if (list !== undefined) return list(context)
      const key: KeyHandle = {
        certificate: signer.certificate,
        chain: signer.chain,
        algorithm: { scheme: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
        sign: (attributes) => signer.sign(attributes),
        release: () => {
          kept.released++
        },
      }
      return Promise.resolve([key])
    },
  }
}

type Step = Action | ((question: Question) => Action)

function portal(...answers: readonly (PortalAnswer | ClientError)[]): {
  readonly portal: Portal
  readonly delivered: Uint8Array[]
} {
  const delivered: Uint8Array[] = []
  return {
    delivered,
    portal: {
      connection: { requestUrl: '/request', fetch: () => Promise.reject(new Error('not asked')) },
      fetchRequest: async () => requestFor(content),
      fetchContent: async () => Promise.resolve(content),
      deliver: async (signature) => {
        const answer = answers[delivered.push(signature) - 1]
        if (answer === undefined || answer instanceof ClientError) {
          return Promise.reject(answer ?? new Error('not expected'))
        }
        return Promise.resolve(answer)
      },
    },
  }
}

async function run(
  connection: Portal,
  view: DialogView,
  kept: Kept = { listed: 0, released: 0 },
  list?: KeySource['list'],
): ReturnType<typeof runFlow> {
  const { signal } = new AbortController()
  return runFlow({ portal: connection, sources: [source(kept, list)], view, signal })
}

describe('runFlow', () => {
  it('leads from reading to done, and lets go of the key', async () => {
    const kept = { listed: 0, released: 0 }
    const { view, seen } = person(go, sign, go)
    const outcome = await run(portal(accepted).portal, view, kept)
    expect(outcome).toEqual({ outcome: 'signed', answer: accepted })
    expect(seen).toEqual(['loading', 'review', 'certificates', 'signing', 'sending', 'done'])
    expect(kept).toEqual({ listed: 1, released: 1 })
  })

  it('sends the same signature again when the network was gone, octet for octet', async () => {
    const gone = new ClientError('NETWORK_GONE')
    const { portal: connection, delivered } = portal(gone, gone, accepted)
    const kept = { listed: 0, released: 0 }
    const { view, seen } = person(go, sign, go, go, go)
    expect(await run(connection, view, kept)).toMatchObject({ outcome: 'signed' })
    expect(delivered).toHaveLength(3)
    expect(delivered[1]).toBe(delivered[0])
    expect(delivered[2]).toBe(delivered[0])
    expect(seen.filter((step) => step === 'signing')).toHaveLength(1)
    expect(kept.listed).toBe(1)
  })

  it('throws what went wrong when the person closes on a failure that is not theirs', async () => {
    const { view } = person(go, sign, close)
    const running = run(portal(new ClientError('NETWORK_GONE')).portal, view)
    await expect(running).rejects.toMatchObject({ code: 'NETWORK_GONE' })
  })

  it('offers another e-Cert when the portal refuses this one', async () => {
    const revoked = new ClientError('SIGNER_REVOKED', { triesLeft: 2, signatureId: 'a' })
    const kept = { listed: 0, released: 0 }
    const { view, seen } = person(go, sign, go, sign, go)
    expect(await run(portal(revoked, accepted).portal, view, kept)).toMatchObject({
      outcome: 'signed',
    })
    expect(seen).toContain('SIGNER_REVOKED')
    expect(kept).toEqual({ listed: 2, released: 2 })
  })

  it('says that no key suited when the person gives up then', async () => {
    const revoked = new ClientError('SIGNER_REVOKED', { triesLeft: 2, signatureId: 'a' })
    const { view } = person(go, sign, close)
    expect(await run(portal(revoked).portal, view)).toEqual({
      outcome: 'no-suitable-key',
      refusal: { code: 'SIGNER_REVOKED', signatureId: 'a' },
    })
  })

  it('offers nothing more when no try is left', async () => {
    const revoked = new ClientError('SIGNER_REVOKED', { triesLeft: 0 })
    const { view } = person(go, sign, (question) => {
      expect(question).toMatchObject({ step: 'failure', keyOpen: false })
      expect(question).not.toHaveProperty('offer')
      return go
    })
    expect(await run(portal(revoked).portal, view)).toMatchObject({ outcome: 'no-suitable-key' })
  })

  it('signs anew with the key at hand when the signature was broken on the way', async () => {
    const { portal: connection, delivered } = portal(new ClientError('SIGNATURE_BROKEN'), accepted)
    const kept = { listed: 0, released: 0 }
    const { view } = person(go, sign, go, go)
    expect(await run(connection, view, kept)).toMatchObject({ outcome: 'signed' })
    expect(delivered[1]).not.toBe(delivered[0])
    expect(kept.listed).toBe(1)
  })

  it('loads again when the portal was out of reach, and not when the request has expired', async () => {
    let asked = 0
    const { portal: working } = portal(accepted)
    const unreachable: Portal = {
      ...working,
      fetchRequest: async () =>
        asked++ === 0
          ? Promise.reject(new ClientError('PORTAL_UNREACHABLE'))
          : working.fetchRequest(),
    }
    const { view } = person(go, go, sign, go)
    expect(await run(unreachable, view)).toMatchObject({ outcome: 'signed' })

    const expired: Portal = {
      ...working,
      fetchRequest: async () => Promise.reject(new ClientError('REQUEST_EXPIRED')),
    }
    await expect(run(expired, person(go).view)).rejects.toMatchObject({ code: 'REQUEST_EXPIRED' })
  })

  it('keeps the opened key when the person goes back to read once more', async () => {
    const kept = { listed: 0, released: 0 }
    const { view, seen } = person(go, { kind: 'back' }, go, sign, go)
    await run(portal(accepted).portal, view, kept)
    expect(kept.listed).toBe(1)
    expect(seen.filter((step) => step === 'review')).toHaveLength(2)
  })

  it('goes back to reading from the choice of a file', async () => {
    const { view, seen } = person(go, { kind: 'back' }, close)
    const asking: KeySource['list'] = async ({ prompts }) => {
      await prompts.file({})
      return []
    }
    const outcome = await run(portal().portal, view, undefined, asking)
    expect(outcome).toEqual({ outcome: 'cancelled' })
    expect(seen).toEqual(['loading', 'review', 'file', 'review'])
  })

  it('shows a screen of the source, with the means to draw it, and hands over the answer', async () => {
    const text = { en: 'a', 'zh-Hant-HK': 'b', 'zh-Hans-HK': 'c' }
    const form = {
      id: 'own-screen',
      title: text,
      paragraphs: [],
      actions: [{ id: 'yes', label: text }] as const,
    }
    const answer = { action: 'yes', values: { field: '1' } }
    const answers: unknown[] = []
    const asking: KeySource['list'] = async ({ prompts }) => {
      answers.push(await prompts.form?.(form))
      return []
    }
    const yes = (question: Question): Action => {
      if (question.step !== 'form') throw new Error(`asked for ${question.step}`)
      expect(question.form).toBe(form)
      expect(question.draw).toBeTypeOf('function')
      return { kind: 'form', answer }
    }
    const { view, seen } = person(go, yes, { kind: 'back' }, go, { kind: 'back' }, close)
    const outcome = await run(portal().portal, view, undefined, asking)
    expect(outcome).toEqual({ outcome: 'cancelled' })
    expect(answers).toEqual([answer])
    expect(seen).toEqual(['loading', 'review', 'form', 'certificates', 'review', 'form', 'review'])
  })

  it.each([
    ['reading', [close]],
    ['the certificates', [go, close]],
  ] as const)('is cancelled by closing at %s', async (_, actions) => {
    expect(await run(portal().portal, person(...actions).view)).toEqual({ outcome: 'cancelled' })
  })

  it('shows why a source cannot go on, and lets the person try it again', async () => {
    let tries = 0
    const kept = { listed: 0, released: 0 }
    const failing: KeySource['list'] = async () => {
      tries++
      return Promise.reject(new ClientError('WORKER_UNAVAILABLE'))
    }
    const { view, seen } = person(go, go, close)
    await expect(run(portal().portal, view, kept, failing)).rejects.toMatchObject({
      code: 'WORKER_UNAVAILABLE',
    })
    expect(tries).toBe(2)
    expect(seen).toEqual(['loading', 'review', 'WORKER_UNAVAILABLE', 'WORKER_UNAVAILABLE'])
  })

  it('leaves with the reason when the page gives up, and lets go of the key', async () => {
    const controller = new AbortController()
    const kept = { listed: 0, released: 0 }
    const reason = new Error('the page has gone')
    const { view } = person(go, (question) => {
      controller.abort(reason)
      return sign(question)
    })
    const running = runFlow({
      portal: portal(accepted).portal,
      sources: [source(kept)],
      view,
      signal: controller.signal,
    })
    await expect(running).rejects.toBe(reason)
    expect(kept.released).toBe(1)
  })

  it('stops sending when the person stops it', async () => {
    const { portal: connection } = portal()
    const { view } = person(go, sign)
    const stoppable: DialogView = {
      ...view,
      show: (work, stop) => {
        if (work.step === 'sending') setTimeout(stop, 5)
      },
    }
    const never: Portal = {
      ...connection,
      deliver: async (_, signal) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason as Error))
        }),
    }
    expect(await run(never, stoppable)).toEqual({ outcome: 'cancelled' })
  })

  it('has a service sign, and shows what the portal decided about it', async () => {
    const shown = Uint8Array.of(0x30, 0)
    const { view, seen } = person({ kind: 'continue', shown }, go, go)
    const tries = [new ClientError('REMOTE_REJECTED'), undefined]
    const service: RemoteSource = {
      id: 'remote-service',
      label: { en: 'Service', 'zh-Hant-HK': '服務', 'zh-Hans-HK': '服务' },
      signAtService: async ({ connection }) => {
        expect(connection).toMatchObject({ requestUrl: '/request', shown })
        const failure = tries.shift()
        return failure ? Promise.reject(failure) : Promise.resolve(accepted)
      },
    }
    const { portal: connection, delivered } = portal()
    const { signal } = new AbortController()
    const outcome = await runFlow({ portal: connection, sources: [service], view, signal })
    expect(outcome).toEqual({ outcome: 'signed', answer: accepted })
    expect(seen).toEqual(['loading', 'review', 'REMOTE_REJECTED', 'done'])
    expect(delivered).toEqual([])
  })

  it('goes to the source used last at once, and back from it to all of them', async () => {
    const kept = new Map([['chopmark-last-choice', '{"source":"virtual"}']])
    vi.stubGlobal('localStorage', {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => kept.set(name, value),
      removeItem: (name: string) => kept.delete(name),
    })
    const asking = source({ listed: 0, released: 0 }, async ({ prompts }) => {
      await prompts.file({})
      return []
    })
    const other: KeySource = { ...source({ listed: 0, released: 0 }), id: 'other' }
    const ways = async (
      choosing: ChoosingOptions,
      ...actions: readonly Step[]
    ): Promise<readonly string[]> => {
      const { view, seen } = person(go, ...actions)
      const sources = [other, asking] as const
      const { signal } = new AbortController()
      await runFlow({ portal: portal(accepted).portal, sources, view, signal, choosing })
      return seen.slice(2)
    }
    const back: Action = { kind: 'back' }
    const choose = (question: Question): Action => {
      if (question.step !== 'source') throw new Error(`asked for ${question.step}`)
      expect(question.last).toBe(asking)
      return { kind: 'source', source: other }
    }
    expect(await ways({}, back, choose, sign, go)).toEqual([
      'file',
      'source',
      'certificates',
      'signing',
      'sending',
      'done',
    ])
    const { certificate, ...choice } = JSON.parse(
      kept.get('chopmark-last-choice') ?? '{}',
    ) as Record<string, string>
    expect(choice).toEqual({ source: 'other' })
    expect(certificate).toMatch(/^[0-9a-f]{64}$/)

    const forgotten = { rememberChoice: false }
    const chooseOther: Action = { kind: 'source', source: other }
    expect(await ways(forgotten, chooseOther, sign, go)).toContain('source')
    expect(kept.size).toBe(0)
    vi.unstubAllGlobals()
  })

  it('renews at the source that can, without asking which', async () => {
    const kept = { listed: 0, released: 0 }
    const { view, seen } = person(go, { kind: 'renew' }, sign, go)
    await run(portal(accepted).portal, view, kept)
    expect(kept).toEqual({ listed: 2, released: 2 })
    expect(seen.filter((step) => step === 'certificates')).toHaveLength(2)
  })

  it('offers another way when signing fails for a reason of this way, whatever its remedy', async () => {
    const broken = source({ listed: 0, released: 0 }, async () => {
      const { certificate, chain } = signer
      const algorithm = { scheme: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const
      const sign: KeyHandle['sign'] = async () => Promise.reject(new ClientError('CARD_WRONG_SITE'))
      return Promise.resolve([{ certificate, chain, algorithm, sign, release: () => undefined }])
    })
    const other: KeySource = { ...source({ listed: 0, released: 0 }), id: 'other' }
    const choose = (one: KeySource): Action => ({ kind: 'source', source: one })
    const { view, seen } = person(go, choose(broken), sign, go, choose(other), sign, go)
    const { signal } = new AbortController()
    const sources = [broken, other] as const
    const outcome = await runFlow({ portal: portal(accepted).portal, sources, view, signal })
    expect(outcome).toEqual({ outcome: 'signed', answer: accepted })
    expect(seen).toContain('CARD_WRONG_SITE')
  })
})
