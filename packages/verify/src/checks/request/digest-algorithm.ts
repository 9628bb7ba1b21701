import type { DigestAlgorithm, SignatureRequest } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, notApplicable, passed } from '../../outcomes.js'

/** Was the document digested by the algorithm asked for? Source: ETSI EN 319 102-1 §5.2.8. */
export const requestDigestAlgorithm: Check<{
  readonly request: SignatureRequest | null
  readonly digestAlgorithm: DigestAlgorithm | null
}> = {
  id: 'request.digest-algorithm',
  clause: 'ETSI EN 319 102-1 §5.2.8',
  run({ request, digestAlgorithm }) {
    if (request === null) return notApplicable('NO_REQUEST')
    const asked = request.document.digestAlgorithm
    return digestAlgorithm === asked
      ? passed({ digestAlgorithm })
      : indeterminate('SIG_CONSTRAINTS_FAILURE', { digestAlgorithm, asked })
  },
}
