import { formatInstant, type Instant, type SignatureSpec } from '@chopmark/core'
import { type AlgorithmConstraint, algorithmAcceptable, keyBitsOf } from '../../algorithm-policy.js'
import type { Check } from '../../check.js'
import { indeterminate, passed } from '../../outcomes.js'

export interface CertificateAlgorithmInput {
  /** How the certificate was signed. */
  readonly spec: SignatureSpec
  readonly constraints: readonly AlgorithmConstraint[]
  readonly at: Instant
}

/**
 * May the algorithm and the issuer's key that signed the certificate still be relied on?
 * A date that has passed leaves open that the certificate was relied on before it, so the sub-indication says what is
 * lacking: a proof of existence.
 * Source: ETSI EN 319 102-1 §5.2.6.4, ETSI TS 119 312.
 */
export const certificateAlgorithm: Check<CertificateAlgorithmInput, 'path.algorithm'> = {
  id: 'path.algorithm',
  clause: 'ETSI EN 319 102-1 §5.2.6.4',
  run({ spec, constraints, at }) {
    const verdict = algorithmAcceptable(spec, constraints, at)
    const facts = {
      scheme: spec.scheme,
      keyBits: keyBitsOf(spec),
      hash: 'hash' in spec ? spec.hash : null,
    }
    if (verdict.acceptable) return passed(facts)
    return indeterminate(
      verdict.because === 'PAST_DATE'
        ? 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'
        : 'CRYPTO_CONSTRAINTS_FAILURE',
      {
        ...facts,
        because: verdict.because,
        algorithm: verdict.algorithm,
        acceptableUntil: verdict.until === undefined ? null : formatInstant(verdict.until),
      },
    )
  },
}
