import { commitmentTypeOids, type SignatureRequest } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, notApplicable, passed } from '../../outcomes.js'
import type { AttributeReadings } from '../../signature/attribute-readings.js'

/**
 * Does the signer commit to what the request asked for, and to that alone?
 * Source: ETSI EN 319 122-1 §5.2.3; RFC 5126 §5.11.1; ETSI EN 319 102-1 §5.2.8.
 */
export const requestCommitmentType: Check<{
  readonly request: SignatureRequest | null
  readonly attributes: AttributeReadings | null
}> = {
  id: 'request.commitment-type',
  clause: 'ETSI EN 319 122-1 §5.2.3; ETSI EN 319 102-1 §5.2.8',
  run({ request, attributes }) {
    if (request === null) return notApplicable('NO_REQUEST')
    const commitmentTypes = attributes?.commitmentTypes ?? []
    const asked = commitmentTypeOids[request.commitmentType]
    return commitmentTypes.length === 1 && commitmentTypes[0] === asked
      ? passed({ commitmentTypes })
      : indeterminate('SIG_CONSTRAINTS_FAILURE', { commitmentTypes, asked })
  },
}
