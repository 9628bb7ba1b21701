import {
  type CryptoForm,
  presentAgain,
  presentationOctets,
  sameOctets,
  type Shown,
  type SignatureRequest,
} from '@chopmark/core'
import { settled, type Steps } from '../revocation/steps.js'

/**
 * Shows the document again, as the signing dialog says it did. What it was shown as is the request's to say.
 * @returns null when nobody can: nothing was shown, the octets are not at hand, or another renderer did it than those of core.
 */
export function* shownAgain(
  shown: Shown,
  request: SignatureRequest | null,
  content: Uint8Array | null,
  crypto: CryptoForm,
): Steps<'same' | 'other' | null> {
  if (shown.extent === 'none' || request === null || content === null) {
    return null
  }
  const presentation = presentAgain(shown, request.document.mediaType, content)
  if (presentation === undefined) return null
  const sha256 = yield* settled(crypto.digest('SHA-256', presentationOctets(presentation)))
  return presentation.extent === shown.extent && sameOctets(sha256, shown.sha256) ? 'same' : 'other'
}
