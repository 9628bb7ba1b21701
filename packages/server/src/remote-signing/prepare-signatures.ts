import { createHash } from 'node:crypto'
import {
  contentIdentifier,
  type Instant,
  type SignatureRequest,
  signedAttributesFor,
  type SigningAlgorithm,
  signingOrigin,
} from '@chopmark/core'
import { bytesFromBase64url } from '../encoding.js'
import type { PreparedSignatures, RemoteSignRequest } from './remote-signer.js'

/** A request with its document, as far as the portal holds it. */
export interface HeldDocument {
  readonly request: SignatureRequest
  /** Undefined when only digests are held. */
  readonly content: Uint8Array | undefined
}

/**
 * Makes the attributes that a service signs: those of a CAdES-B-B signature, as the browser makes them for keys of its own.
 * The digest of the document comes from the bytes, or is the one that the request names; never from the service.
 * @returns Undefined when neither gives a digest by the algorithm's hash.
 * Source: ETSI EN 319 122-1 §6 (B-B); RFC 5652 §5.4; RFC 2634 §2.7 (content-identifier).
 */
export function prepareSignatures(
  held: readonly HeldDocument[],
  input: Parameters<RemoteSignRequest['prepare']>[0],
  signingTime: Instant,
): PreparedSignatures | undefined {
  const { certificate, chain, algorithm } = input
  const documents: PreparedSignatures['documents'][number][] = []
  for (const document of held) {
    const { request } = document
    const messageDigest = digestOf(document, algorithm.hash)
    const nonce = bytesFromBase64url(request.nonce)
    if (!messageDigest || !nonce) return undefined
    const attributes = signedAttributesFor({
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
  { request, content }: HeldDocument,
  hash: SigningAlgorithm['hash'],
): Uint8Array | undefined {
  const { digestAlgorithm, digest } = request.document
  if (digestAlgorithm === hash) return bytesFromBase64url(digest)
  return content && hashed(hash, content)
}

/** A digest of some octets. */
export function hashed(hash: SigningAlgorithm['hash'], octets: Uint8Array): Uint8Array {
  return new Uint8Array(createHash(hash.replace('-', '')).update(octets).digest())
}
