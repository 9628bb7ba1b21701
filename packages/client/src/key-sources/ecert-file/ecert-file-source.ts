import { loading } from '../../loading.js'
import type { KeySource } from '../key-source.js'
import type { WorkerLike } from './pkcs12-protocol.js'

export interface EcertFileOptions {
  /** Brings the worker when a bundler has moved `pkcs12-worker.js`: a module worker on that file. */
  readonly createWorker?: () => WorkerLike
}

/**
 * An e-Cert file (.p12) and its PIN. The file is opened in a worker, where the key stays; the page holds the file and
 * the certificate only. Wrong PIN asks again for the PIN, a file that will not do asks again for a file.
 */
export function ecertFile(options: EcertFileOptions = {}): KeySource {
  return {
    id: 'ecert-file',
    label: 'ecertFile',
    async list(context) {
      // Loaded when a person comes to this point: the page's first load does without it.
      const { listEcertKeys } = await loading(import('./list-ecert-keys.js'))
      return listEcertKeys(context, options.createWorker)
    },
    async diagnose(signal) {
      const { diagnoseEcertFile } = await loading(import('./diagnose-ecert-file.js'))
      return diagnoseEcertFile(signal, options.createWorker)
    },
  }
}
