import { base64url, fromBase64url } from '@chopmark/core'
import { virtualSigner, type VirtualSigner } from '@chopmark/test-pki'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { fixedPrompts } from '../../signing/sign-request.js'
import { signWithKey } from '../../signing/sign-with-key.js'
import { requestFor } from '../../testing/request-for.js'
import { keySourceContract } from '../key-source-contract.js'
import type { KeyHandle, KeySourcePrompts } from '../key-source.js'
import type { CardCode } from '../../client-error.js'
import { card, type CardOptions } from './card-source.js'
import { cardTexts } from './card-texts.js'

const content = new TextEncoder().encode('I live at 100 Nathan Road.')
const ports: MessagePort[] = []
let signer: VirtualSigner

beforeAll(async () => {
  signer = await virtualSigner()
})

afterEach(() => {
  for (const port of ports.splice(0)) port.close()
})

type Question = Readonly<Record<string, unknown>> & { readonly id: never }
type Answer = Readonly<Record<string, unknown>> | undefined

/** An extension with the signer's key on its card; `changed` answers in its place. */
function extension(changed: (question: Question) => Answer | 'silent' = () => undefined): {
  readonly connect: () => Promise<MessagePort | undefined>
  readonly asked: Question[]
} {
  const asked: Question[] = []
  const answer = async (question: Question): Promise<Answer> => {
    switch (question['kind']) {
      case 'check':
        return { kind: 'checked' }
      case 'list':
        return { kind: 'listed', keys: [listed()] }
      case 'sign': {
        const documents = question['documents'] as readonly { readonly attributes: string }[]
        const signatures = documents.map(async ({ attributes }) =>
          base64url(await signer.sign(fromBase64url(attributes))),
        )
        return { kind: 'signed', signatures: await Promise.all(signatures) }
      }
      default:
        return undefined
    }
  }
  return {
    asked,
    connect: async () => {
      const { port1, port2 } = new MessageChannel()
      ports.push(port1, port2)
      port2.onmessage = ({ data }: MessageEvent<Question>) => {
        asked.push(data)
        const given = changed(data)
        if (given === 'silent') return
        void (given === undefined ? answer(data) : Promise.resolve(given)).then((made) => {
          if (made !== undefined) port2.postMessage({ id: data.id, ...made })
        })
      }
      return Promise.resolve(port1)
    },
  }
}

/** The code of the link that a diagnosis finds broken. */
async function firstBroken(connect: CardOptions['connect']): Promise<string | undefined> {
  const source = card(connect === undefined ? {} : { connect })
  const links = (await source.diagnose?.(new AbortController().signal)) ?? []
  const broken = links.find(({ state }) => state === 'broken')
  return broken?.state === 'broken' ? broken.code : undefined
}

function listed(): Readonly<Record<string, unknown>> {
  return {
    key: 'key-1',
    certificate: base64url(signer.certificate),
    chain: signer.chain.map((one) => base64url(one)),
    reader: 'Reader 1',
    token: 'e-Cert Token',
  }
}

const prompts: KeySourcePrompts = fixedPrompts(new File([], 'none.p12'), '')
const problem = (code: string) => (): Answer => ({ kind: 'problem', problem: code })

async function list(
  { connect }: Pick<ReturnType<typeof extension>, 'connect'>,
  signal = new AbortController().signal,
): Promise<readonly KeyHandle[]> {
  return card({ connect }).list({ request: await requestFor(content), prompts, signal })
}

describe('card holds the key source contract', () => {
  it.each(keySourceContract.map((one) => [one.name, one] as const))('%s', async (_name, one) => {
    const source = card({ connect: extension().connect })
    await one.run({ source, prompts, request: await requestFor(content), content })
  })
})

describe('card', () => {
  it('names the reader, hands over attributes and document name, and never octets of the document', async () => {
    const { connect, asked } = extension()
    const [key] = await list({ connect })
    expect(key).toMatchObject({ name: 'e-Cert Token / Reader 1', asks: 'own-window' })
    if (key !== undefined) await signWithKey(await requestFor(content), content, key)
    const fields = { kind: 'sign', key: 'key-1', documents: [{ name: 'change-of-address.txt' }] }
    expect(asked.at(-1)).toMatchObject(fields)
    key?.release()
  })

  it.each([
    ['HOST_MISSING', 'CARD_HOST_MISSING'],
    ['VERSION', 'CARD_OUTDATED'],
    ['NO_DRIVER', 'CARD_DRIVER_MISSING'],
    ['NO_READER', 'CARD_READER_MISSING'],
    ['NO_CARD', 'CARD_MISSING'],
    ['NO_CERTIFICATE', 'CARD_WITHOUT_CERTIFICATE'],
    ['REFUSED', 'CARD_REFUSED'],
    ['BUSY', 'CARD_BUSY'],
    ['GONE', 'CARD_EXTENSION_MISSING'],
    ['constructor', 'CARD_FAILED'],
  ])('%s is told as %s', async (code, expected) => {
    const failing = list(extension(problem(code)))
    const texts: unknown = cardTexts[expected as CardCode]
    await expect(failing).rejects.toMatchObject({ code: expected, texts })
    expect(await firstBroken(extension(problem(code)).connect)).toBe(expected)
  })

  it('says that there is no extension', async () => {
    const connect = async (): Promise<undefined> => Promise.resolve(undefined)
    await expect(list({ connect })).rejects.toMatchObject({ code: 'CARD_EXTENSION_MISSING' })
    expect(await firstBroken(connect)).toBe('CARD_EXTENSION_MISSING')
    expect(await firstBroken(extension().connect)).toBeUndefined()
  })

  it.each([
    ['CARD_REMOVED', 'CARD_REMOVED'],
    ['PIN_LOCKED', 'CARD_PIN_LOCKED'],
    ['WRONG_ORIGIN', 'CARD_WRONG_SITE'],
  ])('%s while signing is told as %s', async (code, expected) => {
    const only = extension((question) =>
      question['kind'] === 'sign' ? problem(code)() : undefined,
    )
    const [key] = await list(only)
    if (key === undefined) throw new Error('no key')
    const signing = signWithKey(await requestFor(content), content, key)
    await expect(signing).rejects.toMatchObject({ code: expected })
    key.release()
  })

  it.each([
    ['no list', { kind: 'listed', keys: 'all' }],
    ['no certificates', { kind: 'listed', keys: [null, {}, { key: 'a', certificate: '!' }] }],
    ['another answer', { kind: 'signed', signatures: [''] }],
  ])('takes %s for no key', async (_, answer) => {
    const strange = extension(() => answer)
    await expect(list(strange)).rejects.toMatchObject({ name: 'ClientError' })
  })

  it('refuses a signature that is none', async () => {
    for (const signature of ['!', 7, 'A'.repeat(2000)]) {
      const strange = extension((question) =>
        question['kind'] === 'sign' ? { kind: 'signed', signatures: [signature] } : undefined,
      )
      const [key] = await list(strange)
      if (key === undefined) throw new Error('no key')
      const signing = signWithKey(await requestFor(content), content, key)
      await expect(signing).rejects.toMatchObject({ code: 'CARD_FAILED' })
      key.release()
    }
  })

  it('takes the question back when the person gives up', async () => {
    const { connect, asked } = extension((question) =>
      question['kind'] === 'sign' ? 'silent' : undefined,
    )
    const [key] = await list({ connect })
    if (key === undefined) throw new Error('no key')
    const controller = new AbortController()
    const options = { signal: controller.signal }
    const signing = signWithKey(await requestFor(content), content, key, options)
    const reason = new Error('given up')
    setTimeout(() => controller.abort(reason), 50)
    await expect(signing).rejects.toBe(reason)
    await expect.poll(() => asked.at(-1)?.['kind']).toBe('cancel')
    expect(asked.at(-1)?.id).toBe(asked.at(-2)?.id)
    key.release()
  })
})
