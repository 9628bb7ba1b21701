import { ClientError } from '../client-error.js'
import type { WorkerLike } from '../key-sources/ecert-file/pkcs12-protocol.js'
import type { SigningHash } from '../key-sources/key-source.js'
import { workerUrl } from '../worker-url.js'
import type { HashAnswer } from './hash-protocol.js'

export interface DigestOptions {
  /** Stops the work. */
  readonly signal?: AbortSignal
  /** Told the share done, 0 to 1. */
  readonly report?: (share: number) => void
  /** Brings the worker from elsewhere than beside this module. */
  readonly createWorker?: () => WorkerLike
}

/**
 * Digests a file or another large document in a worker: read piece by piece, never in memory as a whole, and without holding
 * up the page.
 * @returns The digest's octets.
 * @throws ClientError `FILE_UNREADABLE`, `WORKER_UNAVAILABLE`; the signal's reason.
 */
export async function digestBlob(
  blob: Blob,
  algorithm: SigningHash,
  { signal, report, createWorker = startHashWorker }: DigestOptions = {},
): Promise<Uint8Array> {
  signal?.throwIfAborted()
  let worker: WorkerLike
  try {
    worker = createWorker()
  } catch (cause) {
    throw new ClientError('WORKER_UNAVAILABLE', { cause })
  }
  let stop: (() => void) | undefined
  try {
    return await new Promise<Uint8Array>((resolve, reject) => {
      stop = () => reject(signal?.reason as Error)
      signal?.addEventListener('abort', stop, { once: true })
      worker.addEventListener('error', () => reject(new ClientError('WORKER_UNAVAILABLE')))
      worker.addEventListener('message', ({ data }) => {
        const answer = data as HashAnswer
        if (answer.kind === 'progress') report?.(answer.share)
        else if (answer.kind === 'digest') resolve(answer.digest)
        else reject(new ClientError('FILE_UNREADABLE'))
      })
      worker.postMessage({ blob, algorithm }, [])
    })
  } finally {
    if (stop !== undefined) signal?.removeEventListener('abort', stop)
    worker.terminate()
  }
}

/** A module beside this one. */
function startHashWorker(): WorkerLike {
  const url = workerUrl(new URL('./hash-worker.js', import.meta.url))
  return new Worker(url, { type: 'module', name: 'chopmark-hash' })
}
