import type { SignatureRequest } from '@chopmark/core'
import type { Portal } from '../wire/portal.js'
import type { RequesterOptions } from './requester-options.js'
import { verifyRequester } from './verify-requester.js'

/** Fetches a request and finds out who asks, before anything of it is shown. @throws ClientError as both of them. */
export async function fetchVerified(
  portal: Portal,
  options: RequesterOptions,
  signal: AbortSignal | undefined,
): Promise<SignatureRequest> {
  const request = await portal.fetchRequest(signal)
  await verifyRequester(request, portal.connection, options, signal)
  return request
}
