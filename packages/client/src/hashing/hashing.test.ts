import { createHash, randomBytes } from 'node:crypto'
import type { SignatureRequest } from '@chopmark/core'
import { describe, expect, it } from 'vitest'
import type { WorkerLike } from '../key-sources/ecert-file/pkcs12-protocol.js'
import { digestDocument } from '../digest-document.js'
import { requestFor } from '../testing/request-for.js'
import { digestBlob } from './digest-blob.js'
import type { HashAnswer, HashQuestion } from './hash-protocol.js'
import { hashBlob } from './hash-service.js'
import { broughtDocument, fetchLarge } from './large-content.js'
import { startHash } from './streaming-hash.js'

const mebibyte = 1024 * 1024
const random = (size: number): Uint8Array<ArrayBuffer> => Uint8Array.from(randomBytes(size))
const digestOf = (algorithm: string, octets: Uint8Array): Uint8Array =>
  Uint8Array.from(createHash(algorithm.replace('-', '')).update(octets).digest())

async function hashed(question: HashQuestion): Promise<readonly HashAnswer[]> {
  const answers: HashAnswer[] = []
  await hashBlob(question, (answer) => answers.push(answer))
  return answers
}

/** The worker's own code without a worker. */
function inProcess(ended: { count: number } = { count: 0 }): () => WorkerLike {
  return () => {
    const listeners: ((event: { readonly data: unknown }) => void)[] = []
    return {
      postMessage: (message) => {
        void hashBlob(message as HashQuestion, (data) => {
          for (const listener of listeners) listener({ data })
        })
      },
      addEventListener: (type: string, listener: (event: { readonly data: unknown }) => void) => {
        if (type === 'message') listeners.push(listener)
      },
      terminate: () => {
        ended.count++
      },
    }
  }
}

/** A document whose octets are made when they are read: what lies in memory is what was asked for. */
class Counted extends Blob {
  largest = 0
  readonly #size: number

  constructor(size: number) {
    super([])
    this.#size = size
  }

  override get size(): number {
    return this.#size
  }

  override slice(from = 0, to = 0): Blob {
    const length = Math.min(to, this.size) - from
    this.largest = Math.max(this.largest, length)
    const pieces = Array.from({ length: Math.ceil(length / mebibyte) }, (_, i) =>
      Math.min(mebibyte, length - i * mebibyte),
    )
    return new Blob(pieces.map((octets) => new Uint8Array(octets)))
  }
}

describe('hashBlob', () => {
  it.each([
    ['SHA-256', 0],
    ['SHA-256', 1],
    ['SHA-256', mebibyte - 1],
    ['SHA-256', mebibyte],
    ['SHA-384', mebibyte + 1],
    ['SHA-512', 16 * mebibyte],
    ['SHA-512', 16 * mebibyte + 1],
  ] as const)('gives %s of %d octets as OpenSSL does', async (algorithm, size) => {
    const octets = random(size)
    const answers = await hashed({ blob: new Blob([octets]), algorithm })
    expect(answers.at(-1)).toEqual({ kind: 'digest', digest: digestOf(algorithm, octets) })
  })

  it.each(['SHA-256', 'SHA-384', 'SHA-512'] as const)(
    'gives the same %s in JavaScript, where WebAssembly may not be compiled',
    async (algorithm) => {
      const { compile } = WebAssembly
      WebAssembly.compile = () => Promise.reject(new WebAssembly.CompileError('policy'))
      try {
        const octets = random(70_001)
        const hash = await startHash(algorithm)
        hash.update(octets.subarray(0, 333))
        hash.update(octets.subarray(333))
        expect(Uint8Array.from(hash.digest())).toEqual(digestOf(algorithm, octets))
      } finally {
        WebAssembly.compile = compile
      }
    },
  )

  it('never asks for more than a part at a time, and tells how far it is', async () => {
    const blob = new Counted(40 * mebibyte)
    const answers = await hashed({ blob, algorithm: 'SHA-256' })
    expect(blob.largest).toBe(16 * mebibyte)
    const shares = answers.flatMap((one) => (one.kind === 'progress' ? [one.share] : []))
    expect(shares).toEqual([0, 0.2, 0.4, 0.6, 0.8])
  })

  it('says that a file was changed or taken away while it was read', async () => {
    const gone = new Counted(2 * mebibyte)
    gone.slice = () => {
      const part = new Blob([])
      part.stream = () =>
        new ReadableStream({ pull: (to) => to.error(new DOMException('gone', 'NotReadableError')) })
      return part
    }
    expect(await hashed({ blob: gone, algorithm: 'SHA-256' })).toEqual([{ kind: 'unreadable' }])
    const shorter = new Counted(2 * mebibyte)
    shorter.slice = () => new Blob([new Uint8Array(5)])
    const answers = await hashed({ blob: shorter, algorithm: 'SHA-256' })
    expect(answers.at(-1)).toEqual({ kind: 'unreadable' })
  })
})

describe('digestBlob', () => {
  it('digests in a worker of its own, which ends', async () => {
    const ended = { count: 0 }
    const octets = random(10)
    const options = { createWorker: inProcess(ended) }
    const digest = await digestDocument(new Blob([octets]), 'SHA-384', options)
    expect(digest).toEqual(digestOf('SHA-384', octets))
    expect(ended.count).toBe(1)
  })

  it('stops when the person does', async () => {
    const ended = { count: 0 }
    const controller = new AbortController()
    const reason = new Error('enough')
    const digesting = digestBlob(new Counted(40 * mebibyte), 'SHA-256', {
      signal: controller.signal,
      report: () => controller.abort(reason),
      createWorker: inProcess(ended),
    })
    await expect(digesting).rejects.toBe(reason)
    expect(ended.count).toBe(1)
  })

  it('says that the browser starts no worker', async () => {
    const createWorker = (): never => {
      throw new Error('policy')
    }
    await expect(digestBlob(new Blob([]), 'SHA-256', { createWorker })).rejects.toMatchObject({
      code: 'WORKER_UNAVAILABLE',
    })
  })
})

describe('a large document', () => {
  const octets = random(9 * mebibyte)
  const another = octets.slice()
  another[0] = (another[0] ?? 0) ^ 1
  const at = (response: Response) => ({
    requestUrl: '/requests/1',
    fetch: async (): Promise<Response> => Promise.resolve(response),
  })
  const options = { createWorker: inProcess() }
  const asked = (): Promise<SignatureRequest> => requestFor(octets, { packaging: 'detached' })

  it('is downloaded as a stream, compared, and kept outside the page', async () => {
    const shares: number[] = []
    const report = (share: number): void => void shares.push(share)
    const parts = Array.from({ length: 9 }, (_, i) =>
      octets.subarray(i * mebibyte, (i + 1) * mebibyte),
    )
    const response = new Response(new Blob(parts).stream())
    const content = await fetchLarge(await asked(), at(response), { ...options, report })
    expect(Buffer.from(await content.arrayBuffer()).equals(octets)).toBe(true)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(shares.length).toBeGreaterThan(2)
  })

  it.each([
    ['longer', Uint8Array.of(0)],
    ['shorter', octets.subarray(1)],
    ['another', another],
  ])('is refused when it is %s', async (what, other) => {
    const parts = what === 'longer' ? [octets, other] : [other]
    const response = new Response(new Blob(parts).stream())
    await expect(fetchLarge(await asked(), at(response), options)).rejects.toMatchObject({
      code: 'DOCUMENT_CHANGED',
    })
    await expect(broughtDocument(await asked(), new Blob(parts), options)).rejects.toMatchObject({
      code: 'DOCUMENT_CHANGED',
    })
  })

  it('that the person brings is held where it can be shown, and else is not', async () => {
    const small = await broughtDocument(await asked(), new Blob([octets]), options)
    expect(small).toBeInstanceOf(Uint8Array)
    expect(Buffer.from(small as Uint8Array).equals(octets)).toBe(true)
    const many = new Blob(Array.from({ length: 4 }, () => octets))
    const request = await requestFor(new Uint8Array(await many.arrayBuffer()), {
      packaging: 'detached',
    })
    expect(await broughtDocument(request, many, options)).toBe(many)
    const gone = new Blob([octets])
    gone.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'))
    await expect(broughtDocument(await asked(), gone, options)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    })
  })

  it('says why there is none', async () => {
    const problem = new Response(JSON.stringify({ code: 'REQUEST_EXPIRED' }), { status: 410 })
    await expect(fetchLarge(await asked(), at(problem), options)).rejects.toMatchObject({
      code: 'REQUEST_EXPIRED',
    })
    const fetch = (): Promise<Response> => Promise.reject(new TypeError('no network'))
    await expect(
      fetchLarge(await asked(), { requestUrl: '/requests/1', fetch }, options),
    ).rejects.toMatchObject({ code: 'PORTAL_UNREACHABLE' })
  })
})
