import type { Certificate } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, passed } from '../../outcomes.js'

/**
 * Does the certificate say who issued it?
 * An empty issuer would chain to any certificate without a subject.
 * Source: RFC 5280 §4.1.2.4, "the issuer field MUST contain a non-empty distinguished name".
 */
export const issuerName: Check<Certificate, 'path.issuer-name'> = {
  id: 'path.issuer-name',
  clause: 'RFC 5280 §4.1.2.4',
  run({ issuer }) {
    return issuer.rdns.length > 0
      ? passed()
      : indeterminate('CERTIFICATE_CHAIN_GENERAL_FAILURE', { empty: true })
  },
}
