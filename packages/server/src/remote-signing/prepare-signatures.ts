import {
  contentIdentifier,
  type Instant,
  shownAttribute,
  signedAttributesFor,
  type SigningAlgorithm,
  signingOrigin,
} from '@chopmark/core'
import { bytesFromBase64url } from '../encoding.js'
import { hashed } from '../crypto/hashed.js'
import type { HeldDocument } from './held-document.js'
import type { PreparedSignatures, RemoteSignRequest } from './remote-signer.js'

/**
 * Makes the attributes that a service signs: those of a CAdES-B-B signature, as the browser makes them for keys of its own.
 * The digest of the document comes from the bytes, or is the one that the request names; never from the service. A
 * counter-signature signs the earlier signature's value in its place.
 * @returns Undefined when neither gives a digest by the algorithm's hash.
 * Source: ETSI EN 319 122-1 §6 (B-B); RFC 5652 §5.4, §11.4; RFC 2634 §2.7 (content-identifier).
 */
export function prepareSignatures(
  held: readonly HeldDocument[],
  input: Parameters<RemoteSignRequest['prepare']>[0],
  signingTime: Instant,
): PreparedSignatures | undefined {
  const { certificate, chain, algorithm } = input
  const documents: PreparedSignatures['documents'][number][] = []
  for (const document of held) {
    const { request, countersigned, shown } = document
    const messageDigest = digestOf(document, algorithm.hash)
    const nonce = bytesFromBase64url(request.nonce)
    if (!messageDigest || !nonce) return undefined
    const attributes = signedAttributesFor({
      ...(countersigned && { contentType: null }),
      messageDigest,
      algorithm,
      certificate,
      certificateSha256: hashed('SHA-256', certificate),
      signingTime,
      contentIdentifier: contentIdentifier(
        nonce,
        hashed('SHA-256', new TextEncoder().encode(signingOrigin(request))),
      ),
      commitmentType: request.commitmentType,
      further: shown ? [shownAttribute(shown)] : [],
    })
    documents.push({
      requestId: request.id,
      attributes,
      digest: hashed(algorithm.hash, attributes),
    })
  }
  return { certificate, chain, algorithm, documents }
}

function digestOf(
  { request, content, countersigned }: HeldDocument,
  hash: SigningAlgorithm['hash'],
): Uint8Array | undefined {
  if (countersigned) return hashed(hash, countersigned)
  const { digestAlgorithm, digest } = request.document
  if (digestAlgorithm === hash) return bytesFromBase64url(digest)
  return content && hashed(hash, content)
}
