import type { SignatureRequest, SignedData } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, notApplicable, passed } from '../../outcomes.js'

/** Is the content inside the message or outside, as the request asks? Source: ETSI EN 319 102-1 §5.2.8; RFC 5652 §5.2. */
export const requestPackaging: Check<{
  readonly request: SignatureRequest | null
  readonly signedData: SignedData
}> = {
  id: 'request.packaging',
  clause: 'ETSI EN 319 102-1 §5.2.8; RFC 5652 §5.2',
  run({ request, signedData }) {
    if (request === null) return notApplicable('NO_REQUEST')
    const packaging = signedData.eContent === undefined ? 'detached' : 'attached'
    return packaging === request.packaging
      ? passed({ packaging })
      : indeterminate('SIG_CONSTRAINTS_FAILURE', { packaging, asked: request.packaging })
  },
}
