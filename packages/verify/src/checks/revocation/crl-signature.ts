import type { CheckOutcome, Check } from '../../check.js'

/** How the verification of a CRL's or an OCSP response's signature went. */
export type SourceSignature =
  | { readonly result: 'verified'; readonly algorithm: string; readonly signer: string }
  | { readonly result: 'not-verified' | 'mismatch' | 'unsupported' | 'budget' }
  | { readonly result: 'not-accepted'; readonly algorithm: string; readonly because: string }

const reasons = {
  'not-verified': 'BAD_SIGNATURE',
  mismatch: 'ALGORITHM_MISMATCH',
  unsupported: 'ALGORITHM_UNSUPPORTED',
  'not-accepted': 'ALGORITHM_NOT_ACCEPTED',
  budget: 'BUDGET',
} as const

/**
 * Is the CRL signed by a key of its issuer, with one algorithm named inside and outside, that the policy accepts?
 * Source: RFC 5280 §5.1.1.2 (both algorithms the same), §6.3.3 (g); ETSI EN 319 102-1 §5.2.8.
 */
export const crlSignature: Check<SourceSignature, 'revocation.crl-signature'> = {
  id: 'revocation.crl-signature',
  clause: 'RFC 5280 §6.3.3 (g)',
  run: signatureOutcome,
}

/** The same question for a CRL and for an OCSP response. An unverified source is absent evidence, hence TRY_LATER. */
export function signatureOutcome(signature: SourceSignature): CheckOutcome {
  if (signature.result === 'verified') {
    const { algorithm, signer } = signature
    return { status: 'PASSED', facts: { algorithm, signer } }
  }
  const reason = reasons[signature.result]
  if (signature.result === 'not-accepted') {
    const { algorithm, because } = signature
    return {
      status: 'INDETERMINATE',
      subIndication: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
      facts: { reason, algorithm, because },
    }
  }
  return { status: 'INDETERMINATE', subIndication: 'TRY_LATER', facts: { reason } }
}
