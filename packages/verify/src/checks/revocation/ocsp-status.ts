import type { OcspCertStatus } from '@chopmark/core'
import type { Check } from '../../check.js'

/**
 * Does the response say one thing about the certificate, and does it know it? `unknown` is never good. Several answers for one
 * CertID must agree in kind; a response that says good and revoked at once is not used.
 * Source: RFC 6960 §2.2, §4.2.1.
 */
export const ocspStatus: Check<
  { readonly statuses: readonly OcspCertStatus['kind'][] },
  'revocation.ocsp-status'
> = {
  id: 'revocation.ocsp-status',
  clause: 'RFC 6960 §2.2',
  run({ statuses }) {
    const facts = { statuses: [...statuses] }
    const contradictory = statuses.some((status) => status !== statuses[0])
    if (!contradictory && statuses[0] !== 'unknown') return { status: 'PASSED', facts }
    const reason = contradictory ? 'CONTRADICTORY' : 'UNKNOWN_STATUS'
    return { status: 'INDETERMINATE', subIndication: 'TRY_LATER', facts: { reason, ...facts } }
  },
}
