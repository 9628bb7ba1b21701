import type { Check } from '../../check.js'
import { indeterminate, passed } from '../../outcomes.js'

/** Where the digest of what was signed came from. */
export type ContentSource = 'attached' | 'detached' | 'signature-value'

/**
 * Is the content at hand: inside the message, or as the digest of the detached file under the signer's algorithm?
 * Source: ETSI EN 319 102-1 §5.2.7.
 */
export const contentAvailable: Check<{
  readonly contentSource: ContentSource | null
  readonly digestAlgorithmOid: string
}> = {
  id: 'crypto.content-available',
  clause: 'ETSI EN 319 102-1 §5.2.7',
  run({ contentSource, digestAlgorithmOid }) {
    return contentSource === null
      ? indeterminate('SIGNED_DATA_NOT_FOUND', { digestAlgorithm: digestAlgorithmOid })
      : passed({ source: contentSource })
  },
}
