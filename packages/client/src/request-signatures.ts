import type { BatchOutcome } from './batch/batch-outcome.js'
import { askAtOwnOrigin } from './isolation/own-origin.js'
import type { OwnOriginBatchOptions } from './isolation/own-origin-options.js'
import { loading } from './loading.js'
import type { AskOptions } from './request-signature.js'

/** A batch in the page itself. */
export type SamePageBatchOptions = AskOptions & {
  readonly dialogUrl?: undefined
  /** Where the portal keeps the requests, at most 50; all of one requester, and for one signer. */
  readonly requestUrls: readonly [string, ...string[]]
}

export type RequestSignaturesOptions = SamePageBatchOptions | OwnOriginBatchOptions

/**
 * Asks a person for the signatures of several documents with one consent: each document is listed and can be looked at,
 * each gets a signature of its own, and the key is opened once. With `dialogUrl` all of that happens at the dialog's own origin.
 * @returns What became of each; a person who gives up is a value, and so is a refusal of some of them.
 * @throws ClientError for a failure before anything was signed; the signal's reason; UsageError `TOO_MANY_DOCUMENTS`,
 * `DUPLICATE_REQUEST`, `BATCH_DIFFERS`, `NO_BATCH_SOURCE`; with `dialogUrl` `DIALOG_ORIGIN`, `REQUESTS_APART`, and `DIALOG_MISUSE` for the last two.
 */
export async function requestSignatures(options: RequestSignaturesOptions): Promise<BatchOutcome> {
  if (options.dialogUrl !== undefined) {
    return askAtOwnOrigin(options, options.requestUrls, ({ askDialogs }, opened) =>
      askDialogs(options, opened),
    )
  }
  const { requestBatch } = await loading(import('./batch/request-batch.js'))
  return requestBatch(options)
}
