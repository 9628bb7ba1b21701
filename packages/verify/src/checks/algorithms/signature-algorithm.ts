import { type DigestAlgorithm, type Instant, type SignatureSpec } from '@chopmark/core'
import {
  algorithmAcceptable,
  type AlgorithmVerdict,
  digestAcceptable,
  keyBitsOf,
} from '../../algorithm-policy.js'
import type { Check, CheckOutcome, Fact } from '../../check.js'
import { defaultAlgorithms } from '../../default-algorithms.js'
import { indeterminate, notApplicable, passed } from '../../outcomes.js'
import type { ValidationPolicy } from '../../policy.js'
import { isoTime } from '../../iso-time.js'

export interface SignatureAlgorithmInput {
  readonly spec: SignatureSpec | null
  readonly specProblem: string | null
  readonly signatureAlgorithmOid: string
  readonly digestAlgorithmOid: string
  readonly digestAlgorithm: DigestAlgorithm | null
  /** Digest algorithms of the references to the signing certificate; null: one this code does not know. */
  readonly referenceDigests: readonly (DigestAlgorithm | null)[]
  readonly policy: ValidationPolicy
  readonly bestSignatureTime: Instant
}

/**
 * Could the signature's algorithms still be relied on at the best signature time: scheme with its key size, every hash,
 * and the digest that names the signing certificate? After an algorithm's date a forger may have made the signature;
 * only a proof that it existed before helps (CRYPTO_CONSTRAINTS_FAILURE_NO_POE). What was never acceptable, or is
 * not known, is CRYPTO_CONSTRAINTS_FAILURE. Source: ETSI EN 319 102-1 §5.2.8; ETSI TS 119 312.
 */
export const signatureAlgorithm: Check<SignatureAlgorithmInput> = {
  id: 'algorithms.signature',
  clause: 'ETSI EN 319 102-1 §5.2.8; ETSI TS 119 312',
  run(input) {
    const { spec, specProblem, digestAlgorithm, bestSignatureTime } = input
    const { algorithms } = input.policy
    if (specProblem === 'NO_SIGNING_CERTIFICATE') return notApplicable(specProblem)
    if (spec === null || digestAlgorithm === null) {
      return indeterminate('CRYPTO_CONSTRAINTS_FAILURE', {
        signatureAlgorithm: input.signatureAlgorithmOid,
        digestAlgorithm: input.digestAlgorithmOid,
        reason: specProblem ?? 'UNSUPPORTED',
      })
    }
    const facts: Record<string, Fact> = {
      scheme: spec.scheme,
      keyBits: keyBitsOf(spec),
      hash: 'hash' in spec ? spec.hash : null,
      digestAlgorithm,
      at: isoTime(bestSignatureTime),
    }
    const verdicts = [
      algorithmAcceptable(spec, algorithms, bestSignatureTime),
      digestAcceptable(digestAlgorithm, algorithms, bestSignatureTime),
    ]
    for (const digest of input.referenceDigests) {
      if (digest === null) {
        const reason = 'UNKNOWN_CERTIFICATE_DIGEST'
        return indeterminate('CRYPTO_CONSTRAINTS_FAILURE', { ...facts, reason })
      }
      verdicts.push(digestAcceptable(digest, algorithms, bestSignatureTime))
    }
    return answer(verdicts, facts, beyondDefault(input, spec, digestAlgorithm))
  },
}

/** Only a weakened policy lets it through: the report has to say so. */
function beyondDefault(
  { policy, bestSignatureTime }: SignatureAlgorithmInput,
  spec: SignatureSpec,
  digestAlgorithm: DigestAlgorithm,
): boolean {
  const standard = defaultAlgorithms()
  return (
    policy.algorithms !== standard &&
    !(
      algorithmAcceptable(spec, standard, bestSignatureTime).acceptable &&
      digestAcceptable(digestAlgorithm, standard, bestSignatureTime).acceptable
    )
  )
}

function answer(
  verdicts: readonly AlgorithmVerdict[],
  facts: Record<string, Fact>,
  isBeyondDefault: boolean,
): CheckOutcome {
  let until: Instant | 'no-limit' = 'no-limit'
  for (const verdict of verdicts) {
    if (verdict.acceptable) {
      if (until === 'no-limit' || (verdict.until !== 'no-limit' && verdict.until < until)) {
        until = verdict.until
      }
      continue
    }
    return indeterminate(
      verdict.because === 'PAST_DATE'
        ? 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'
        : 'CRYPTO_CONSTRAINTS_FAILURE',
      {
        ...facts,
        because: verdict.because,
        algorithm: verdict.algorithm,
        acceptableUntil: verdict.until === undefined ? null : isoTime(verdict.until),
      },
    )
  }
  facts['acceptableUntil'] = until === 'no-limit' ? 'no-limit' : isoTime(until)
  if (isBeyondDefault) facts['beyondDefault'] = true
  return passed(facts)
}
