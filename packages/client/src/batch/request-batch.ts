import { UsageError } from '@chopmark/core'
import { ClientError } from '../client-error.js'
import { ecertFile } from '../key-sources/ecert-file/ecert-file-source.js'
import type { KeyHandle, KeySource } from '../key-sources/key-source.js'
import { loading } from '../loading.js'
import { portalFor } from '../request-signature.js'
import type { SamePageBatchOptions } from '../request-signatures.js'
import type { SignRequestOptions } from '../signing/sign-request.js'
import { signAllWithKey } from '../signing/sign-all-with-key.js'
import type { BatchOutcome } from './batch-outcome.js'
import { batchRequest } from './batch-request.js'
import { checkBatch } from './check-batch.js'
import { type BatchTask, isOwnFailure, load, openTasks, outcomeOf, record } from './batch-task.js'

/** The inside of `requestSignatures`. */
export async function requestBatch(options: SamePageBatchOptions): Promise<BatchOutcome> {
  const { requestUrls, keySources: sources = [ecertFile()] as const } = options
  const task = (requestUrl: string): BatchTask => ({
    portal: portalFor(requestUrl, options),
    requestUrl,
  })
  const [first, ...others] = requestUrls
  const tasks = [task(first), ...others.map(task)] as const
  checkBatch(tasks.map(({ portal }) => portal.connection.requestUrl))
  if (options.dialog !== false) {
    const { runBatchDialog } = await loading(import('./run-batch-dialog.js'))
    return runBatchDialog(tasks, sources, options)
  }
  const [source] = sources
  if ('signAtService' in source) {
    throw new UsageError('NO_BATCH_SOURCE', 'Without the dialog a batch wants a source of keys.')
  }
  return signBatch(tasks, source, options)
}

/** Without the dialog: the integrator has shown every document. */
async function signBatch(
  tasks: readonly BatchTask[],
  source: KeySource,
  options: Pick<SignRequestOptions, 'prompts' | 'choose' | 'signal'>,
): Promise<BatchOutcome> {
  const { prompts, signal = new AbortController().signal } = options
  const choose = options.choose ?? ((all: readonly KeyHandle[]) => all[0])
  for (const task of tasks) await load(task, signal)
  const open = openTasks(tasks)
  const [first, ...others] = open.map(({ document }) => document.request)
  if (first === undefined) return outcomeOf(tasks, 'refused')
  const keys = await source.list({ request: batchRequest([first, ...others]), prompts, signal })
  try {
    const key = choose(keys)
    if (key === undefined) return outcomeOf(tasks, 'no-suitable-key')
    const documents = open.map(({ document }) => document)
    const signatures = await signAllWithKey(documents, key, options)
    await sendAll(open, signatures, signal)
  } finally {
    for (const key of keys) key.release()
  }
  return outcomeOf(tasks, 'refused')
}

async function sendAll(
  open: readonly BatchTask[],
  signatures: readonly Uint8Array[],
  signal: AbortSignal,
): Promise<void> {
  for (const [index, task] of open.entries()) {
    try {
      const answer = await task.portal.deliver(signatures[index] ?? new Uint8Array(), signal)
      record(task, { answer })
    } catch (error) {
      if (!(error instanceof ClientError)) throw error
      record(task, error)
      // What is wrong with the key or the line is wrong for the others too: they stay open.
      if (!isOwnFailure(error)) return
    }
  }
}
