import { choosingOf, type RunDialogOptions, withDialog } from '../dialog/run-dialog.js'
import type { SigningSource } from '../key-sources/key-source.js'
import { runBatch } from './batch-flow.js'
import type { BatchOutcome } from './batch-outcome.js'
import type { BatchTask } from './batch-task.js'

/** Puts the dialog into the page and leads the person through a batch. @throws As `requestSignatures`. */
export function runBatchDialog(
  tasks: readonly [BatchTask, ...BatchTask[]],
  sources: readonly [SigningSource, ...SigningSource[]],
  options: RunDialogOptions,
): Promise<BatchOutcome> {
  const requestUrls = tasks.map(({ portal }) => portal.connection.requestUrl)
  return withDialog(options, requestUrls, (view, signal) =>
    runBatch({ tasks, sources, view, signal, ...choosingOf(options) }),
  )
}
