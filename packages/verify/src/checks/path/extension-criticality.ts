import type { Certificate } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, passed } from '../../outcomes.js'

/** Extensions that a conforming CA never marks critical: key identifiers, information access, freshest CRL. */
const neverCritical: ReadonlySet<string> = new Set([
  '2.5.29.14',
  '2.5.29.35',
  '2.5.29.46',
  '1.3.6.1.5.5.7.1.1',
  '1.3.6.1.5.5.7.1.11',
])
const nameConstraints = '2.5.29.30'

/**
 * Are the extensions marked critical, or not, as they have to be?
 * Name constraints that others may ignore constrain nobody, and a critical key identifier gives a hint the rank of an
 * order. Basic constraints that are not critical are obeyed and let pass: PKITS 4.6.4 says such a path is valid.
 * Source: RFC 5280 §4.2.1.1, §4.2.1.2, §4.2.1.10, §4.2.1.15, §4.2.2.1, §4.2.2.2.
 */
export const extensionCriticality: Check<Certificate, 'path.extension-criticality'> = {
  id: 'path.extension-criticality',
  clause: 'RFC 5280 §4.2.1',
  run({ extensions }) {
    for (const { oid, critical } of extensions) {
      if (critical ? neverCritical.has(oid) : oid === nameConstraints) {
        return indeterminate('CERTIFICATE_CHAIN_GENERAL_FAILURE', { extension: oid, critical })
      }
    }
    return passed()
  },
}
