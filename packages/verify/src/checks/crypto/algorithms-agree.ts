import { type DigestAlgorithm, hashesAlike, type SignatureSpec } from '@chopmark/core'
import type { Check } from '../../check.js'
import { failed, notApplicable, passed } from '../../outcomes.js'

/**
 * Do the digest algorithm and the signature algorithm fit each other? With signed attributes one hash serves both
 * (RFC 8933); Ed25519 brings its own and goes with SHA-512 (RFC 8419 §2.3).
 * Source: RFC 8933 §2; RFC 5652 §5.3; RFC 8419.
 */
export const algorithmsAgree: Check<{
  readonly digestAlgorithm: DigestAlgorithm | null
  readonly spec: SignatureSpec | null
}> = {
  id: 'crypto.algorithms-agree',
  clause: 'RFC 8933 §2; RFC 5652 §5.3',
  run({ digestAlgorithm, spec }) {
    if (digestAlgorithm === null || spec === null) return notApplicable('UNKNOWN_ALGORITHM')
    const signatureHash = spec.scheme === 'Ed25519' ? 'SHA-512' : spec.hash
    const facts = { digestAlgorithm, signatureHash, scheme: spec.scheme }
    if (!hashesAlike(spec, digestAlgorithm)) return failed('FORMAT_FAILURE', facts)
    // RFC 4055 §3.1 wants the mask generated with the same hash.
    return spec.scheme === 'RSASSA-PSS' && spec.mgfHash !== spec.hash
      ? failed('FORMAT_FAILURE', { ...facts, maskHash: spec.mgfHash })
      : passed(facts)
  },
}
