import type { Check } from '../../check.js'
import { indeterminate, passed } from '../../outcomes.js'

export interface CertificateSignatureInput {
  /**
   * What came of verifying the certificate's signature with its issuer's key: `mismatch`, the algorithm does not fit
   * the key; `unsupported`, no algorithm of ours; `unasked`, the allowance for signatures was spent.
   */
  readonly answer: 'verified' | 'refuted' | 'mismatch' | 'unsupported' | 'unasked'
  /** Dotted OIDs of the signature algorithm and of the issuer's key. */
  readonly algorithm: string
  readonly key: string
}

/**
 * Did the issuer's key sign the certificate?
 * Source: RFC 5280 §6.1.3 (a)(1).
 */
export const certificateSignature: Check<CertificateSignatureInput, 'path.signature'> = {
  id: 'path.signature',
  clause: 'RFC 5280 §6.1.3 (a)(1)',
  run({ answer, algorithm, key }) {
    switch (answer) {
      case 'verified':
        return passed()
      case 'unsupported':
        return indeterminate('CRYPTO_CONSTRAINTS_FAILURE', { answer, algorithm, key })
      default:
        return indeterminate('CERTIFICATE_CHAIN_GENERAL_FAILURE', { answer, algorithm, key })
    }
  },
}
