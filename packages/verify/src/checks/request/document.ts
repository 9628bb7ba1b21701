import { fromBase64url, hex, sameOctets, type SignatureRequest } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, notApplicable, passed } from '../../outcomes.js'

/**
 * Was exactly the document signed that was asked for: same digest, same size?
 * Source: ETSI EN 319 102-1 §5.2.8 (signature acceptance); the request is the constraint.
 */
export const requestDocument: Check<{
  readonly request: SignatureRequest | null
  /** Digest of the content under the request's algorithm; null: not at hand. */
  readonly requestedDigest: Uint8Array | null
  readonly contentSizeBytes: number | null
}> = {
  id: 'request.document',
  clause: 'ETSI EN 319 102-1 §5.2.8',
  run({ request, requestedDigest, contentSizeBytes }) {
    if (request === null) return notApplicable('NO_REQUEST')
    const { digestAlgorithm, digest, sizeBytes } = request.document
    if (requestedDigest === null || contentSizeBytes === null) {
      return indeterminate('SIGNED_DATA_NOT_FOUND', { digestAlgorithm })
    }
    const asked = fromBase64url(digest)
    const facts = { digestAlgorithm, digest: hex(requestedDigest), sizeBytes: contentSizeBytes }
    if (sameOctets(asked, requestedDigest) && sizeBytes === contentSizeBytes) return passed(facts)
    return indeterminate('SIG_CONSTRAINTS_FAILURE', {
      ...facts,
      askedDigest: hex(asked),
      askedSizeBytes: sizeBytes,
    })
  },
}
