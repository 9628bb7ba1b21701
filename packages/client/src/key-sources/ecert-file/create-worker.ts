import { workerUrl } from '../../worker-url.js'
import type { WorkerLike } from './pkcs12-protocol.js'

/** Starts the PKCS#12 worker, a module beside this one. */
export function createWorker(): WorkerLike {
  const url = workerUrl(new URL('./pkcs12-worker.js', import.meta.url))
  return new Worker(url, { type: 'module', name: 'chopmark' })
}
