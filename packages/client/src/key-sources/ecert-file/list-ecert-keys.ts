import { UsageError } from '@chopmark/core'
import { ClientError } from '../../client-error.js'
import { maxPkcs12Bytes } from '../../pkcs12/limits.js'
import type { FileQuestion, KeyHandle, KeySourceContext } from '../key-source.js'
import { createWorker } from './create-worker.js'
import type { DescribedKey, WorkerLike } from './pkcs12-protocol.js'
import { type Pkcs12Worker, pkcs12Worker } from './pkcs12-worker-client.js'

/** How one try to open a file ended. */
type Opening =
  | { readonly kind: 'keys'; readonly keys: readonly KeyHandle[] }
  | { readonly kind: 'file'; readonly problem: FileQuestion['problem'] }

/**
 * Finds the keys of an e-Cert file: the inside of `ecertFile`.
 * @param start - Starts a worker.
 */
export async function listEcertKeys(
  context: KeySourceContext,
  start: () => WorkerLike = createWorker,
): Promise<readonly KeyHandle[]> {
  for (let problem: FileQuestion['problem']; ;) {
    const file = await context.prompts.file(problem === undefined ? {} : { problem })
    context.signal.throwIfAborted()
    const opening = await openFile(file, context, start)
    if (opening.kind === 'keys') return opening.keys
    problem = opening.problem
  }
}

async function openFile(
  file: File,
  context: KeySourceContext,
  start: () => WorkerLike,
): Promise<Opening> {
  const bytes = await readFile(file)
  if (typeof bytes === 'string') return { kind: 'file', problem: { code: bytes } }
  let worker = startWorker(start)
  try {
    const inspected = await worker.inspect(bytes)
    if (!inspected.ok) return { kind: 'file', problem: inspected }
    for (let wrong = false; ;) {
      const question = {
        for: file.name,
        ...(wrong ? { problem: { code: 'WRONG_PIN' } as const } : {}),
      }
      const pin = await context.prompts.pin(question)
      context.signal.throwIfAborted()
      if (pin === 'other') return { kind: 'file', problem: undefined }
      const current = worker
      const { digestAlgorithm } = context.request.document
      const opened = await context.prompts.working(async (report, signal) => {
        const stop = (): void => current.terminate(signal.reason)
        signal.addEventListener('abort', stop, { once: true })
        try {
          return await current.open(bytes, pin, digestAlgorithm, report)
        } finally {
          signal.removeEventListener('abort', stop)
        }
      })
      if (opened === 'stopped') {
        // The stopped worker took PIN and work with it; the file is still here.
        worker = startWorker(start)
        wrong = false
      } else if (opened.ok) {
        const keys = handles(worker, opened.keys)
        bytes.fill(0)
        return { kind: 'keys', keys }
      } else if (opened.code === 'WRONG_PIN') wrong = true
      else return { kind: 'file', problem: opened }
    }
  } catch (error) {
    worker.terminate()
    throw error
  }
}

/** @throws ClientError `WORKER_UNAVAILABLE` */
export function startWorker(start: () => WorkerLike): Pkcs12Worker {
  try {
    return pkcs12Worker(start())
  } catch (cause) {
    throw new ClientError('WORKER_UNAVAILABLE', { cause })
  }
}

async function readFile(file: File): Promise<Uint8Array | 'P12_TOO_LARGE' | 'FILE_UNREADABLE'> {
  if (file.size > maxPkcs12Bytes) return 'P12_TOO_LARGE'
  try {
    return new Uint8Array(await file.arrayBuffer())
  } catch {
    // The USB stick was pulled out, or the file has changed since it was chosen.
    return 'FILE_UNREADABLE'
  }
}

/** One worker for all keys of the file; it ends with the last of them. */
function handles(worker: Pkcs12Worker, keys: readonly DescribedKey[]): readonly KeyHandle[] {
  let held = keys.length
  return keys.map((key, index) => {
    let released = false
    return {
      ...key,
      async sign(attributes, options = {}) {
        if (released) throw new UsageError('KEY_RELEASED', 'Sign before release().')
        options.signal?.throwIfAborted()
        const signature = await worker.sign(index, attributes)
        options.signal?.throwIfAborted()
        return signature
      },
      release() {
        if (released) return
        released = true
        held--
        if (held === 0) worker.terminate()
      },
    }
  })
}
