import { base64url, type SignatureRequest } from '@chopmark/core'
import { ClientError } from '../client-error.js'
import type { SigningHash } from '../key-sources/key-source.js'
import { loading } from '../loading.js'
import { parseJson, type Portal, refusal } from '../wire/portal.js'
import { type DocumentContent, maxHeldBytes } from '../wire/document-content.js'
import { digestBlob, type DigestOptions } from './digest-blob.js'

/** Pieces of a download are put away in parts of this size: browsers keep Blobs outside the page's memory. */
const partBytes = 4 * 1024 * 1024
/** A gigabyte over a slow line. */
const timeoutMs = 60 * 60_000
const maxProblemBytes = 64 * 1024
/** The first share of the way is the download, the rest the digest. */
const downloadShare = 0.7

/**
 * Downloads a large document as a stream, and compares it with the request.
 * @throws ClientError `DOCUMENT_CHANGED`, `PORTAL_UNREACHABLE`; a refusal of the portal; the signal's reason.
 */
export async function fetchLarge(
  request: SignatureRequest,
  { requestUrl, fetch }: Portal['connection'],
  options: DigestOptions,
): Promise<Blob> {
  const { signal, report = () => undefined } = options
  const { sizeBytes } = request.document
  const timeout = AbortSignal.timeout(timeoutMs)
  const signals = signal === undefined ? timeout : AbortSignal.any([signal, timeout])
  let content: Blob | undefined
  try {
    const init = { credentials: 'same-origin', cache: 'no-store', redirect: 'error' } as const
    const response = await fetch(`${requestUrl}/content`, { ...init, signal: signals })
    const limit = response.ok ? sizeBytes : maxProblemBytes
    content = await stored(response, limit, (got) => report((downloadShare * got) / sizeBytes))
    if (!response.ok) {
      throw refusal(response, parseJson(new Uint8Array((await content?.arrayBuffer()) ?? [])))
    }
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof TypeError || signals.aborted) throw new ClientError('PORTAL_UNREACHABLE')
    throw error
  }
  if (content === undefined) throw new ClientError('DOCUMENT_CHANGED')
  const further = (share: number): void => report(downloadShare + (1 - downloadShare) * share)
  await sameAs(request, content, { ...options, report: further })
  if (request.cosign !== undefined) {
    const { fetchEarlier } = await loading(import('../cosign/fetch-earlier.js'))
    const digestOf = (hash: SigningHash): Promise<Uint8Array> => digestBlob(content, hash, options)
    await fetchEarlier(request, digestOf, { requestUrl, fetch }, signal)
  }
  return content
}

/**
 * The document that the person has, once it is the one the request names: held up to 32 MiB, so that it can be shown; of a larger one
 * a handle.
 * @throws As `sameAs`.
 */
export async function broughtDocument(
  request: SignatureRequest,
  file: Blob,
  options: DigestOptions,
): Promise<DocumentContent> {
  if (file.size > maxHeldBytes || file.size !== request.document.sizeBytes) {
    return sameAs(request, file, options)
  }
  const octets = await file.arrayBuffer().catch(() => {
    throw new ClientError('FILE_UNREADABLE')
  })
  // These octets, not the file, which somebody may write to meanwhile.
  await sameAs(request, new Blob([octets]), options)
  return new Uint8Array(octets)
}

/**
 * A document that is not held, once it is the one the request names.
 * @throws ClientError `DOCUMENT_CHANGED`, `FILE_UNREADABLE`, `WORKER_UNAVAILABLE`; the signal's reason.
 */
async function sameAs(
  { document }: SignatureRequest,
  content: Blob,
  options: DigestOptions,
): Promise<Blob> {
  if (content.size !== document.sizeBytes) throw new ClientError('DOCUMENT_CHANGED')
  const digest = await digestBlob(content, document.digestAlgorithm, options)
  if (base64url(digest) !== document.digest) throw new ClientError('DOCUMENT_CHANGED')
  return content
}

/** @returns Undefined when more comes than there may be. */
async function stored(
  { body }: Response,
  maxBytes: number,
  got: (bytes: number) => void,
): Promise<Blob | undefined> {
  const parts: Blob[] = []
  let held: BlobPart[] = []
  let heldBytes = 0
  let bytes = 0
  const reader = body?.getReader()
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
    if (done) break
    bytes += value.length
    if (bytes > maxBytes) {
      await reader?.cancel()
      return undefined
    }
    held.push(value)
    heldBytes += value.length
    if (heldBytes < partBytes) continue
    parts.push(new Blob(held))
    held = []
    heldBytes = 0
    got(bytes)
  }
  return new Blob([...parts, ...held])
}
