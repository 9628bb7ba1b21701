import { UsageError } from '@chopmark/core'

/** Under one consent; more than that nobody looks through. The server and the card's agent have the same limit. */
export const maxBatch = 50

/** @throws UsageError `TOO_MANY_DOCUMENTS` */
export function checkCount(count: number): void {
  if (count > maxBatch) {
    throw new UsageError('TOO_MANY_DOCUMENTS', `Sign at most ${maxBatch} documents at a time.`)
  }
}

/**
 * @param requestUrls - Absolute.
 * @throws UsageError `TOO_MANY_DOCUMENTS`, `DUPLICATE_REQUEST`.
 */
export function checkBatch(requestUrls: readonly string[]): void {
  checkCount(requestUrls.length)
  if (new Set(requestUrls).size < requestUrls.length) {
    throw new UsageError('DUPLICATE_REQUEST', 'Name each request once.')
  }
}
