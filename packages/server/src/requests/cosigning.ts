import { createHash } from 'node:crypto'
import { type Cosign, parseSignedData, UsageError } from '@chopmark/core'
import { toBase64url } from '../encoding.js'
import type { EvidenceRecord } from '../evidence/evidence-record.js'
import type { Store, StoredRequest, StoredSignature } from '../stores/store.js'
import { addCounterSignature, addSigner } from './merge-signature.js'

/** One more signature on a document that has an accepted one. */
export interface CosignInput {
  /** The accepted signature. */
  readonly signatureId: string
  /** `parallel` (default): beside it; `counter`: over it, RFC 5652 §11.4. */
  readonly as?: 'parallel' | 'counter'
  /**
   * True (default): refuse whoever signed before (`SIGNER_SAME_PERSON`), by key and by name; a namesake, who cannot be told
   * apart by certificates, is refused too.
   */
  readonly anotherPerson?: boolean
}

/** The earlier signature with its request. */
export interface EarlierSignature {
  readonly request: StoredRequest
  readonly signature: StoredSignature
  readonly cosign: Cosign
}

/**
 * Looks up what is to be signed once more.
 * @throws UsageError `INVALID_REQUEST` unless it names a signature that was accepted.
 */
export async function earlierSignature(
  store: Store,
  input: CosignInput,
): Promise<EarlierSignature> {
  const { signatureId, as = 'parallel', anotherPerson = true } = input
  const signature = await store.signature(signatureId)
  const request = signature && (await store.request(signature.requestId))
  const own = signature && ownValue(signature.signature)
  if (!request || signature.state !== 'accepted' || !own) {
    throw new UsageError(
      'INVALID_REQUEST',
      'cosign.signatureId: name a signature that was accepted.',
    )
  }
  const before = request.request.cosign
  // Over a counter-signature nobody signs: the next one signs the same signature.
  const signatureSha256 =
    before?.as === 'counter' ? before.signatureSha256 : toBase64url(sha256(own))
  return { request, signature, cosign: { as, signatureId, signatureSha256, anotherPerson } }
}

/**
 * The whole document with all its signatures: what was decided, which for a further signature is more than what was sent.
 * @returns Undefined while nothing was decided.
 */
export async function signedDocument(
  store: Store,
  signatureId: string,
): Promise<Uint8Array | undefined> {
  const verdict = await store.verdict(signatureId)
  if (!verdict) return undefined
  const { signature } = JSON.parse(verdict.evidence) as Pick<EvidenceRecord, 'signature'>
  return store.blob(signature)
}

/**
 * What is decided: the answer itself, or for a further signature the document with all of them.
 * @returns Undefined when the answer cannot be put to the document: it holds no signature, or several.
 */
export async function wholeOf(
  { request }: StoredRequest,
  answer: Uint8Array,
  store: Store,
): Promise<Uint8Array | undefined> {
  const { cosign } = request
  if (!cosign) return answer
  const document = await signedDocument(store, cosign.signatureId)
  if (!document) return undefined
  const merged =
    cosign.as === 'parallel'
      ? addSigner(document, answer)
      : addCounterSignature(
          document,
          answer,
          (value) => toBase64url(sha256(value)) === cosign.signatureSha256,
        )
  return merged.ok ? merged.value : undefined
}

/** The value of the one signature that an answer holds. */
function ownValue(answer: Uint8Array): Uint8Array | undefined {
  const parsed = parseSignedData(answer)
  const [own, ...others] = parsed.ok ? parsed.value.signerInfos : []
  return others.length === 0 ? own?.signatureValue : undefined
}

function sha256(octets: Uint8Array): Buffer {
  return createHash('sha256').update(octets).digest()
}
