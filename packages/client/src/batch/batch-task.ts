import { ClientError, type ClientErrorCode } from '../client-error.js'
import type { ShownDocument } from '../signing/prepare-signature.js'
import type { Portal } from '../wire/portal.js'
import type { BatchOutcome, BatchResult } from './batch-outcome.js'

/** One request of a batch. */
export interface BatchTask {
  readonly portal: Portal
  readonly requestUrl: string
  /** Absent: it could not be offered. */
  document?: ShownDocument
  result?: BatchResult
}

/** Failures of one request that say nothing of the others. */
const ownFailures: readonly ClientErrorCode[] = [
  'REQUEST_UNKNOWN',
  'REQUEST_EXPIRED',
  'REQUEST_ALREADY_USED',
  'REQUEST_BINDING_MISMATCH',
  'REQUEST_MALFORMED',
  'TOO_MANY_TRIES',
  'DOCUMENT_CHANGED',
  'DOCUMENT_TOO_LARGE',
  'SIGNATURE_MALFORMED',
  'OTHER_REFUSAL',
]

/** Does the failure concern this request alone, so that the others go on? */
export function isOwnFailure({ code }: ClientError): boolean {
  return ownFailures.includes(code)
}

/** Requests that still want a signature. */
export function openTasks(
  tasks: readonly BatchTask[],
): readonly (BatchTask & { readonly document: ShownDocument })[] {
  return tasks.flatMap((task) => {
    const { document, result } = task
    return document === undefined || result !== undefined ? [] : [Object.assign(task, { document })]
  })
}

/** Records what became of a request. */
export function record(task: BatchTask, became: ClientError | { readonly answer: unknown }): void {
  const { requestUrl } = task
  task.result =
    became instanceof ClientError
      ? { requestUrl, outcome: 'refused', error: became }
      : ({ requestUrl, outcome: 'signed', ...became } as BatchResult)
}

/** Fetches a request and its document. @throws ClientError what concerns more than this request. */
export async function load(task: BatchTask, signal: AbortSignal): Promise<void> {
  try {
    const request = await task.portal.fetchRequest(signal)
    task.document = { request, content: await task.portal.fetchContent(request, signal) }
  } catch (error) {
    if (!(error instanceof ClientError) || !isOwnFailure(error)) throw error
    record(task, error)
  }
}

/** @param withNone - What it is called when no document was signed. */
export function outcomeOf(
  tasks: readonly BatchTask[],
  withNone: 'refused' | 'cancelled' | 'no-suitable-key',
): BatchOutcome {
  const results = tasks.map(
    ({ result, requestUrl }): BatchResult => result ?? { requestUrl, outcome: 'not-signed' },
  )
  const signed = results.filter(({ outcome }) => outcome === 'signed').length
  if (signed > 0) {
    return { outcome: signed === results.length ? 'signed' : 'partly-signed', results }
  }
  const refused = results.every(({ outcome }) => outcome === 'refused')
  return { outcome: refused ? 'refused' : withNone, results }
}
