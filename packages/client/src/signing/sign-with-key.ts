import type { SignatureRequest } from '@chopmark/core'
import type { KeyHandle } from '../key-sources/key-source.js'
import type { DocumentContent } from '../wire/document-content.js'
import { loading } from '../loading.js'
import type { ShownDocument, SignOptions } from './prepare-signature.js'

/** Attributes and CMS, in a chunk that is wanted only once a person signs. */
export const loadPrepare = (): Promise<typeof import('./prepare-signature.js')> =>
  loading(import('./prepare-signature.js'))

/**
 * Makes a CAdES-B-B signature over the content that a request names.
 * @param request - As `parseRequest` gave it.
 * @param content - The very octets that were shown; size and digest have to be those of the request.
 * @returns DER ContentInfo with SignedData, attached or detached as the request asks.
 * @throws ClientError `DOCUMENT_CHANGED`, `SIGNING_FAILED`, `CRYPTO_UNAVAILABLE`, `PORTAL_UNREACHABLE` when its code cannot be loaded; the signal's reason.
 */
export async function signWithKey(
  request: SignatureRequest,
  content: DocumentContent,
  key: KeyHandle,
  options: SignOptions & Pick<ShownDocument, 'shown'> = {},
): Promise<Uint8Array> {
  const { signal, shown } = options
  const { prepareSignature } = await loadPrepare()
  const prepared = await prepareSignature(
    { request, content, ...(shown && { shown }) },
    key,
    options,
  )
  signal?.throwIfAborted()
  return prepared.write(await key.sign(prepared.attributes, signal === undefined ? {} : { signal }))
}
