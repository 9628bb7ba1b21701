import type { HashAnswer, HashQuestion } from './hash-protocol.js'
import { startHash, type StreamingHash } from './streaming-hash.js'

/** Large enough that asking for a piece costs little, small enough that memory stays flat and progress is seen. */
const pieceBytes = 1024 * 1024
/** A bar need not move more often. */
const reportEvery = 8

/**
 * Digests a document piece by piece: while one piece is digested the next is read, and no more of it lies in memory.
 * @param start - Starts a digest.
 */
export async function hashBlob(
  { blob, algorithm }: HashQuestion,
  post: (answer: HashAnswer) => void,
  start: (algorithm: HashQuestion['algorithm']) => Promise<StreamingHash> = startHash,
): Promise<void> {
  const hash = await start(algorithm)
  const read = (from: number): Promise<ArrayBuffer> => {
    const piece = blob.slice(from, from + pieceBytes).arrayBuffer()
    // Awaited in its turn; a failure meanwhile is not one that nobody looks at.
    piece.catch(() => undefined)
    return piece
  }
  try {
    let next = read(0)
    for (let from = 0, pieces = 0; from < blob.size; from += pieceBytes, pieces++) {
      const piece = new Uint8Array(await next)
      if (from + pieceBytes < blob.size) next = read(from + pieceBytes)
      if (piece.length !== Math.min(pieceBytes, blob.size - from)) throw new Error('cut short')
      hash.update(piece)
      if (pieces % reportEvery === 0) post({ kind: 'progress', share: from / blob.size })
    }
  } catch {
    post({ kind: 'unreadable' })
    return
  }
  post({ kind: 'digest', digest: Uint8Array.from(hash.digest()) })
}
