import type { SignatureRequest } from '@chopmark/core'
import { ClientError } from '../client-error.js'
import type { SigningHash } from '../key-sources/key-source.js'
import { fetchBytes } from '../wire/fetch-bytes.js'
import { parseJson, type Portal, refusal } from '../wire/portal.js'
import { drawEarlier } from './draw-earlier.js'
import { rememberEarlier } from './known-earlier.js'
import { verifyEarlier } from './verify-earlier.js'

/** Some signers with their certificates, without the document. */
const maxEarlierBytes = 1024 * 1024
const timeoutMs = 30_000

/**
 * `GET {requestUrl}/earlier`: who signed the document before. Verified against the document before anything is shown.
 * @param digestOf - Digest of the document that is shown.
 * @throws ClientError `EARLIER_SIGNATURE_MISMATCH`; a refusal of the portal; `PORTAL_UNREACHABLE`.
 */
export async function fetchEarlier(
  request: SignatureRequest,
  digestOf: (algorithm: SigningHash) => Promise<Uint8Array>,
  { requestUrl, fetch }: Portal['connection'],
  signal: AbortSignal | undefined,
): Promise<void> {
  const url = `${requestUrl}/earlier`
  const answer = await fetchBytes(fetch, url, {}, maxEarlierBytes, timeoutMs, signal)
  if (answer === undefined) throw new ClientError('PORTAL_UNREACHABLE')
  const { response, body } = answer
  if (!response.ok) throw refusal(response, parseJson(body))
  const verified = await verifyEarlier(body ?? new Uint8Array(), request, digestOf)
  const { signatureValue } = verified
  rememberEarlier(request, { signatureValue, draw: drawEarlier(verified, request) })
}
