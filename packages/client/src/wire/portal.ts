import { base64url, type SignatureRequest } from '@chopmark/core'
import { ClientError, type PortalCode, portalCodes } from '../client-error.js'
import { loading } from '../loading.js'
import { type Fetch, fetchBytes } from './fetch-bytes.js'
import { type DocumentContent, maxHeldBytes } from './document-content.js'
import { parseRequest } from './parse-request.js'
import type { PortalAnswer } from './portal-answer.js'

/** A request is some kilobytes; reports can be longer. */
const maxRequestBytes = 64 * 1024
const maxAnswerBytes = 4 * 1024 * 1024
const shortTimeoutMs = 30_000
/** A document or an attached signature over a slow mobile line. */
const longTimeoutMs = 300_000

/** The three exchanges with the portal that asks. */
export interface Portal {
  /** For a `RemoteSource`, which has exchanges of its own below the same address. */
  readonly connection: { readonly requestUrl: string; readonly fetch: Fetch }
  /** `GET {requestUrl}` @throws ClientError */
  fetchRequest(signal?: AbortSignal): Promise<SignatureRequest>
  /**
   * `GET {requestUrl}/content`, compared with the request's size and digest; for a further signature also who signed before.
   * @throws ClientError `DOCUMENT_CHANGED` …
   */
  fetchContent(
    request: SignatureRequest,
    signal?: AbortSignal,
    report?: (share: number) => void,
  ): Promise<DocumentContent>
  /** `POST {requestUrl}/signature`. @throws ClientError: a refusal of the portal, or `NETWORK_GONE` */
  deliver(signature: Uint8Array, signal?: AbortSignal): Promise<PortalAnswer>
}

/**
 * @param requestUrl - Absolute, or relative to the page.
 * @param origin - The origin that asks; the request has to name it.
 * @param dialogOrigin - The dialog's own origin, which the request has to name too; absent: it may name none.
 */
export function portal(
  requestUrl: string,
  fetch: Fetch,
  origin: string,
  dialogOrigin?: string,
): Portal {
  const base = requestUrl.replace(/\/+$/, '')
  return {
    connection: { requestUrl: base, fetch },

    async fetchRequest(signal) {
      const headers = { accept: 'application/json' }
      const answer = await fetchBytes(
        fetch,
        base,
        { headers },
        maxRequestBytes,
        shortTimeoutMs,
        signal,
      )
      if (answer === undefined) throw new ClientError('PORTAL_UNREACHABLE')
      const json = parseJson(answer.body)
      if (!answer.response.ok) throw refusal(answer.response, json)
      const request = parseRequest(json)
      if (request.origin !== origin || request.dialogOrigin !== dialogOrigin) {
        throw new ClientError('ORIGIN_MISMATCH')
      }
      return request
    },

    async fetchContent(request, signal, report) {
      const { document } = request
      if (document.sizeBytes > maxHeldBytes && request.packaging === 'detached') {
        const { fetchLarge } = await loading(import('../hashing/large-content.js'))
        const options = { ...(signal && { signal }), ...(report && { report }) }
        return fetchLarge(request, { requestUrl: base, fetch }, options)
      }
      const answer = await fetchBytes(
        fetch,
        `${base}/content`,
        {},
        document.sizeBytes,
        longTimeoutMs,
        signal,
      )
      if (answer === undefined) throw new ClientError('PORTAL_UNREACHABLE')
      const { response, body } = answer
      if (!response.ok) throw refusal(response, parseJson(body))
      // What is shown is what is hashed is what is signed: these bytes, and no others.
      if (body?.length !== document.sizeBytes) throw new ClientError('DOCUMENT_CHANGED')
      const digest = await subtle().digest(document.digestAlgorithm, body as BufferSource)
      if (base64url(new Uint8Array(digest)) !== document.digest) {
        throw new ClientError('DOCUMENT_CHANGED')
      }
      if (request.cosign !== undefined) {
        // Loaded for a second signer alone.
        const { fetchEarlier } = await loading(import('../cosign/fetch-earlier.js'))
        const digestOf = async (hash: string): Promise<Uint8Array> =>
          new Uint8Array(await subtle().digest(hash, body as BufferSource))
        await fetchEarlier(request, digestOf, { requestUrl: base, fetch }, signal)
      }
      return body
    },

    async deliver(signature, signal) {
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/pkcs7-signature', accept: 'application/json' },
        body: signature as BodyInit,
      }
      const url = `${base}/signature`
      const answer = await fetchBytes(fetch, url, init, maxAnswerBytes, longTimeoutMs, signal)
      if (answer === undefined) throw new ClientError('NETWORK_GONE', { signature })
      const json = parseJson(answer.body)
      const taken = answer.response.ok ? parseAnswer(json) : alreadyReceived(json)
      if (taken !== undefined) return taken
      throw refusal(answer.response, json)
    },
  }
}

/** WebCrypto, which browsers offer to secure pages only. @throws ClientError `CRYPTO_UNAVAILABLE` */
export function subtle(): SubtleCrypto {
  const { crypto } = globalThis as { crypto?: { subtle?: SubtleCrypto } }
  if (crypto?.subtle === undefined) throw new ClientError('CRYPTO_UNAVAILABLE')
  return crypto.subtle
}

/** A JSON object. */
export type Json = Readonly<Record<string, unknown>>

/** A body as a JSON object; what is none counts as an empty one. */
export function parseJson(body: Uint8Array | undefined): Json {
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
    return typeof json === 'object' && json !== null ? (json as Json) : {}
  } catch {
    return {}
  }
}

/** What the portal says it did with a signature. @throws ClientError `PORTAL_ANSWER_MALFORMED` */
export function parseAnswer({
  outcome,
  signatureId,
  reports,
  missing,
  retryAt,
}: Json): PortalAnswer {
  if (typeof signatureId === 'string') {
    if (outcome === 'accepted' && Array.isArray(reports)) return { outcome, signatureId, reports }
    if (outcome === 'pending') {
      const waitsFor: readonly unknown[] = Array.isArray(missing) ? missing : []
      const until = typeof retryAt === 'string' ? { retryAt } : {}
      return { outcome, signatureId, missing: waitsFor, ...until }
    }
  }
  throw new ClientError('PORTAL_ANSWER_MALFORMED')
}

/** A request used up by the very signature sent now: it had arrived, only the answer to it was lost. */
function alreadyReceived({ code, signatureId, reports }: Json): PortalAnswer | undefined {
  if (code !== 'REQUEST_ALREADY_USED' || typeof signatureId !== 'string') return undefined
  const known: readonly unknown[] = Array.isArray(reports) ? reports : []
  return { outcome: 'accepted', signatureId, reports: known, alreadyReceived: true }
}

/** A problem of the portal's as a failure. */
export function refusal(response: Response, json: Json): ClientError {
  const { code, triesLeft, signatureId, reports } = json
  const known: PortalCode | undefined = portalCodes.find((candidate) => candidate === code)
  if (known === undefined && (response.status >= 500 || response.ok)) {
    return new ClientError('PORTAL_ANSWER_MALFORMED', { cause: response.status })
  }
  return new ClientError(known ?? (response.status === 404 ? 'REQUEST_UNKNOWN' : 'OTHER_REFUSAL'), {
    ...(typeof triesLeft === 'number' ? { triesLeft } : {}),
    ...(typeof signatureId === 'string' ? { signatureId } : {}),
    ...(Array.isArray(reports) ? { reports: reports as readonly unknown[] } : {}),
  })
}
