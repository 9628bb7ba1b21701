import type { Check } from '../../check.js'
import type { SourceSignature } from './crl-signature.js'
import { signatureOutcome } from './crl-signature.js'

/**
 * Does the signature over the response verify with the responder's key, by an algorithm that the policy accepts?
 * Source: RFC 6960 §3.2 (2); ETSI EN 319 102-1 §5.2.8.
 */
export const ocspSignature: Check<SourceSignature, 'revocation.ocsp-signature'> = {
  id: 'revocation.ocsp-signature',
  clause: 'RFC 6960 §3.2 (2)',
  run: signatureOutcome,
}
