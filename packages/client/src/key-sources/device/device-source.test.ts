import {
  answerEnrolment,
  createSandboxPki,
  SandboxEnrolment,
  type SandboxPki,
} from '@chopmark/test-pki'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { ClientError } from '../../client-error.js'
import { fixedPrompts } from '../../signing/sign-request.js'
import { requestFor } from '../../testing/request-for.js'
import type { Fetch } from '../../wire/fetch-bytes.js'
import type { FormQuestion } from '../form-question.js'
import type { KeyHandle, KeySourcePrompts } from '../key-source.js'
import { keySourceContract } from '../key-source-contract.js'
import { device, type DeviceOptions, type DeviceSource } from './device-source.js'
import { type DeviceStorage, memoryStorage } from './device-storage.js'
import { deviceTexts } from './device-texts.js'

const content = new TextEncoder().encode('I live at 100 Nathan Road.')
const start = Date.parse('2026-11-24T06:00:00Z')
const dayMs = 24 * 60 * 60 * 1000
let pki: SandboxPki
let desk: SandboxEnrolment

beforeAll(async () => {
  pki = await createSandboxPki({ clock: () => new Date(Date.now()), keyAlgorithm: 'P-256' })
})
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: start })
  desk = new SandboxEnrolment(pki)
})
afterEach(() => vi.useRealTimers())

/** The authority's endpoint without a network; every exchange is counted. */
function endpoint(change?: (action: string, body: object) => Response | undefined): {
  readonly fetch: Fetch
  readonly asked: string[]
} {
  const asked: string[] = []
  return {
    asked,
    fetch: async (url, init) => {
      const action = url.slice(url.lastIndexOf('/') + 1)
      asked.push(action)
      expect(init.credentials).toBe('omit')
      const { status, body } = answerEnrolment(desk, action, JSON.parse(init.body as string))
      return Promise.resolve(change?.(action, body) ?? Response.json(body, { status }))
    },
  }
}

type Step = readonly [action: string, referenceNumber?: string, pin?: string]

/** A person who presses these buttons, typing these codes. */
function person(...steps: readonly Step[]): {
  readonly prompts: KeySourcePrompts
  readonly seen: string[]
  readonly shown: FormQuestion[]
} {
  const seen: string[] = []
  const shown: FormQuestion[] = []
  let next = 0
  const fixed = fixedPrompts(new File([], 'none'), '')
  return {
    seen,
    shown,
    prompts: {
      ...fixed,
      form: async (question) => {
        seen.push(question.id + (question.problem ? ` ${question.problem.code}` : ''))
        shown.push(question)
        const step = steps[next++]
        if (step === undefined) return Promise.reject(new Error(`no step for ${seen.join()}`))
        const [action, referenceNumber = '', enrolmentPin = ''] = step
        expect(question.actions.map(({ id }) => id)).toContain(action)
        return Promise.resolve({ action, values: { referenceNumber, enrolmentPin } })
      },
    },
  }
}

const code = (
  holder: Parameters<SandboxEnrolment['issueCode']>[0] = { name: 'CHAN TAI MAN' },
): Step => {
  const { referenceNumber, pin } = desk.issueCode(holder)
  return ['enrol', referenceNumber, pin]
}

function sourceWith(options: Partial<DeviceOptions> = {}): DeviceSource {
  const enrolUrl = 'https://ca.example/enrolment/'
  return device({ enrolUrl, fetch: endpoint().fetch, storage: memoryStorage(), ...options })
}

async function list(
  source: DeviceSource,
  prompts: KeySourcePrompts,
): Promise<readonly KeyHandle[]> {
  const { signal } = new AbortController()
  return source.list({ request: await requestFor(content), prompts, signal })
}

describe.each(['P-256', 'RSA-2048'] as const)(
  'device holds the key source contract: %s',
  (keyAlgorithm) => {
    const storage = memoryStorage()
    it.each(keySourceContract.map((one) => [one.name, one] as const))('%s', async (_, one) => {
      const source = sourceWith({ storage, keyAlgorithm })
      const enrolled = (await source.keys()).length > 0
      const { prompts } = person(...(enrolled ? [] : [code()]), ['use'])
      await one.run({ source, prompts, request: await requestFor(content), content })
    })
  },
)

describe('device', () => {
  it('sets itself up with a code, keeps the key and asks before each use', async () => {
    const source = sourceWith()
    const first = person(code(), ['use'])
    const [key] = await list(source, first.prompts)
    expect(first.seen).toEqual(['device-enrol', 'device-use'])
    expect(key?.algorithm).toEqual({ scheme: 'ECDSA', hash: 'SHA-256', curve: 'P-256' })
    expect(key?.chain).toEqual([pki.ca.certificate])
    const again = person(['use'])
    const [same] = await list(source, again.prompts)
    expect(again.seen).toEqual(['device-use'])
    expect(same?.certificate).toEqual(key?.certificate)
    expect(await source.keys()).toMatchObject([{ holder: 'CHAN TAI MAN' }])
  })

  it('keeps a private key that cannot be exported', async () => {
    const storage = memoryStorage()
    await list(sourceWith({ storage }), person(code(), ['use']).prompts)
    const [record] = await storage.list()
    expect(record?.privateKey.extractable).toBe(false)
    const exporting = record && crypto.subtle.exportKey('pkcs8', record.privateKey)
    await expect(exporting).rejects.toThrow()
  })

  it('asks again after a wrong, used, expired or locked code, and keeps the reference number', async () => {
    const { referenceNumber, pin } = desk.issueCode({ name: 'CHAN TAI MAN' })
    const wrong: Step = ['enrol', ` ${referenceNumber}`, pin === '00000000' ? '1' : '00000000']
    const used = code()
    await list(sourceWith(), person(used, ['use']).prompts)
    const { prompts, seen, shown } = person(wrong, used, wrong, wrong, wrong, wrong, code(), [
      'use',
    ])
    await list(sourceWith(), prompts)
    expect(seen).toEqual([
      'device-enrol',
      'device-enrol ENROLMENT_CODE_WRONG',
      'device-enrol ENROLMENT_CODE_USED',
      'device-enrol ENROLMENT_CODE_WRONG',
      'device-enrol ENROLMENT_CODE_WRONG',
      'device-enrol ENROLMENT_CODE_WRONG',
      'device-enrol ENROLMENT_CODE_LOCKED',
      'device-use',
    ])
    expect(shown[1]?.problem?.triesLeft).toBe(4)
    expect(shown[1]?.fields?.map(({ value }) => value)).toEqual([referenceNumber, ''])

    const late = code()
    vi.setSystemTime(start + dayMs)
    const expired = person(late)
    await expect(list(sourceWith(), expired.prompts)).rejects.toThrow('no step')
    expect(expired.seen[1]).toBe('device-enrol ENROLMENT_CODE_EXPIRED')
  })

  it('gets the certificate of a code once more when the answer was lost', async () => {
    let lost = 0
    const { fetch } = endpoint((action) => {
      if (action !== 'certificates' || lost++ > 0) return undefined
      throw new TypeError('network')
    })
    const once = code()
    const { prompts, seen, shown } = person(once, once, ['use'])
    const storage = memoryStorage()
    await list(sourceWith({ fetch, storage }), prompts)
    expect(seen).toEqual(['device-enrol', 'device-enrol CA_UNREACHABLE', 'device-use'])
    // Nothing has to be typed again.
    expect(shown[1]?.fields?.map(({ value }) => value)).toEqual(once.slice(1))
    expect(await storage.list()).toHaveLength(1)
  })

  it.each([
    [
      'a fault',
      () => Response.json({ code: 'CODE_WRONG' }, { status: 500 }),
      'CA_ANSWER_MALFORMED',
    ],
    ['a page', () => new Response('<!doctype html>'), 'CA_ANSWER_MALFORMED'],
    ['nothing of use', () => Response.json({}), 'CA_ANSWER_MALFORMED'],
    [
      'a strange code',
      () => Response.json({ code: '<b>' }, { status: 400 }),
      'CA_ANSWER_MALFORMED',
    ],
    ['too much', () => new Response(new Uint8Array(65_537)), 'CA_ANSWER_MALFORMED'],
    [
      'a refusal',
      () => Response.json({ code: 'KEY_REFUSED' }, { status: 422 }),
      'ENROLMENT_REFUSED',
    ],
    ['a certificate for another key', () => foreign(), 'CA_ANSWER_MALFORMED'],
  ])('takes %s for what it is', async (_, answer, expected) => {
    const { fetch } = endpoint((action) => (action === 'certificates' ? answer() : undefined))
    const source = sourceWith({ fetch })
    const { prompts, seen } = person(code())
    await expect(list(source, prompts)).rejects.toThrow('no step')
    expect(seen[1]).toBe(`device-enrol ${expected}`)
    expect(await source.keys()).toEqual([])
  })

  it.each([
    ['new-key', 1],
    ['same-key', 1],
  ] as const)('renews with a %s from 60 days before the end', async (renewWith, count) => {
    const storage = memoryStorage()
    const source = sourceWith({ storage, renewWith })
    const notAfter = new Date(start + 60 * dayMs)
    const [before] = await list(
      source,
      person(code({ name: 'CHAN TAI MAN', notAfter }), ['use']).prompts,
    )
    const [old] = await storage.list()
    const { prompts, shown } = person(['renew'], ['use'])
    const [after] = await list(source, prompts)
    expect(shown[0]?.actions.map(({ id }) => id)).toEqual(['use', 'renew', 'enrol', 'remove'])
    expect(shown[1]?.actions.map(({ id }) => id)).toEqual(['use', 'enrol', 'remove'])
    expect(after?.certificate).not.toEqual(before?.certificate)
    const records = await storage.list()
    expect(records).toHaveLength(count)
    expect(records[0]?.id === old?.id).toBe(renewWith === 'same-key')
  })

  it('offers no renewal a millisecond earlier', async () => {
    const source = sourceWith()
    const notAfter = new Date(start + 60 * dayMs + 1000)
    const { prompts, shown } = person(code({ name: 'CHAN TAI MAN', notAfter }), ['use'])
    await list(source, prompts)
    expect(shown[1]?.actions.map(({ id }) => id)).toEqual(['use', 'enrol', 'remove'])
  })

  it('says that a certificate has expired, and renews it', async () => {
    const holder = { name: 'CHAN TAI MAN', notBefore: new Date(start - 400 * dayMs) }
    const notAfter = new Date(start - 30 * dayMs)
    const { prompts, seen } = person(code({ ...holder, notAfter }), ['renew'], ['use'])
    const [key] = await list(sourceWith(), prompts)
    expect(seen).toEqual(['device-enrol', 'device-use DEVICE_CERTIFICATE_EXPIRED', 'device-use'])
    expect(key).toBeDefined()
  })

  it('says when the authority will not renew, and keeps the key', async () => {
    const notAfter = new Date(start + 30 * dayMs)
    const source = sourceWith()
    await list(source, person(code({ name: 'CHAN TAI MAN', notAfter }), ['use']).prompts)
    vi.setSystemTime(start + 121 * dayMs)
    const { prompts, shown } = person(['renew'])
    await expect(list(source, prompts)).rejects.toThrow('no step')
    expect(shown[1]?.problem).toEqual({
      code: 'RENEWAL_REFUSED',
      what: 'RENEWAL_TOO_LATE',
      texts: deviceTexts.RENEWAL_REFUSED,
    })
    expect(await source.keys()).toHaveLength(1)
  })

  it('removes a key after asking once more, and then starts anew', async () => {
    const storage = memoryStorage()
    const source = sourceWith({ storage })
    const { prompts, seen } = person(
      code(),
      ['enrol'],
      code({ name: 'WONG SIU MING' }),
      ['remove'],
      ['keep'],
      ['use'],
    )
    expect(await list(source, prompts)).toHaveLength(2)
    expect(seen).toEqual([
      'device-enrol',
      'device-use',
      'device-enrol',
      'device-use',
      'device-remove',
      'device-use',
    ])
    const removing = person(['remove'], ['remove-0'], ['remove'], ['remove-0'])
    await expect(list(source, removing.prompts)).rejects.toThrow('no step')
    expect(removing.seen.at(-1)).toBe('device-enrol')
    expect(await storage.list()).toEqual([])
  })

  it('removes a key for a page of settings', async () => {
    const storage = memoryStorage()
    const source = sourceWith({ storage })
    await list(source, person(code(), ['use']).prompts)
    const [key] = await source.keys()
    await source.remove(key?.id ?? '')
    await source.remove(key?.id ?? '')
    expect(await source.keys()).toEqual([])
    expect(storage.expectsKey()).toBe(false)
  })

  it('says that the storage has been cleared', async () => {
    const storage = memoryStorage()
    const source = sourceWith({ storage })
    await list(source, person(code(), ['use']).prompts)
    const [record] = await storage.list()
    await storage.remove(record?.id ?? '')
    const { prompts, seen } = person(code(), ['use'])
    await list(source, prompts)
    expect(seen).toEqual(['device-enrol DEVICE_STORAGE_CLEARED', 'device-use'])
  })

  it('uses no code up when the browser refuses to store the key', async () => {
    const refusing: DeviceStorage = {
      ...memoryStorage(),
      put: async () => Promise.reject(new ClientError('DEVICE_STORAGE_REFUSED')),
    }
    const once = code()
    const { fetch, asked } = endpoint()
    const source = sourceWith({ storage: refusing, fetch })
    await expect(list(source, person(once).prompts)).rejects.toMatchObject({
      code: 'DEVICE_STORAGE_REFUSED',
      remedy: 'other-browser',
    })
    expect(asked).toEqual([])
    expect(await list(sourceWith(), person(once, ['use']).prompts)).toHaveLength(1)
  })

  it('asks the browser to keep it', async () => {
    let persisted = 0
    const storage: DeviceStorage = {
      ...memoryStorage(),
      persist: async () => {
        persisted++
        return Promise.resolve()
      },
    }
    await list(sourceWith({ storage }), person(code(), ['use']).prompts)
    expect(persisted).toBe(1)
  })

  it('does not wait for the answer: a browser may ask the person, who overlooks it', async () => {
    const never: DeviceStorage = {
      ...memoryStorage(),
      persist: async () => new Promise(() => undefined),
    }
    expect(
      await list(sourceWith({ storage: never }), person(code(), ['use']).prompts),
    ).toHaveLength(1)
  })

  it('shows keys of this authority alone', async () => {
    const storage = memoryStorage()
    await list(sourceWith({ storage }), person(code(), ['use']).prompts)
    expect(await sourceWith({ storage, enrolUrl: 'https://other.example/' }).keys()).toEqual([])
  })

  it('does not sign where nobody can be asked', async () => {
    const storage = memoryStorage()
    await list(sourceWith({ storage }), person(code(), ['use']).prompts)
    const nobody = fixedPrompts(new File([], 'none'), '')
    await expect(list(sourceWith({ storage }), nobody)).rejects.toMatchObject({
      name: 'UsageError',
      code: 'PROMPT_MISSING',
    })
    await expect(list(sourceWith(), nobody)).rejects.toMatchObject({ code: 'DEVICE_NOT_ENROLLED' })
  })
})

/** A certificate of the right authority for some other key. */
function foreign(): Response {
  const octets = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
  return Response.json({ certificate: octets(pki.ca.certificate), chain: [] })
}
