import type { HashAnswer, HashQuestion } from './hash-protocol.js'
import { startHash, type StreamingHash } from './streaming-hash.js'

/**
 * How much is asked for at once. Within it the browser streams ahead of the digest as far as it likes; one whose Blobs know
 * no back-pressure holds this much and no more. Not less: each part opens a pipe, and Chromium refuses to
 * read on when some hundreds have been opened in a row.
 */
const partBytes = 16 * 1024 * 1024
/** What one read fills at most, over and over. */
const bufferBytes = 1024 * 1024
/** A bar need not move more often. */
const reportBytes = 8 * 1024 * 1024

/**
 * Digests a document as it is streamed, part after part; of what has been digested nothing stays in memory.
 * @param start - Starts a digest.
 */
export async function hashBlob(
  { blob, algorithm }: HashQuestion,
  post: (answer: HashAnswer) => void,
  start: (algorithm: HashQuestion['algorithm']) => Promise<StreamingHash> = startHash,
): Promise<void> {
  const hash = await start(algorithm)
  let done = 0
  let reportAt = 0
  try {
    while (done < blob.size) {
      const end = Math.min(done + partBytes, blob.size)
      const read = readerOf(blob.slice(done, end))
      for (let piece = await read(); piece !== undefined; piece = await read()) {
        if (done >= reportAt) {
          post({ kind: 'progress', share: done / blob.size })
          reportAt = done + reportBytes
        }
        hash.update(piece)
        done += piece.length
      }
      if (done !== end) throw new Error('cut short')
    }
  } catch {
    post({ kind: 'unreadable' })
    return
  }
  post({ kind: 'digest', digest: Uint8Array.from(hash.digest()) })
}

/** Into one buffer over and over where the browser can, so that nothing waits to be collected. */
function readerOf(part: Blob): () => Promise<Uint8Array | undefined> {
  const stream = part.stream()
  try {
    const reader = stream.getReader({ mode: 'byob' })
    let buffer = new ArrayBuffer(bufferBytes)
    return async () => {
      const { done, value } = await reader.read(new Uint8Array(buffer))
      if (done) return undefined
      buffer = value.buffer
      return value
    }
  } catch {
    const reader = stream.getReader()
    return async () => (await reader.read()).value
  }
}
