import type { Check } from '../../check.js'
import type { CurrentInput } from './crl-current.js'
import { currentOutcome } from './crl-current.js'

/**
 * Does the OCSP answer speak of this time? `thisUpdate` and `producedAt` at most `clockSkewMs` after the validation time,
 * `nextUpdate` (where given) not before `at`, `thisUpdate` not before the certificate's notBefore. Not passing is TRY_LATER.
 * Source: RFC 6960 §3.2 (5), (6), §4.2.2.1.
 */
export const ocspCurrent: Check<CurrentInput, 'revocation.ocsp-current'> = {
  id: 'revocation.ocsp-current',
  clause: 'RFC 6960 §3.2 (5), (6)',
  run: currentOutcome,
}
