import { describe, expect, it } from 'vitest'
import { ClientError } from '../client-error.js'
import type { KeySource, RemoteSource, RemoteSourceContext } from '../key-sources/key-source.js'
import type { Portal } from '../wire/portal.js'
import type { AcceptedAnswer, PortalAnswer } from '../wire/portal-answer.js'
import { tellingPortal, tellingSource, type TellTaken } from './tell-taken.js'

const answer = (signatureId: string): AcceptedAnswer => ({
  ...{ outcome: 'accepted', signatureId },
  reports: [],
})
const connection = (requestUrl: string): Portal['connection'] => ({
  requestUrl,
  fetch: () => Promise.reject(new Error('not asked')),
})

function hearing(): { readonly heard: [string, PortalAnswer][]; readonly tell: TellTaken } {
  const heard: [string, PortalAnswer][] = []
  return { heard, tell: (requestUrl, taken) => heard.push([requestUrl, taken]) }
}

describe('telling what the portal has taken in', () => {
  it('happens as soon as a signature was delivered, and not when it was refused', async () => {
    const { heard, tell } = hearing()
    const outcomes = [Promise.reject(new ClientError('NETWORK_GONE')), Promise.resolve(answer('s'))]
    const plain = { connection: connection('/r'), deliver: () => outcomes.shift() }
    const portal = tellingPortal(plain as unknown as Portal, tell)
    await expect(portal.deliver(new Uint8Array())).rejects.toMatchObject({ code: 'NETWORK_GONE' })
    expect(heard).toEqual([])
    expect(await portal.deliver(new Uint8Array())).toEqual(answer('s'))
    expect(heard).toEqual([['/r', answer('s')]])
  })

  it('happens for what a service brought, each with its request', async () => {
    const { heard, tell } = hearing()
    const context = { connection: connection('/a') } as RemoteSourceContext
    const also = [connection('/b'), connection('/c')]
    const service: RemoteSource = {
      ...{ id: 'service', label: { en: 'S', 'zh-Hant-HK': 'S', 'zh-Hans-HK': 'S' } },
      signAtService: () => Promise.resolve(answer('one')),
      signAllAtService: () =>
        Promise.resolve([answer('a'), new ClientError('REQUEST_EXPIRED'), answer('c')]),
    }
    const told = tellingSource<RemoteSource>(service, tell)
    expect(await told.signAtService(context)).toEqual(answer('one'))
    await told.signAllAtService?.({ ...context, also })
    expect(heard).toEqual([
      ['/a', answer('one')],
      ['/a', answer('a')],
      ['/c', answer('c')],
    ])
    const single: RemoteSource = {
      ...{ id: service.id, label: service.label },
      signAtService: () => Promise.resolve(answer('one')),
    }
    expect(tellingSource(single, tell)).not.toHaveProperty('signAllAtService')
  })

  it('leaves a source of keys as it is', () => {
    const source = { id: 'file', list: () => Promise.resolve([]) } as unknown as KeySource
    expect(tellingSource(source, hearing().tell)).toBe(source)
  })
})
