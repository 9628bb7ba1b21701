import type { CryptoForm, DigestAlgorithm, MaybePromise } from '@chopmark/core'
import type { ContentSource } from '../checks/crypto/content-available.js'
import type { ContentShape } from '../checks/format/content-not-attributes.js'
import type { DetachedContent } from '../evidence.js'
import { contentShapeOf } from './content-shape.js'
import type { SignatureCase } from './signature-state.js'

/** Content given beside the document, and digests already computed in this decision. */
export interface Contents {
  readonly detached: DetachedContent | null
  /** By content object and algorithm: parallel signers digest the same content once. */
  readonly computed: Map<Uint8Array, Map<DigestAlgorithm, MaybePromise<Uint8Array>>>
}

/** What one signature signs. */
export interface Content {
  readonly source: ContentSource
  /** null: only digests of it are at hand, or nothing. */
  readonly bytes: Uint8Array | null
  readonly sizeBytes: number | null
  /** null: not at hand under this algorithm. */
  digest(algorithm: DigestAlgorithm, crypto: CryptoForm): MaybePromise<Uint8Array | null>
  /** null: no content at all. */
  shape(): ContentShape | null
}

/** A counter-signature signs a signature value, an attached one what is inside the message, a detached one the file. */
export function contentOf(
  { signedData, countersigned }: SignatureCase,
  contents: Contents,
): Content {
  if (countersigned !== undefined) {
    return held('signature-value', countersigned.value, contents)
  }
  if (signedData.eContent !== undefined) return held('attached', signedData.eContent, contents)
  const { detached } = contents
  if (detached?.bytes !== undefined) return held('detached', detached.bytes, contents)
  return {
    source: 'detached',
    bytes: null,
    sizeBytes: detached?.sizeBytes ?? null,
    digest: (algorithm) =>
      detached?.digests.find((digest) => digest.algorithm === algorithm)?.value ?? null,
    shape: () => (detached === null ? null : 'unknown'),
  }
}

function held(source: ContentSource, bytes: Uint8Array, { computed }: Contents): Content {
  return {
    source,
    bytes,
    sizeBytes: bytes.length,
    digest(algorithm, crypto) {
      let digests = computed.get(bytes)
      if (digests === undefined) {
        digests = new Map<DigestAlgorithm, MaybePromise<Uint8Array>>()
        computed.set(bytes, digests)
      }
      let digest = digests.get(algorithm)
      if (digest === undefined) digests.set(algorithm, (digest = crypto.digest(algorithm, bytes)))
      return digest
    },
    // A signature value too: who may choose it can put somebody's attributes there.
    shape: () => contentShapeOf(bytes),
  }
}
