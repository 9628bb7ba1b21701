import {
  base64url,
  contentIdentifier,
  fromBase64url,
  type Instant,
  signedAttributesFor,
  type SignatureRequest,
  signingOrigin,
  writeSignedData,
} from '@chopmark/core'
import { ClientError } from '../client-error.js'
import { earlierOf } from '../cosign/known-earlier.js'
import type { KeyHandle, SigningHash } from '../key-sources/key-source.js'
import type { DocumentContent } from '../wire/document-content.js'
import { subtle } from '../wire/portal.js'
import { loading } from '../loading.js'
import type { OwnAttributes } from './own-attributes.js'

export interface SignOptions {
  readonly signal?: AbortSignal
  /** The signer's claim of time, shown and never relied on; absent: this device's clock. */
  readonly signingTime?: Instant
  /** Told the share done, 0 to 1, while a large document is digested once more. */
  readonly report?: (share: number) => void
}

/** A request with the very octets that were shown. */
export interface ShownDocument {
  /** As `parseRequest` gave it. */
  readonly request: SignatureRequest
  /** Size and digest have to be those of the request. */
  readonly content: DocumentContent
  /** The signed attribute that says what the person was shown, made by `shownAttribute` of core; absent: nothing is said. */
  readonly shown?: Uint8Array
}

/** What a key has to sign, and how its signature becomes CMS. */
export interface PreparedSignature {
  readonly attributes: OwnAttributes
  /** What the person is told of it. */
  readonly name: string
  /** @param signature - As `KeyHandle.sign` gives it. @returns DER ContentInfo with SignedData. */
  write(signature: Uint8Array): Uint8Array
}

/**
 * Makes the signed attributes of a CAdES-B-B signature over the content that a request names, or over the earlier signature
 * that it asks to be counter-signed.
 * @throws ClientError `DOCUMENT_CHANGED`, `EARLIER_SIGNATURE_MISMATCH`, `CRYPTO_UNAVAILABLE`.
 * Source: ETSI EN 319 122-1 §6 (B-B); RFC 5652 §5; RFC 2634 §2.7 (content-identifier).
 */
export async function prepareSignature(
  { request, content, shown }: ShownDocument,
  { algorithm, certificate, chain }: KeyHandle,
  options: SignOptions,
): Promise<PreparedSignature> {
  const { signingTime = Date.now() as Instant } = options
  const { document } = request
  const digest = async (hash: SigningHash, octets: DocumentContent): Promise<Uint8Array> => {
    if (octets instanceof Uint8Array) {
      return new Uint8Array(await subtle().digest(hash, octets as BufferSource))
    }
    const { digestBlob } = await loading(import('../hashing/digest-blob.js'))
    return digestBlob(octets, hash, options)
  }
  const requested = await digest(document.digestAlgorithm, content)
  const sizeBytes = content instanceof Uint8Array ? content.length : content.size
  if (sizeBytes !== document.sizeBytes || base64url(requested) !== document.digest) {
    throw new ClientError('DOCUMENT_CHANGED')
  }
  // An attached signature holds its document in one piece.
  if (request.packaging === 'attached' && !(content instanceof Uint8Array)) {
    throw new ClientError('DOCUMENT_TOO_LARGE')
  }
  const counter = request.cosign?.as === 'counter'
  // What a counter-signature signs in place of the document: a value that was verified against it. RFC 5652 §11.4.
  const countersigned = counter ? earlierOf(request)?.signatureValue : undefined
  if (counter && countersigned === undefined) throw new ClientError('EARLIER_SIGNATURE_MISMATCH')
  const originSha256 = await digest('SHA-256', new TextEncoder().encode(signingOrigin(request)))
  const attributes = signedAttributesFor({
    ...(counter && { contentType: null }),
    // Ed25519 goes with SHA-512, whatever the request's own digest is.
    messageDigest:
      countersigned === undefined && algorithm.hash === document.digestAlgorithm
        ? requested
        : await digest(algorithm.hash, countersigned ?? content),
    algorithm,
    certificate,
    certificateSha256: await digest('SHA-256', certificate),
    signingTime,
    contentIdentifier: contentIdentifier(fromBase64url(request.nonce), originSha256),
    commitmentType: request.commitmentType,
    further: shown ? [shown] : [],
  }) as OwnAttributes
  return {
    attributes,
    name: document.name,
    write: (signature) =>
      writeSignedData({
        algorithm,
        certificate,
        chain,
        signedAttributes: attributes,
        signature,
        // The portal has the document with the earlier signature.
        ...(request.packaging === 'attached' &&
        request.cosign === undefined &&
        content instanceof Uint8Array
          ? { content }
          : {}),
      }),
  }
}
