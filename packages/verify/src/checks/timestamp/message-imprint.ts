import { type DigestAlgorithm, hex, type Instant } from '@chopmark/core'
import { type AlgorithmConstraint, digestAcceptable } from '../../algorithm-policy.js'
import type { Check } from '../../check.js'
import { failed, indeterminate, passed } from '../../outcomes.js'

export interface MessageImprintInput {
  readonly algorithmOid: string
  /** Null: one this code does not know, or with parameters it may not have. */
  readonly algorithm: DigestAlgorithm | null
  readonly imprint: Uint8Array
  /** The digest of what has to be stamped; null when it was not computed. */
  readonly digest: Uint8Array | null
  readonly algorithms: readonly AlgorithmConstraint[]
  readonly validationTime: Instant
}

/**
 * Was this very thing stamped? The digest in the token must be that of the signature value (or whatever was to be stamped), under a
 * hash that can still be relied on: with a broken one, another thing could have been stamped.
 * Source: ETSI EN 319 102-1 §5.4.4, §5.5.4; RFC 3161 §2.4.2; RFC 5126 §6.1.1.
 */
export const timestampMessageImprint: Check<MessageImprintInput, 'timestamp.message-imprint'> = {
  id: 'timestamp.message-imprint',
  clause: 'ETSI EN 319 102-1 §5.4; RFC 3161 §2.4.2',
  run({ algorithmOid, algorithm, imprint, digest, algorithms, validationTime }) {
    const facts = { algorithm: algorithm ?? algorithmOid, imprint: hex(imprint) }
    if (algorithm === null) return indeterminate('CRYPTO_CONSTRAINTS_FAILURE', facts)
    const verdict = digestAcceptable(algorithm, algorithms, validationTime)
    if (digest !== null && hex(digest) !== hex(imprint)) {
      return failed('HASH_FAILURE', { ...facts, digest: hex(digest) })
    }
    if (!verdict.acceptable) {
      const { because } = verdict
      return because === 'PAST_DATE'
        ? indeterminate('CRYPTO_CONSTRAINTS_FAILURE_NO_POE', { ...facts, because })
        : indeterminate('CRYPTO_CONSTRAINTS_FAILURE', { ...facts, because })
    }
    return digest === null ? indeterminate('SIGNED_DATA_NOT_FOUND', facts) : passed(facts)
  },
}
