import {
  base64url,
  contentIdentifier,
  fromBase64url,
  type Instant,
  signedAttributesFor,
  type SignatureRequest,
  writeSignedData,
} from '@chopmark/core'
import { ClientError } from '../client-error.js'
import type { KeyHandle } from '../key-sources/key-source.js'
import { subtle } from '../wire/portal.js'
import type { OwnAttributes } from './own-attributes.js'

export interface SignOptions {
  readonly signal?: AbortSignal
  /** The signer's claim of time, shown and never relied on; absent: this device's clock. */
  readonly signingTime?: Instant
}

/**
 * Makes a CAdES-B-B signature over the content that a request names.
 * @param request - As `parseRequest` gave it.
 * @param content - The very octets that were shown; size and digest have to be those of the request.
 * @returns DER ContentInfo with SignedData, attached or detached as the request asks.
 * @throws ClientError `DOCUMENT_CHANGED`, `SIGNING_FAILED`, `CRYPTO_UNAVAILABLE`; the signal's reason.
 * Source: ETSI EN 319 122-1 §6 (B-B); RFC 5652 §5; RFC 2634 §2.7 (content-identifier).
 */
export async function signWithKey(
  request: SignatureRequest,
  content: Uint8Array,
  key: KeyHandle,
  options: SignOptions = {},
): Promise<Uint8Array> {
  const { signal, signingTime = Date.now() as Instant } = options
  const { algorithm, certificate, chain } = key
  const { document } = request
  const digest = async (hash: string, octets: Uint8Array): Promise<Uint8Array> =>
    new Uint8Array(await subtle().digest(hash, octets as BufferSource))
  const requested = await digest(document.digestAlgorithm, content)
  if (content.length !== document.sizeBytes || base64url(requested) !== document.digest) {
    throw new ClientError('DOCUMENT_CHANGED')
  }
  const originSha256 = await digest('SHA-256', new TextEncoder().encode(request.origin))
  const signedAttributes = signedAttributesFor({
    // Ed25519 goes with SHA-512, whatever the request's own digest is.
    messageDigest:
      algorithm.hash === document.digestAlgorithm
        ? requested
        : await digest(algorithm.hash, content),
    algorithm,
    certificate,
    certificateSha256: await digest('SHA-256', certificate),
    signingTime,
    contentIdentifier: contentIdentifier(fromBase64url(request.nonce), originSha256),
    commitmentType: request.commitmentType,
  }) as OwnAttributes
  signal?.throwIfAborted()
  const signature = await key.sign(signedAttributes, signal === undefined ? {} : { signal })
  return writeSignedData({
    algorithm,
    certificate,
    chain,
    signedAttributes,
    signature,
    ...(request.packaging === 'attached' ? { content } : {}),
  })
}
