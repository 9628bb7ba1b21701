import type { DigestAlgorithm, SignatureRequest, SignatureSpec } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, notApplicable, passed } from '../../outcomes.js'

/**
 * Was the document digested by the algorithm asked for? Ed25519 leaves no choice: its messages are digested by SHA-512, whatever
 * was asked.
 * Source: ETSI EN 319 102-1 §5.2.8; RFC 8419 §3.1.
 */
export const requestDigestAlgorithm: Check<{
  readonly request: SignatureRequest | null
  readonly digestAlgorithm: DigestAlgorithm | null
  readonly spec: Pick<SignatureSpec, 'scheme'> | null
}> = {
  id: 'request.digest-algorithm',
  clause: 'ETSI EN 319 102-1 §5.2.8',
  run({ request, digestAlgorithm, spec }) {
    if (request === null) return notApplicable('NO_REQUEST')
    const { digestAlgorithm: asked } = request.document
    const wanted = spec?.scheme === 'Ed25519' ? 'SHA-512' : asked
    return digestAlgorithm === wanted
      ? passed({ digestAlgorithm })
      : indeterminate('SIG_CONSTRAINTS_FAILURE', { digestAlgorithm, asked })
  },
}
