import type { Check } from '../../check.js'
import type { CrlScope } from '../../revocation/crl-scope.js'
import { reasonNames } from '../../revocation/reasons.js'

/**
 * Does the CRL speak for this certificate? Its issuer must be the certificate's or a cRLIssuer that the certificate names
 * (then the CRL must call itself indirect), its issuing distribution point one of the certificate's, its kind of certificates
 * this one's kind, and it must speak of at least one reason. Another CRL may settle it: TRY_LATER.
 * Source: RFC 5280 §6.3.3 (b), (d).
 */
export const crlScopeCheck: Check<CrlScope, 'revocation.crl-scope'> = {
  id: 'revocation.crl-scope',
  clause: 'RFC 5280 §6.3.3 (b)',
  run(scope) {
    if (scope.inScope && scope.reasons !== 0) {
      return { status: 'PASSED', facts: { reasons: reasonNames(scope.reasons) } }
    }
    const problem = scope.inScope ? 'NO_REASONS' : scope.problem
    const reason = problem === 'ISSUER' ? 'WRONG_ISSUER' : 'SCOPE'
    return { status: 'INDETERMINATE', subIndication: 'TRY_LATER', facts: { reason, problem } }
  },
}
