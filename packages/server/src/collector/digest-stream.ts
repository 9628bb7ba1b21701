import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { type DigestAlgorithm, PlumbingError, UsageError } from '@chopmark/core'
import type { DetachedContent } from '@chopmark/verify'

/** What OpenSSL calls them. */
const hashNames: Record<DigestAlgorithm, string> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-224': 'sha224',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
  'SHA3-224': 'sha3-224',
  'SHA3-256': 'sha3-256',
  'SHA3-384': 'sha3-384',
  'SHA3-512': 'sha3-512',
}

/** Large enough that reading costs little, small enough that memory stays flat. */
const fileChunkBytes = 1024 * 1024

/** A Node stream, a web stream, or anything else that yields bytes. */
export type ByteSource =
  AsyncIterable<Uint8Array> | Iterable<Uint8Array> | ReadableStream<Uint8Array>

/**
 * The digests of content that never lies in memory as a whole.
 * @param algorithms - At least one; each once in the answer, in the order given.
 * @param signal - Stops reading.
 * @throws UsageError `NO_DIGEST_ALGORITHM`; whatever the source itself throws, and the signal's reason.
 */
export async function digestStream(
  source: ByteSource,
  algorithms: readonly DigestAlgorithm[],
  signal?: AbortSignal,
): Promise<DetachedContent> {
  if (algorithms.length === 0) {
    throw new UsageError('NO_DIGEST_ALGORITHM', 'Name at least one digest algorithm.')
  }
  const hashes = [...new Set(algorithms)].map((algorithm) => ({
    algorithm,
    hash: createHash(hashNames[algorithm]),
  }))
  let sizeBytes = 0
  for await (const chunk of source as AsyncIterable<Uint8Array>) {
    signal?.throwIfAborted()
    sizeBytes += chunk.length
    for (const { hash } of hashes) hash.update(chunk)
  }
  return {
    sizeBytes,
    digests: hashes.map(({ algorithm, hash }) => ({
      algorithm,
      value: new Uint8Array(hash.digest()),
    })),
  }
}

/**
 * The digests of a file, read once from beginning to end.
 * @throws UsageError `NO_DIGEST_ALGORITHM`; PlumbingError `FILE_UNREADABLE`; the signal's reason.
 */
export async function digestFile(
  path: string,
  algorithms: readonly DigestAlgorithm[],
  signal?: AbortSignal,
): Promise<DetachedContent> {
  let file: FileHandle | undefined
  try {
    file = await open(path)
    return await digestStream(pieces(file), algorithms, signal)
  } catch (error) {
    if (error instanceof UsageError || signal?.aborted === true) throw error
    throw new PlumbingError('FILE_UNREADABLE', 'The file cannot be read to its end.', {
      cause: error,
    })
  } finally {
    await file?.close()
  }
}

/**
 * The file in pieces that lie in two buffers by turns: while one is digested the other is filled, and however long the file
 * is, nothing more is allocated. A piece holds until the next one is asked for.
 */
async function* pieces(file: FileHandle): AsyncGenerator<Uint8Array> {
  let filling = new Uint8Array(fileChunkBytes)
  let other = new Uint8Array(fileChunkBytes)
  const fill = (buffer: Uint8Array): Promise<{ bytesRead: number }> => {
    const reading = file.read(buffer, 0, buffer.length, null)
    // Whoever stops reading early does not wait for it; its failure is then nobody's.
    reading.catch(() => undefined)
    return reading
  }
  let reading = fill(filling)
  for (;;) {
    const { bytesRead } = await reading
    if (bytesRead === 0) return
    const piece = filling.subarray(0, bytesRead)
    ;[filling, other] = [other, filling]
    reading = fill(filling)
    yield piece
  }
}
