import { type Certificate, sameOctets } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, passed } from '../../outcomes.js'

/**
 * Does the certificate name the same signature algorithm inside and outside of what is signed?
 * Octet for octet, parameters included: a difference is an attempt to have the signature read in another way.
 * Source: RFC 5280 §4.1.1.2, §4.1.2.3.
 */
export const algorithmMatch: Check<Certificate, 'path.algorithm-match'> = {
  id: 'path.algorithm-match',
  clause: 'RFC 5280 §4.1.1.2',
  run({ tbsSignatureAlgorithm: inner, signatureAlgorithm: outer }) {
    return sameOctets(inner.raw, outer.raw)
      ? passed()
      : indeterminate('CERTIFICATE_CHAIN_GENERAL_FAILURE', { inner: inner.oid, outer: outer.oid })
  },
}
