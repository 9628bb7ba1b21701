import { joinOctets } from '@chopmark/core'

/** The caller's `fetch`, or the page's own. */
export type Fetch = (input: string, init: RequestInit) => Promise<Response>

/**
 * One exchange with the portal: same credentials as the page, no cache, no redirect to somewhere else, a time limit, and
 * never more octets than expected.
 * @param maxBytes - A longer body is cut off and refused.
 * @returns Undefined when there was no answer (network, time limit, redirect); `body` undefined when it was too long.
 * @throws The signal's reason when the caller aborted.
 */
export async function fetchBytes(
  fetch: Fetch,
  url: string,
  init: RequestInit,
  maxBytes: number,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<{ readonly response: Response; readonly body: Uint8Array | undefined } | undefined> {
  const timeout = AbortSignal.timeout(timeoutMs)
  const signals = signal === undefined ? timeout : AbortSignal.any([signal, timeout])
  try {
    const response = await fetch(url, {
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      ...init,
      signal: signals,
    })
    return { response, body: await readBody(response, maxBytes) }
  } catch (error) {
    signal?.throwIfAborted()
    // TypeError is what fetch throws when there is no network; aborts here are the time limit's.
    if (error instanceof TypeError || signals.aborted) return undefined
    throw error
  }
}

async function readBody(response: Response, maxBytes: number): Promise<Uint8Array | undefined> {
  if (response.body === null) return new Uint8Array()
  const reader = response.body.getReader()
  const parts: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    if (length > maxBytes) {
      await reader.cancel()
      return undefined
    }
    parts.push(value)
  }
  return joinOctets(parts)
}
