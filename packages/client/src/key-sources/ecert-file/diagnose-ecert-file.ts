import { ClientError } from '../../client-error.js'
import { type LinkState, linkStates } from '../link-state.js'
import { createWorker } from './create-worker.js'
import { startWorker } from './list-ecert-keys.js'
import type { WorkerLike } from './pkcs12-protocol.js'

const answerLimitMs = 10_000

/** Does the worker that opens e-Cert files start and answer? */
export async function diagnoseEcertFile(
  signal: AbortSignal,
  start: () => WorkerLike = createWorker,
): Promise<readonly LinkState[]> {
  const code = 'WORKER_UNAVAILABLE'
  try {
    const worker = startWorker(start)
    const stop = (): void => worker.terminate(signal.reason)
    const timer = setTimeout(() => worker.terminate(), answerLimitMs)
    signal.addEventListener('abort', stop, { once: true })
    try {
      // No octets are no e-Cert file: that it says so is the answer.
      await worker.inspect(new Uint8Array())
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      worker.terminate()
    }
    return linkStates(['worker'])
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof ClientError) return linkStates(['worker'], { link: 'worker', code })
    throw error
  }
}
