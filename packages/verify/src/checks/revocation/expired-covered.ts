import type { Instant } from '@chopmark/core'
import { formatInstant } from '@chopmark/core'
import type { Check } from '../../check.js'

export interface ExpiredCoveredInput {
  /** The certificate's notAfter. */
  readonly notAfter: Instant
  readonly thisUpdate: Instant
  /** expiredCertsOnCRL of the CRL or archiveCutoff of the OCSP answer: who expired at or after it is still spoken of. */
  readonly coveredSince?: Instant | undefined
}

/**
 * May silence about this certificate be read as "not revoked"? A CA may drop a certificate from its CRLs once it has
 * expired, so a source issued later says nothing about it unless expiredCertsOnCRL (X.509) or archiveCutoff
 * (RFC 6960 §4.4.4) reaches back to its notAfter.
 * Source: ETSI EN 319 102-1 §5.2.6.4; RFC 5280 §5 (last revocation entries of expired certificates).
 */
export const expiredCovered: Check<ExpiredCoveredInput, 'revocation.expired-covered'> = {
  id: 'revocation.expired-covered',
  clause: 'ETSI EN 319 102-1 §5.2.6.4',
  run({ notAfter, thisUpdate, coveredSince }) {
    const facts = {
      notAfter: formatInstant(notAfter),
      coveredSince: coveredSince === undefined ? null : formatInstant(coveredSince),
    }
    return thisUpdate <= notAfter || (coveredSince !== undefined && coveredSince <= notAfter)
      ? { status: 'PASSED', facts }
      : { status: 'INDETERMINATE', subIndication: 'OUT_OF_BOUNDS_NO_POE', facts }
  },
}
