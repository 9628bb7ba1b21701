import type { Check } from '../../check.js'
import { indeterminate, passed } from '../../outcomes.js'

export interface NameChainingInput {
  /** `nameKey` of the certificate's issuer. */
  readonly issuerKey: string
  /** `nameKey` of the next certificate's subject, or of the trust anchor. */
  readonly nextSubjectKey: string
}

/**
 * Is the issuer named in the certificate the subject of the next one, or the trust anchor?
 * Names are compared after string preparation, so that case, spaces and string types do not part what belongs together.
 * Source: RFC 5280 §6.1.3 (a)(4), §7.1.
 */
export const nameChaining: Check<NameChainingInput, 'path.name-chaining'> = {
  id: 'path.name-chaining',
  clause: 'RFC 5280 §6.1.3 (a)(4)',
  run({ issuerKey, nextSubjectKey }) {
    return issuerKey === nextSubjectKey
      ? passed()
      : indeterminate('CERTIFICATE_CHAIN_GENERAL_FAILURE')
  },
}
