import { describe, expect, it } from 'vitest'
import {
  type Claim,
  claimRequests,
  type Elsewhere,
  type SharedByWindows,
} from './claim-requests.js'

const url = 'https://portal.example/requests/1'

interface Held {
  readonly lose: (reason: Error) => void
}

/** Windows of one origin, as Web Locks and BroadcastChannel join them. */
class Windows {
  readonly #held = new Map<string, Held>()
  readonly #channels = new Set<SharedByWindows['channel']>()

  /** Opens a dialog in a new window. */
  open(urls: readonly string[], locks = true): { claim: Claim; told: Elsewhere[] } {
    const told: Elsewhere[] = []
    const channel: SharedByWindows['channel'] = {
      onmessage: null,
      postMessage: (data: unknown) => {
        for (const other of this.#channels) {
          if (other !== channel) other.onmessage?.({ data } as MessageEvent)
        }
      },
      close: () => this.#channels.delete(channel),
    }
    this.#channels.add(channel)
    const request = ((name: string, options: LockOptions, run: (lock: unknown) => unknown) =>
      this.#request(name, options, run)) as LockManager['request']
    const tell = (what: Elsewhere): number => told.push(what)
    return {
      told,
      claim: claimRequests(urls, tell, { channel, locks: locks ? { request } : undefined }),
    }
  }

  async #request(
    name: string,
    { steal = false }: LockOptions,
    run: (lock: unknown) => unknown,
  ): Promise<unknown> {
    await Promise.resolve()
    const holder = this.#held.get(name)
    if (holder !== undefined && !steal) return run(null)
    holder?.lose(new DOMException('stolen', 'AbortError'))
    return new Promise((resolve, reject) => {
      const mine: Held = { lose: reject }
      this.#held.set(name, mine)
      void Promise.resolve(run({ name })).then((value) => {
        if (this.#held.get(name) === mine) this.#held.delete(name)
        resolve(value)
      })
    })
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

describe('claimRequests', () => {
  it('says nothing to a window that is alone, nor to one with another request', async () => {
    const windows = new Windows()
    const one = windows.open([url])
    const other = windows.open([`${url}2`])
    await settled()
    expect([one.told, other.told]).toEqual([[], []])
  })

  it('tells the second window, and the first once the second takes over', async () => {
    const windows = new Windows()
    const first = windows.open([url])
    await settled()
    const second = windows.open([`${url}0`, url])
    await settled()
    expect([first.told, second.told]).toEqual([[], ['held']])
    second.claim.take()
    await settled()
    expect([first.told, second.told]).toEqual([['held'], ['held']])
    first.claim.take()
    await settled()
    expect([first.told, second.told]).toEqual([['held'], ['held', 'held']])
  })

  it('tells the others what was signed, and holds it no longer', async () => {
    const windows = new Windows()
    const first = windows.open([url])
    const waiting = windows.open([url])
    const stranger = windows.open([`${url}2`])
    await settled()
    first.claim.signed()
    await settled()
    expect([first.told, waiting.told, stranger.told]).toEqual([[], ['held', 'signed'], []])
    const later = windows.open([url])
    await settled()
    expect(later.told).toEqual([])
  })

  it('holds nothing and hears nothing once its dialog is gone', async () => {
    const windows = new Windows()
    const first = windows.open([url])
    await settled()
    first.claim.end()
    await settled()
    const second = windows.open([url])
    await settled()
    second.claim.signed()
    await settled()
    expect([first.told, second.told]).toEqual([[], []])
  })

  it('lets go of what it gets only after its dialog is gone', async () => {
    const windows = new Windows()
    windows.open([url]).claim.end()
    await settled()
    const second = windows.open([url])
    await settled()
    const third = windows.open([url])
    await settled()
    expect([second.told, third.told]).toEqual([[], ['held']])
  })

  it('does without locks where there are none', async () => {
    const windows = new Windows()
    const first = windows.open([url], false)
    const second = windows.open([url], false)
    await settled()
    first.claim.take()
    second.claim.signed()
    await settled()
    expect([first.told, second.told]).toEqual([['signed'], []])
  })
})
