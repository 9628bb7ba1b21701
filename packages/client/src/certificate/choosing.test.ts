import type { CertificateKinds } from '@chopmark/core'
import { sandboxCertificateProfiles, virtualSigner } from '@chopmark/test-pki'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { KeyHandle } from '../key-sources/key-source.js'
import { requestFor } from '../testing/request-for.js'
import { describeKeys, keepChoice, lastChoice } from './choosing.js'

const kinds: CertificateKinds = { profiles: sandboxCertificateProfiles }
let keys: readonly KeyHandle[]

beforeAll(async () => {
  const signers = await Promise.all(['ONE', 'TWO'].map((name) => virtualSigner({ name })))
  keys = signers.map((signer) => ({
    certificate: signer.certificate,
    chain: [],
    algorithm: { scheme: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
    sign: (attributes) => signer.sign(attributes),
    release: () => undefined,
  }))
})

/** A browser's storage. */
function stubStorage(kept = new Map<string, string>()): Map<string, string> {
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
    removeItem: (name: string) => kept.delete(name),
  })
  return kept
}

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('describeKeys', () => {
  it('puts the certificate used last first, unless it is not to be remembered', async () => {
    stubStorage()
    const request = await requestFor(new Uint8Array(1), { expiresAt: '2100-01-01T00:00:00Z' })
    const holders = async (rememberChoice?: boolean): Promise<readonly string[]> => {
      const options = rememberChoice === undefined ? {} : { rememberChoice }
      return (await describeKeys(keys, request, options)).map(({ summary }) => summary.holder)
    }
    expect(await holders()).toEqual(['ONE', 'TWO'])
    const [, second] = await describeKeys(keys, request, {})
    keepChoice({ source: 'ecert-file', certificate: second?.sha256 ?? '' })
    expect(await holders()).toEqual(['TWO', 'ONE'])
    expect(await holders(false)).toEqual(['ONE', 'TWO'])
  })

  it('takes kinds from a function, and does without when it fails or takes too long', async () => {
    const request = await requestFor(new Uint8Array(1))
    const profile = async (given: () => Promise<CertificateKinds>): Promise<string | undefined> =>
      (await describeKeys(keys.slice(0, 1), request, { certificateKinds: given }))[0]?.profile?.id
    expect(await profile(async () => Promise.resolve(kinds))).toBe('sandbox/e-cert-personal')
    expect(await profile(async () => Promise.reject(new Error('offline')))).toBeUndefined()
    vi.useFakeTimers()
    const late = profile(async () => new Promise<CertificateKinds>(() => undefined))
    await vi.advanceTimersByTimeAsync(5000)
    expect(await late).toBeUndefined()
  })
})

describe('the last choice', () => {
  it('is kept, and forgotten', () => {
    const kept = stubStorage()
    expect(lastChoice()).toBeUndefined()
    keepChoice({ source: 'card', certificate: '00ff' })
    expect(lastChoice()).toEqual({ source: 'card', certificate: '00ff' })
    keepChoice({ source: 'remote-csc' })
    expect(lastChoice()).toEqual({ source: 'remote-csc' })
    keepChoice(undefined)
    expect(kept.size).toBe(0)
  })

  it.each(['', 'null', '[]', '{"source":1}', '{', `{"source":"${'x'.repeat(400)}"}`])(
    'is nothing when another script has written %.20s',
    (text) => {
      stubStorage(new Map([['chopmark-last-choice', text]]))
      expect(lastChoice()).toBeUndefined()
    },
  )

  it('is nothing where the browser forbids storage', () => {
    vi.stubGlobal('localStorage', undefined)
    expect(lastChoice()).toBeUndefined()
    expect(() => keepChoice({ source: 'card' })).not.toThrow()
  })
})
