import type { DigestAlgorithm, Instant } from '@chopmark/core'

/** Until when an algorithm (with a key of a size) is acceptable. ETSI TS 119 312; decided in `checks/algorithms`. */
export type AlgorithmConstraint =
  | {
      readonly kind: 'digest'
      readonly algorithm: DigestAlgorithm
      readonly acceptableUntil: Instant | 'no-limit' | 'never'
    }
  | {
      readonly kind: 'signature'
      readonly scheme: 'RSASSA-PKCS1-v1_5' | 'RSASSA-PSS' | 'ECDSA' | 'Ed25519' | 'DSA'
      /** Smallest key in bits that this row speaks of; of the rows that fit, the one with the largest `minKeyBits` decides. */
      readonly minKeyBits: number
      readonly acceptableUntil: Instant | 'no-limit' | 'never'
    }
