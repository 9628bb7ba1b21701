import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { digestFile, digestStream } from './digest-stream.js'

const chunks = ['one', '', 'two'].map((text) => new TextEncoder().encode(text))
const expected = {
  sizeBytes: 6,
  digests: [
    { algorithm: 'SHA-256', value: new Uint8Array(createHash('sha256').update('onetwo').digest()) },
    {
      algorithm: 'SHA3-512',
      value: new Uint8Array(createHash('sha3-512').update('onetwo').digest()),
    },
  ],
}
const algorithms = ['SHA-256', 'SHA3-512', 'SHA-256'] as const

describe('digestStream', () => {
  it('reads a Node stream, a web stream and an iterable alike', async () => {
    const web = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk)
        controller.close()
      },
    })
    expect(await digestStream(chunks, algorithms)).toEqual(expected)
    expect(await digestStream(Readable.from(chunks), algorithms)).toEqual(expected)
    expect(await digestStream(web, algorithms)).toEqual(expected)
  })

  it('asks for an algorithm', async () => {
    await expect(digestStream(chunks, [])).rejects.toMatchObject({ code: 'NO_DIGEST_ALGORITHM' })
  })

  it('stops when its caller stops', async () => {
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(digestStream(chunks, ['MD5'], signal)).rejects.toThrow('enough')
  })
})

describe('digestFile', () => {
  it('reads a file, or says that it cannot', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chopmark-digest-'))
    const path = join(folder, 'content')
    writeFileSync(path, 'onetwo')
    expect(await digestFile(path, algorithms)).toEqual(expected)
    await expect(digestFile(join(folder, 'none'), algorithms)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    })
    rmSync(folder, { recursive: true })
  })
})
