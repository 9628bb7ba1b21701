import { createSandboxPki, type IssuedCertificate } from '@chopmark/test-pki'
import { beforeAll, describe, expect, it } from 'vitest'
import { fixedPrompts } from '../../signing/sign-request.js'
import { inProcessWorker } from '../../testing/in-process-worker.js'
import { requestFor } from '../../testing/request-for.js'
import type { FileQuestion, KeySourcePrompts, PinQuestion } from '../key-source.js'
import { keySourceContract } from '../key-source-contract.js'
import { ecertFile } from './ecert-file-source.js'

const content = new TextEncoder().encode('I live at 100 Nathan Road.')
const source = ecertFile({ createWorker: inProcessWorker })
let rsa: IssuedCertificate
let ec: IssuedCertificate

beforeAll(async () => {
  const pki = await createSandboxPki()
  rsa = await pki.issue('e-cert-personal', { name: 'CHAN TAI MAN' })
  ec = await pki.issue('e-cert-personal', { name: 'CHAN TAI MAN', keyAlgorithm: 'P-256' })
})

function file(issued: IssuedCertificate, form: 'legacy' | 'modern', pin: string): File {
  const { bytes } = issued.toPkcs12({ pin, form, iterations: 1000 })
  return new File([Uint8Array.from(bytes)], 'e-cert.p12')
}

describe.each([
  ['RSA in a legacy file', () => file(rsa, 'legacy', '1234567890123456')],
  ['RSA in a modern file', () => file(rsa, 'modern', '1234567890123456')],
  ['P-256 in a modern file', () => file(ec, 'modern', '1234567890123456')],
])('ecertFile holds the key source contract: %s', (_, make) => {
  it.each(keySourceContract.map((one) => [one.name, one] as const))('%s', async (_name, one) => {
    const prompts = fixedPrompts(make(), '1234567890123456')
    await one.run({ source, prompts, request: await requestFor(content), content })
  })
})

/** A person who gives these files and PINs one after the other. */
function person(
  files: readonly File[],
  pins: readonly (string | { readonly instead: 'other' })[],
): { readonly prompts: KeySourcePrompts; readonly asked: unknown[] } {
  const asked: unknown[] = []
  let nextFile = 0
  let nextPin = 0
  return {
    asked,
    prompts: {
      file: async (question: FileQuestion) => {
        asked.push(['file', question.problem?.code])
        const given = files[nextFile++]
        return given === undefined ? Promise.reject(new Error('no more files')) : given
      },
      pin: async (question: PinQuestion) => {
        asked.push(['pin', question.for, question.problem?.code])
        const given = pins[nextPin++]
        if (given === undefined) return Promise.reject(new Error('no more PINs'))
        if (typeof given !== 'string') return given.instead
        return Uint16Array.from(given, (character) => character.charCodeAt(0))
      },
      working: async (run) => run(() => undefined, new AbortController().signal),
    },
  }
}

describe('ecertFile asks', () => {
  const list = async (prompts: KeySourcePrompts): ReturnType<typeof source.list> =>
    source.list({
      request: await requestFor(content),
      prompts,
      signal: new AbortController().signal,
    })

  it('for the PIN again when it is wrong, and not for the file', async () => {
    const { prompts, asked } = person([file(rsa, 'modern', 'right')], ['wrong', 'Right', 'right'])
    const [key] = await list(prompts)
    expect(asked).toEqual([
      ['file', undefined],
      ['pin', 'e-cert.p12', undefined],
      ['pin', 'e-cert.p12', 'WRONG_PIN'],
      ['pin', 'e-cert.p12', 'WRONG_PIN'],
    ])
    expect(key?.chain.length).toBeGreaterThan(0)
    key?.release()
  })

  it('for another file, and for no PIN, when the file will not do', async () => {
    const bad = new File(['-----BEGIN CERTIFICATE-----'], 'certificate.pem')
    const huge = new File([new Uint8Array(0x10_0001)], 'huge.p12')
    const good = file(rsa, 'legacy', '1')
    const { prompts, asked } = person([bad, huge, good], ['1'])
    const [key] = await list(prompts)
    expect(asked).toEqual([
      ['file', undefined],
      ['file', 'NOT_A_P12'],
      ['file', 'P12_TOO_LARGE'],
      ['pin', 'e-cert.p12', undefined],
    ])
    key?.release()
  })

  it('for another file when the person wants one instead of the PIN', async () => {
    const one = file(rsa, 'modern', '1')
    const { prompts, asked } = person([one, one], [{ instead: 'other' }, '1'])
    const [key] = await list(prompts)
    expect(asked.map((question) => (question as string[])[0])).toEqual([
      'file',
      'pin',
      'file',
      'pin',
    ])
    key?.release()
  })

  it('for the PIN again after the person has stopped the work', async () => {
    const { prompts, asked } = person([file(rsa, 'modern', '1')], ['1', '1'])
    let first = true
    const [key] = await list({
      ...prompts,
      working: async (run) => {
        if (!first) return prompts.working(run)
        first = false
        const controller = new AbortController()
        const running = run(() => undefined, controller.signal)
        controller.abort('stopped')
        await running.catch(() => undefined)
        return 'stopped'
      },
    })
    expect(asked).toHaveLength(3)
    expect(key).toBeDefined()
    key?.release()
  })

  it('and overwrites the PIN it was given', async () => {
    const { prompts } = person([file(rsa, 'modern', '12')], [])
    const pin = Uint16Array.of(0x31, 0x32)
    const [key] = await list({ ...prompts, pin: async () => Promise.resolve(pin) })
    expect(pin).toHaveLength(0) // handed over to the worker, which fills it with zeros
    key?.release()
  })
})
