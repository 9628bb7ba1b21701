import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { digestStream } from '../collector/digest-stream.js'
import { openPortal, requestInput, session, type TestPortal } from '../portal.test-support.js'
import { chopmarkFastify } from './fastify.js'
import { createHandler } from './node-handler.js'

const piece = new Uint8Array(1024 * 1024).fill(7)
const pieces = 40
const sizeBytes = piece.length * pieces

/** Forty mebibytes that are nowhere as a whole. */
function* large(count = pieces): Generator<Uint8Array> {
  for (let i = 0; i < count; i++) yield piece
}

function* brokenOff(): Generator<Uint8Array> {
  yield* large(2)
  throw new Error('the disk has gone')
}

let at: TestPortal
let opened = 0
let given: () => Readable
let server: Server
let app: FastifyInstance
let urls: readonly string[]

beforeEach(async () => {
  opened = 0
  given = () => Readable.from(large())
  at = await openPortal({
    openContent: ({ document }) => {
      opened++
      return document.name === 'plan.pdf' ? given() : undefined
    },
  })
  const settings = { basePath: '/chopmark', session: () => session }
  const handle = createHandler(at.chopmark, settings)
  server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  app = fastify()
  const plugin = { prefix: '/chopmark', chopmark: at.chopmark, session: () => session }
  await app.register(chopmarkFastify, plugin)
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  urls = [origin, await app.listen({ port: 0, host: '127.0.0.1' })]
})

afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await app.close()
  await at.close()
})

async function ask(name = 'plan.pdf'): Promise<string> {
  const content = await digestStream(large(), ['SHA-256', 'SHA-512'])
  const document = { name, mediaType: 'application/pdf', content }
  const { id } = await at.chopmark.createRequest(requestInput({ document }))
  return `/chopmark/requests/${id}/content`
}

describe('a document that the store holds only the digests of', () => {
  it('is served as a stream, opened for its session alone', async () => {
    const path = await ask()
    const expected = createHash('sha256')
    for (const one of large()) expected.update(one)
    const digest = expected.digest('hex')
    for (const url of urls) {
      const response = await fetch(`${url}${path}`)
      expect(response.headers.get('content-length')).toBe(String(sizeBytes))
      const hash = createHash('sha256').update(new Uint8Array(await response.arrayBuffer()))
      expect(hash.digest('hex')).toBe(digest)
    }
    expect(opened).toBe(2)
    const found = await at.chopmark.content({ requestId: path.split('/')[3] ?? '', session: 'x' })
    expect(found).toMatchObject({ code: 'SESSION_MISMATCH' })
    expect(opened).toBe(2)
  })

  it('that breaks off breaks the answer off', async () => {
    const path = await ask()
    given = () => Readable.from(brokenOff())
    for (const url of urls) {
      const response = await fetch(`${url}${path}`)
      await expect(response.arrayBuffer()).rejects.toThrow()
    }
  })

  it('that cannot be had is told so', async () => {
    const response = await fetch(`${urls[0] ?? ''}${await ask('other.pdf')}`)
    expect(response.ok).toBe(false)
    expect(await response.json()).toMatchObject({ code: 'CONTENT_NOT_HELD' })
  })
})
