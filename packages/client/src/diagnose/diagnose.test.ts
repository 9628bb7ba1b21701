import { base64url } from '@chopmark/core'
import { virtualSigner, type VirtualSigner } from '@chopmark/test-pki'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { ClientError, type ClientErrorCode } from '../client-error.js'
import { card } from '../key-sources/card/card-source.js'
import { device } from '../key-sources/device/device-source.js'
import { type DeviceStorage, memoryStorage } from '../key-sources/device/device-storage.js'
import { deviceError } from '../key-sources/device/device-texts.js'
import { ecertFile } from '../key-sources/ecert-file/ecert-file-source.js'
import type { WorkerLike } from '../key-sources/ecert-file/pkcs12-protocol.js'
import type { KeySource, SigningSource } from '../key-sources/key-source.js'
import { inProcessWorker } from '../testing/in-process-worker.js'
import { requestFor } from '../testing/request-for.js'
import type { Fetch } from '../wire/fetch-bytes.js'
import { diagnose, type Diagnosis, failureTexts, type Finding } from './diagnose.js'

const origin = 'https://portal.example'
const requestUrl = `${origin}/chopmark/requests/request-1`

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** `link: holds`, `link: unknown` or `link: CODE`. */
function said(findings: readonly Finding[]): readonly string[] {
  return findings.map((one) => `${one.link}: ${one.state === 'broken' ? one.code : one.state}`)
}

async function sourceOf(source: SigningSource): Promise<Diagnosis['sources'][number]> {
  const [first] = (await diagnose({ keySources: [source] })).sources
  if (first === undefined) throw new Error('no source')
  return first
}

const answering =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Fetch =>
  async () =>
    Promise.resolve(new Response(JSON.stringify(body), { status, headers }))

async function pageSays(fetch: Fetch): Promise<readonly string[]> {
  return said((await diagnose({ requestUrl, fetch, origin })).page).slice(1)
}

describe('diagnose: the page', () => {
  it('says that WebCrypto is there, or that it is not', async () => {
    expect(said((await diagnose()).page)).toEqual(['web-crypto: holds'])
    vi.stubGlobal('crypto', {})
    const { page } = await diagnose()
    expect(page).toEqual([
      {
        link: 'web-crypto',
        state: 'broken',
        code: 'CRYPTO_UNAVAILABLE',
        remedy: 'other-browser',
        texts: await failureTexts('CRYPTO_UNAVAILABLE'),
      },
    ])
  })

  it('fetches the request, and compares the clocks', async () => {
    const request = await requestFor(new Uint8Array(1))
    const at = (ms: number): Fetch =>
      answering(request, 200, { date: new Date(Date.now() + ms).toUTCString() })
    expect(await pageSays(at(0))).toEqual(['portal: holds', 'request: holds', 'clock: holds'])
    expect(await pageSays(at(4 * 60_000))).toContain('clock: holds')
    for (const off of [6 * 60_000, -6 * 60_000]) {
      expect(await pageSays(at(off))).toContain('clock: CLOCK_WRONG')
    }
    expect(await pageSays(answering(request))).toContain('clock: unknown')
  })

  it('tells a portal out of reach from a request that cannot be used', async () => {
    const gone: Fetch = async () => Promise.reject(new TypeError('Failed to fetch'))
    expect(await pageSays(gone)).toEqual([
      'portal: PORTAL_UNREACHABLE',
      'request: unknown',
      'clock: unknown',
    ])
    expect(await pageSays(answering({}, 502))).toContain('portal: PORTAL_ANSWER_MALFORMED')
    expect(await pageSays(answering({ code: 'REQUEST_EXPIRED' }, 410))).toEqual([
      'portal: holds',
      'request: REQUEST_EXPIRED',
      'clock: unknown',
    ])
    expect(await pageSays(answering({ nonsense: true }))).toContain('request: REQUEST_MALFORMED')
    const other = await requestFor(new Uint8Array(1), { origin: 'https://other.example' })
    expect(await pageSays(answering(other))).toContain('request: ORIGIN_MISMATCH')
  })

  it('asks whether the origin of the dialog answers', async () => {
    const dialogUrl = 'https://sign.example/dialog'
    const dialog = async (): Promise<readonly string[]> =>
      said((await diagnose({ dialogUrl })).page)
    const fetch = vi.fn(async () => Promise.resolve(new Response()))
    vi.stubGlobal('fetch', fetch)
    expect(await dialog()).toContain('dialog: holds')
    expect(fetch).toHaveBeenCalledWith(dialogUrl, expect.objectContaining({ mode: 'no-cors' }))
    fetch.mockRejectedValue(new TypeError('Failed to fetch'))
    expect(await dialog()).toContain('dialog: DIALOG_UNREACHABLE')
  })

  it('does not blame the dialog where the policy of the page forbids the question', async () => {
    const target = new EventTarget()
    vi.stubGlobal('document', target)
    vi.stubGlobal('fetch', async () => {
      const event = Object.assign(new Event('securitypolicyviolation'), {
        blockedURI: 'https://sign.example/dialog',
      })
      setTimeout(() => target.dispatchEvent(event), 0)
      return Promise.reject(new TypeError('Failed to fetch'))
    })
    const { page } = await diagnose({ dialogUrl: 'https://sign.example/dialog' })
    expect(said(page)).toContain('dialog: unknown')
  })

  it('tries a window only when told to', async () => {
    const close = vi.fn()
    const open = vi.fn((): unknown => ({ close }))
    vi.stubGlobal('window', { open })
    await diagnose()
    expect(open).not.toHaveBeenCalled()
    expect(said((await diagnose({ popUp: true })).page)).toContain('pop-up: holds')
    expect(close).toHaveBeenCalledOnce()
    open.mockReturnValue(null)
    expect(said((await diagnose({ popUp: true })).page)).toContain('pop-up: POPUP_BLOCKED')
  })

  it('leaves with the reason when the page gives up', async () => {
    const reason = new Error('the page has gone')
    const signal = AbortSignal.abort(reason)
    await expect(diagnose({ signal })).rejects.toBe(reason)
  })
})

describe('diagnose: an e-Cert file', () => {
  const silent = (): WorkerLike => ({
    postMessage: () => undefined,
    addEventListener: () => undefined,
    terminate: () => undefined,
  })

  it('starts the worker', async () => {
    const source = await sourceOf(ecertFile({ createWorker: inProcessWorker }))
    expect(said(source.findings)).toEqual(['worker: holds'])
    expect(source).toMatchObject({ id: 'ecert-file', label: 'ecertFile', ready: true })
  })

  it('says that it does not start', async () => {
    const refused = (): WorkerLike => {
      throw new DOMException('', 'SecurityError')
    }
    const source = await sourceOf(ecertFile({ createWorker: refused }))
    expect(said(source.findings)).toEqual(['worker: WORKER_UNAVAILABLE'])
    expect(source.ready).toBe(false)
  })

  it('says that it does not answer', async () => {
    vi.useFakeTimers()
    const asked = sourceOf(ecertFile({ createWorker: silent }))
    await vi.advanceTimersByTimeAsync(10_000)
    await vi.runAllTimersAsync()
    expect(said((await asked).findings)).toEqual(['worker: WORKER_UNAVAILABLE'])
  })
})

describe('diagnose: this device', () => {
  const enrolUrl = 'https://ca.example/enrolment'
  let signer: VirtualSigner
  beforeAll(async () => {
    signer = await virtualSigner()
  })

  const challenge = base64url(new Uint8Array(16))
  const willing = answering({ challenge })
  async function deviceSays(storage: DeviceStorage, fetch = willing): Promise<readonly string[]> {
    return said((await sourceOf(device({ enrolUrl, storage, fetch }))).findings)
  }

  async function withKey(certificate: Uint8Array): Promise<DeviceStorage> {
    const storage = memoryStorage()
    const { privateKey, publicKey } = await crypto.subtle.generateKey(
      { name: 'ECDSA', namedCurve: 'P-256' },
      false,
      ['sign', 'verify'],
    )
    await storage.put({ id: 'one', enrolUrl, privateKey, publicKey, certificate })
    return storage
  }

  it('finds a key that is there, without asking the authority', async () => {
    const fetch = vi.fn(willing)
    expect(await deviceSays(await withKey(signer.certificate), fetch)).toEqual([
      'storage: holds',
      'key: holds',
      'certificate: holds',
      'authority: unknown',
    ])
    expect(fetch).not.toHaveBeenCalled()
  })

  it('says that none is there yet, or that one has gone', async () => {
    const storage = memoryStorage()
    expect(await deviceSays(storage)).toEqual([
      'storage: holds',
      'key: DEVICE_NOT_ENROLLED',
      'certificate: unknown',
      'authority: holds',
    ])
    storage.expectKey(true)
    expect(await deviceSays(storage)).toContain('key: DEVICE_STORAGE_CLEARED')
  })

  it('says that the certificate has expired', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime(Date.now() + 10 * 365 * 24 * 60 * 60 * 1000)
    expect(await deviceSays(await withKey(signer.certificate))).toEqual([
      'storage: holds',
      'key: holds',
      'certificate: DEVICE_CERTIFICATE_EXPIRED',
      'authority: holds',
    ])
  })

  it('says that the authority is out of reach, or answers nonsense', async () => {
    const gone: Fetch = async () => Promise.reject(new TypeError('Failed to fetch'))
    expect(await deviceSays(memoryStorage(), gone)).toContain('authority: CA_UNREACHABLE')
    const odd = answering({ challenge: 1 })
    expect(await deviceSays(memoryStorage(), odd)).toContain('authority: CA_ANSWER_MALFORMED')
  })

  it('says that the browser refuses to store', async () => {
    const storage: DeviceStorage = {
      ...memoryStorage(),
      list: async () => Promise.reject(deviceError('DEVICE_STORAGE_REFUSED')),
    }
    expect(await deviceSays(storage)).toEqual([
      'storage: DEVICE_STORAGE_REFUSED',
      'key: unknown',
      'certificate: unknown',
      'authority: unknown',
    ])
  })
})

describe('diagnose: a card', () => {
  /** An extension that answers `check` so; undefined: there is none. */
  async function cardSays(answer: object | undefined): Promise<readonly string[]> {
    const connect = async (): Promise<MessagePort | undefined> => {
      if (answer === undefined) return Promise.resolve(undefined)
      const { port1, port2 } = new MessageChannel()
      port2.onmessage = ({ data }: MessageEvent<{ readonly id: number }>) => {
        port2.postMessage({ id: data.id, ...answer })
        port2.close()
      }
      return Promise.resolve(port1)
    }
    return said((await sourceOf(card({ connect }))).findings)
  }
  const problem = (code: string): object => ({ kind: 'problem', problem: code })
  const links = ['extension', 'host', 'driver', 'reader', 'card', 'certificate']

  it.each<[object | undefined, ClientErrorCode, number]>([
    [undefined, 'CARD_EXTENSION_MISSING', 0],
    [problem('HOST_MISSING'), 'CARD_HOST_MISSING', 1],
    [problem('VERSION'), 'CARD_OUTDATED', 1],
    [problem('HOST_GONE'), 'CARD_FAILED', 1],
    [problem('BUSY'), 'CARD_BUSY', 1],
    [problem('NO_DRIVER'), 'CARD_DRIVER_MISSING', 2],
    [problem('NO_READER'), 'CARD_READER_MISSING', 3],
    [problem('NO_CARD'), 'CARD_MISSING', 4],
    [problem('PIN_LOCKED'), 'CARD_PIN_LOCKED', 4],
    [problem('PIN_UNUSABLE'), 'CARD_PIN_UNUSABLE', 4],
    [problem('NO_CERTIFICATE'), 'CARD_WITHOUT_CERTIFICATE', 5],
  ])('finds the broken link: %j is %s', async (answer, code, at) => {
    const expected = links.map((link, index) =>
      index === at ? `${link}: ${code}` : `${link}: ${index < at ? 'holds' : 'unknown'}`,
    )
    expect(await cardSays(answer)).toEqual(expected)
  })

  it('does not know what the extension keeps from the page', async () => {
    expect(await cardSays({ kind: 'checked' })).toEqual([
      'extension: holds',
      'host: holds',
      'driver: holds',
      'reader: unknown',
      'card: unknown',
      'certificate: unknown',
    ])
  })
})

describe('diagnose: a source of somebody else', () => {
  const text = { en: 'Own', 'zh-Hant-HK': '自訂', 'zh-Hans-HK': '自订' }
  const own = (ask?: KeySource['diagnose']): KeySource => ({
    id: 'own',
    label: text,
    list: async () => Promise.resolve([]),
    ...(ask === undefined ? {} : { diagnose: ask }),
  })

  it('says nothing of one that cannot be asked', async () => {
    expect(await sourceOf(own())).toEqual({ id: 'own', label: text, ready: true, findings: [] })
  })

  it('takes its failure for a broken link, and throws a fault of its own', async () => {
    const failing = own(async () => Promise.reject(new ClientError('FILE_UNREADABLE')))
    expect(said((await sourceOf(failing)).findings)).toEqual(['source: FILE_UNREADABLE'])
    const faulty = own(async () => Promise.reject(new RangeError('a fault')))
    await expect(sourceOf(faulty)).rejects.toThrow(RangeError)
  })

  it('does not wait for ever', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort())
    const slow = own(async () => new Promise(() => undefined))
    expect(said((await sourceOf(slow)).findings)).toEqual(['source: unknown'])
    timeout.mockRestore()
  })

  it('is not ready when the page is not', async () => {
    vi.stubGlobal('crypto', {})
    expect((await sourceOf(own())).ready).toBe(false)
  })
})

describe('failureTexts', () => {
  it.each(['WRONG_PIN', 'PORTAL_UNREACHABLE', 'CARD_MISSING', 'DEVICE_NOT_ENROLLED'] as const)(
    'has the words for %s in three languages',
    async (code) => {
      const texts = Object.values(await failureTexts(code))
      expect(new Set(texts.map(({ title }) => title)).size).toBe(3)
    },
  )
})
