import { parseSignedData, UsageError } from '@chopmark/core'
import { virtualSigner } from '@chopmark/test-pki'
import { beforeAll, describe, expect, it } from 'vitest'
import { ClientError } from '../client-error.js'
import type { KeyHandle, KeySource, RemoteSource } from '../key-sources/key-source.js'
import { close, go, person, sign } from '../testing/person.js'
import { requestFor } from '../testing/request-for.js'
import type { Portal } from '../wire/portal.js'
import type { PortalAnswer } from '../wire/portal-answer.js'
import { runBatch } from './batch-flow.js'
import type { BatchOutcome } from './batch-outcome.js'
import type { BatchTask } from './batch-task.js'

const label = { en: 'Virtual', 'zh-Hant-HK': '虛擬', 'zh-Hans-HK': '虚拟' }
let signer: Awaited<ReturnType<typeof virtualSigner>>
beforeAll(async () => {
  signer = await virtualSigner({ name: 'CHAN TAI MAN' })
})

const accepted = (signatureId: string): PortalAnswer => ({
  outcome: 'accepted',
  signatureId,
  reports: [],
})

/** How the portal takes a document: an answer for each delivery, or why it cannot be offered. */
type Plan = readonly (PortalAnswer | ClientError)[] | ClientError

function tasksFor(...plans: readonly [Plan, ...Plan[]]): {
  readonly tasks: readonly [BatchTask, ...BatchTask[]]
  readonly delivered: [index: number, signature: Uint8Array][]
} {
  const delivered: [number, Uint8Array][] = []
  const task = (plan: Plan, index: number): BatchTask => {
    const content = new TextEncoder().encode(`Form ${index}`)
    let next = 0
    const portal: Portal = {
      connection: { requestUrl: `/requests/${index}`, fetch: () => Promise.reject(new Error()) },
      fetchRequest: async () => {
        if (plan instanceof ClientError) throw plan
        const request = await requestFor(content)
        return {
          ...request,
          id: `request-${index}`,
          document: { ...request.document, name: `form-${index}.txt` },
        }
      },
      fetchContent: async () => Promise.resolve(content),
      deliver: async (signature) => {
        delivered.push([index, signature])
        const answer = plan instanceof ClientError ? plan : plan[next++]
        if (answer === undefined || answer instanceof ClientError) {
          return Promise.reject(answer ?? new Error('not expected'))
        }
        return Promise.resolve(answer)
      },
    }
    return { portal, requestUrl: `/requests/${index}` }
  }
  const [first, ...others] = plans
  const tasks = [task(first, 0), ...others.map((plan, i) => task(plan, i + 1))] as const
  return { tasks, delivered }
}

interface Kept {
  listed: number
  signed: string[]
  released: number
}

function source(kept: Kept, changes: Partial<KeyHandle> = {}): KeySource {
  return {
    id: 'virtual',
    label,
    list: async () => {
      kept.listed++
      return Promise.resolve([
        {
          certificate: signer.certificate,
          chain: signer.chain,
          algorithm: { scheme: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
          sign: async (attributes) => {
            kept.signed.push('one')
            return signer.sign(attributes)
          },
          release: () => {
            kept.released++
          },
          ...changes,
        },
      ])
    },
  }
}

const nothing = (): Kept => ({ listed: 0, signed: [], released: 0 })

async function run(
  tasks: readonly [BatchTask, ...BatchTask[]],
  view: ReturnType<typeof person>['view'],
  sources: Parameters<typeof runBatch>[0]['sources'] = [source(nothing())],
): Promise<BatchOutcome> {
  return runBatch({ tasks, sources, view, signal: new AbortController().signal })
}

describe('runBatch', () => {
  it('opens one key for all, signs each document on its own, and tells what became of each', async () => {
    const { tasks, delivered } = tasksFor([accepted('a')], [accepted('b')], [accepted('c')])
    const { view, seen } = person(go, sign, go)
    const kept = nothing()
    const outcome = await run(tasks, view, [source(kept)])
    expect(outcome.outcome).toBe('signed')
    expect(outcome.results).toMatchObject([
      { requestUrl: '/requests/0', outcome: 'signed', answer: { signatureId: 'a' } },
      { requestUrl: '/requests/1', answer: { signatureId: 'b' } },
      { requestUrl: '/requests/2', answer: { signatureId: 'c' } },
    ])
    expect(seen).toEqual([
      'loading',
      'batch-review',
      'certificates',
      'signing',
      'sending',
      'batch-done',
    ])
    expect(kept).toEqual({ listed: 1, signed: ['one', 'one', 'one'], released: 1 })
    const contents = delivered.map(([, signature]) => {
      const parsed = parseSignedData(signature)
      return parsed.ok && new TextDecoder().decode(parsed.value.eContent)
    })
    expect(contents).toEqual(['Form 0', 'Form 1', 'Form 2'])
  })

  it('asks a source that asks the person itself once for all', async () => {
    const { tasks } = tasksFor([accepted('a')], [accepted('b')])
    const asked: string[][] = []
    const card = source(nothing(), {
      asks: 'own-window',
      signAll: async (documents) => {
        asked.push(documents.map(({ name }) => name))
        return Promise.all(documents.map(({ attributes }) => signer.sign(attributes)))
      },
    })
    const { view } = person(go, sign, go)
    expect((await run(tasks, view, [card])).outcome).toBe('signed')
    expect(asked).toEqual([['form-0.txt', 'form-1.txt']])
  })

  it('does not ask again by itself when the PIN was wrong or refused', async () => {
    const { tasks, delivered } = tasksFor([accepted('a')], [accepted('b')])
    let asked = 0
    const card = source(nothing(), {
      signAll: () => {
        asked++
        return Promise.reject(new ClientError('CARD_REFUSED'))
      },
    })
    const { view, seen } = person(go, sign, close)
    await expect(run(tasks, view, [card])).rejects.toMatchObject({ code: 'CARD_REFUSED' })
    expect(seen.at(-1)).toBe('CARD_REFUSED')
    expect(asked).toBe(1)
    expect(delivered).toEqual([])
  })

  it('goes on when one request is refused, and says which', async () => {
    const expired = new ClientError('REQUEST_EXPIRED')
    const { tasks } = tasksFor([accepted('a')], [expired], [accepted('c')])
    const { view } = person(go, sign, go)
    expect(await run(tasks, view)).toMatchObject({
      outcome: 'partly-signed',
      results: [
        { outcome: 'signed' },
        { outcome: 'refused', error: { code: 'REQUEST_EXPIRED' } },
        { outcome: 'signed' },
      ],
    })
  })

  it('leaves out what cannot be offered, before anything is signed', async () => {
    const { tasks, delivered } = tasksFor([accepted('a')], new ClientError('REQUEST_ALREADY_USED'))
    const { view } = person(go, sign, go)
    expect(await run(tasks, view)).toMatchObject({
      outcome: 'partly-signed',
      results: [{ outcome: 'signed' }, { error: { code: 'REQUEST_ALREADY_USED' } }],
    })
    expect(delivered.map(([index]) => index)).toEqual([0])
  })

  it('is refused as a whole when nothing can be offered', async () => {
    const used = new ClientError('REQUEST_ALREADY_USED')
    const { tasks } = tasksFor(used, used)
    const { view, seen } = person(go)
    expect(await run(tasks, view)).toMatchObject({ outcome: 'refused' })
    expect(seen).toEqual(['loading', 'batch-done'])
  })

  it('stops sending when the key itself is refused, and signs the rest with another one', async () => {
    const revoked = new ClientError('SIGNER_REVOKED')
    const { tasks, delivered } = tasksFor(
      [accepted('a')],
      [revoked, accepted('b')],
      [accepted('c')],
    )
    const { view, seen } = person(go, sign, go, sign, go)
    expect((await run(tasks, view)).outcome).toBe('signed')
    expect(seen).toContain('SIGNER_REVOKED')
    // The third is not sent with the revoked key, and the first not a second time.
    expect(delivered.map(([index]) => index)).toEqual([0, 1, 1, 2])
  })

  it('keeps what was taken when the person leaves in the middle', async () => {
    const gone = new ClientError('NETWORK_GONE')
    const { tasks } = tasksFor([accepted('a')], [gone], [accepted('c')])
    const { view } = person(go, sign, close)
    expect(await run(tasks, view)).toMatchObject({
      outcome: 'partly-signed',
      results: [{ outcome: 'signed' }, { outcome: 'not-signed' }, { outcome: 'not-signed' }],
    })
  })

  it('sends the same signature again when the network was gone', async () => {
    const gone = new ClientError('NETWORK_GONE')
    const { tasks, delivered } = tasksFor([accepted('a')], [gone, accepted('b')])
    const { view } = person(go, sign, go, go)
    expect((await run(tasks, view)).outcome).toBe('signed')
    const [, first, second] = delivered
    expect(second).toEqual(first)
  })

  it('is cancelled without a signature, and as a value', async () => {
    const { tasks } = tasksFor([], [])
    expect(await run(tasks, person(close).view)).toMatchObject({
      outcome: 'cancelled',
      results: [{ outcome: 'not-signed' }, { outcome: 'not-signed' }],
    })
  })

  it('hands several requests to a service that takes them, and offers no other', async () => {
    const { tasks } = tasksFor([], [])
    const shown = Uint8Array.of(0x30, 0)
    const service: RemoteSource = {
      id: 'service',
      label,
      signAtService: () => Promise.reject(new Error('not asked')),
      signAllAtService: async ({ connection, also }) => {
        expect([connection, ...also]).toMatchObject([
          { requestUrl: '/requests/0' },
          { requestUrl: '/requests/1', shown },
        ])
        return Promise.resolve([accepted('a'), new ClientError('REQUEST_EXPIRED')])
      },
    }
    const read = (): typeof go => {
      const [, second] = tasks
      if (second?.document) second.document = { ...second.document, shown }
      return go
    }
    const { view } = person(read, go)
    expect(await run(tasks, view, [service])).toMatchObject({
      outcome: 'partly-signed',
      results: [{ outcome: 'signed' }, { error: { code: 'REQUEST_EXPIRED' } }],
    })
    const alone: RemoteSource = {
      id: 'alone',
      label,
      signAtService: () => Promise.reject(new Error('not asked')),
    }
    const again = tasksFor([], [])
    await expect(run(again.tasks, person().view, [alone])).rejects.toMatchObject({
      code: 'NO_BATCH_SOURCE',
    })
  })

  it('refuses requests that one consent cannot cover', async () => {
    const { tasks } = tasksFor([], [])
    const { portal } = tasks[1] ?? tasks[0]
    const other = { en: 'Other', 'zh-Hant-HK': '另一', 'zh-Hans-HK': '另一' }
    const fetchRequest: Portal['fetchRequest'] = async () => ({
      ...(await portal.fetchRequest()),
      requester: other,
    })
    const strange = { portal: { ...portal, fetchRequest }, requestUrl: '/requests/1' }
    const running = run([tasks[0], strange], person().view)
    await expect(running).rejects.toBeInstanceOf(UsageError)
  })
})
