import { PassThrough, Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { readMessages, writeMessage } from './message-stream.js'
import { parseQuestion } from './parse-question.js'
import { isWebOrigin } from './web-origin.js'

function framed(text: string): Buffer {
  const body = Buffer.from(text)
  const head = Buffer.alloc(4)
  head.writeUInt32LE(body.length)
  return Buffer.concat([head, body])
}

async function read(...chunks: readonly Buffer[]): Promise<unknown[]> {
  const messages: unknown[] = []
  for await (const message of readMessages(Readable.from(chunks))) messages.push(message)
  return messages
}

describe('native messages', () => {
  it('come whole, however they are cut', async () => {
    const bytes = Buffer.concat([framed('{"id":1}'), framed('"é"'), framed('{"id":3}')])
    const single = Array.from(bytes, (octet) => Buffer.of(octet))
    for (const chunks of [[bytes], single]) {
      expect(await read(...chunks)).toEqual([{ id: 1 }, 'é', { id: 3 }])
    }
  })

  it('end at one that is too long, and pass over what is no JSON', async () => {
    const long = Buffer.alloc(8)
    long.writeUInt32LE(65_537)
    expect(await read(framed('{'), framed('1'), long, framed('2'))).toEqual([undefined, 1])
    expect(await read(Buffer.of(9, 0, 0, 0, 0x7b))).toEqual([])
  })

  it('are written as they are read', async () => {
    const stream = new PassThrough()
    writeMessage(stream, { kind: 'signed', text: '簽署' })
    stream.end()
    const [message] = await read(...((await stream.toArray()) as Buffer[]))
    expect(message).toEqual({ kind: 'signed', text: '簽署' })
  })
})

describe('parseQuestion', () => {
  it.each([
    [{ id: 1, kind: 'hello', protocol: 2 }],
    [{ id: 2, kind: 'list' }],
    [{ id: 3, kind: 'prepare', key: 'k', origin: 'o', attributes: ['a', 'b'] }],
    [{ id: 4, kind: 'sign', ticket: 't', told: 'ok', pin: '1' }],
    [{ id: 5, kind: 'sign', ticket: 't', told: 'final-try' }],
    [{ id: 6, kind: 'forget', ticket: 't' }],
  ])('takes %j, and nothing beside its fields', (question) => {
    expect(parseQuestion({ ...question, more: 1 })).toEqual(question)
  })

  it.each([
    [null],
    ['list'],
    [[]],
    [{ kind: 'list' }],
    [{ id: 1.5, kind: 'list' }],
    [{ id: 1, kind: 'constructor' }],
    [{ id: 1, kind: 'prepare', key: 'k', origin: 'o' }],
    [{ id: 1, kind: 'prepare', key: 'k'.repeat(513), origin: 'o', attributes: ['a'] }],
    [{ id: 1, kind: 'prepare', key: 'k', origin: 'o', attributes: 'a' }],
    [{ id: 1, kind: 'prepare', key: 'k', origin: 'o', attributes: [] }],
    [{ id: 1, kind: 'prepare', key: 'k', origin: 'o', attributes: ['a', 7] }],
    [{ id: 1, kind: 'prepare', key: 'k', origin: 'o', attributes: ['a'.repeat(22_001)] }],
    [{ id: 1, kind: 'prepare', key: 'k', origin: 'o', attributes: Array<string>(51).fill('a') }],
    [{ id: 1, kind: 'sign', ticket: 't', told: 'never' }],
    [{ id: 1, kind: 'sign', ticket: 't', told: 'ok', pin: 1234 }],
    [{ id: 1, kind: 'sign', told: 'ok', pin: '1' }],
    [{ id: 1, kind: 'forget' }],
  ])('refuses %j', (message) => {
    expect(parseQuestion(message)).toBeUndefined()
  })
})

it.each([
  ['https://portal.example', true],
  ['http://localhost:3000', true],
  ['https://portal.example:443', false],
  ['https://portal.example/', false],
  ['null', false],
  ['chrome-extension://abc', false],
  ['', false],
])('isWebOrigin(%j) is %s', (text, expected) => {
  expect(isWebOrigin(text)).toBe(expected)
})
