import {
  parseSignedData,
  presentAgain,
  presentationOctets,
  type Shown,
  type SignatureRequest,
} from '@chopmark/core'
import type { Chopmark } from '../chopmark.js'
import { toBase64url } from '../encoding.js'
import type { Refused } from '../requests/acceptance.js'
import { refused } from '../requests/session-guard.js'
import { hashed } from '../crypto/hashed.js'

/** A request with what is to be signed, as far as the portal holds it. */
export interface HeldDocument {
  readonly request: SignatureRequest
  /** Undefined when only digests are held. */
  readonly content: Uint8Array | undefined
  /** The earlier signature's value, which a counter-signature signs in place of the document. RFC 5652 §11.4. */
  readonly countersigned?: Uint8Array
  /** What the dialog says it showed of the document; goes into the signed attribute. */
  readonly shown?: Shown
}

/**
 * Looks up what a service is to sign, and compares what was shown of it with what the request wants shown: nobody is asked
 * to sign what would be refused afterwards.
 * @param shown - As the page says it; undefined: nothing is said.
 */
export async function holdDocument(
  chopmark: Chopmark,
  asks: { readonly requestId: string; readonly session: string },
  shown: Shown | undefined,
): Promise<HeldDocument | Refused> {
  const open = await chopmark.request(asks)
  if (open.outcome === 'refused') return open
  const found = await chopmark.content(asks)
  if (found.outcome === 'refused') return found
  const { request } = open
  const { bytes: content } = found
  if (!isShownAsAsked(shown, request, content)) return refused('REQUEST_BINDING_MISMATCH')
  const held = { request, content, ...(shown && { shown }) }
  if (request.cosign?.as !== 'counter') return held
  const earlier = await chopmark.earlier(asks)
  if (earlier.outcome === 'refused') return earlier
  const parsed = parseSignedData(earlier.bytes ?? new Uint8Array())
  const wanted = request.cosign.signatureSha256
  const countersigned = (parsed.ok ? parsed.value.signerInfos : [])
    .map(({ signatureValue }) => signatureValue)
    .find((value) => toBase64url(hashed('SHA-256', value)) === wanted)
  return countersigned ? { ...held, countersigned } : refused('EARLIER_SIGNATURE_FAILED')
}

/** What the check `request.shown` of `verify` asks of the signature once it is there. */
function isShownAsAsked(
  shown: Shown | undefined,
  { document, shown: asked }: SignatureRequest,
  content: Uint8Array | undefined,
): boolean {
  if (asked !== undefined && shown?.extent !== asked) return false
  if (shown === undefined || shown.extent === 'none' || content === undefined) return true
  const again = presentAgain(shown, document.mediaType, content)
  if (again === undefined) return true
  const sha256 = hashed('SHA-256', presentationOctets(again))
  return again.extent === shown.extent && toBase64url(sha256) === toBase64url(shown.sha256)
}
