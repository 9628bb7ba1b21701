import type { SignatureRequest } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, notApplicable, passed } from '../../outcomes.js'

/**
 * Did one signer answer the request, and nobody else along with him? Counter-signatures are not counted: they sign the
 * answer, not the document. Where the request is for a further signature, the others are there already. Source: ETSI EN 319 102-1 §5.2.8.
 */
export const requestSingleSignature: Check<{
  readonly request: SignatureRequest | null
  readonly signatures: number
}> = {
  id: 'request.single-signature',
  clause: 'ETSI EN 319 102-1 §5.2.8',
  run({ request, signatures }) {
    if (request === null) return notApplicable('NO_REQUEST')
    if (request.cosign !== undefined) return notApplicable('COSIGNED')
    return signatures === 1
      ? passed({ signatures })
      : indeterminate('SIG_CONSTRAINTS_FAILURE', { signatures })
  },
}
