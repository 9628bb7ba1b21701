import type { Check } from '../../check.js'
import type { CertIdMatch } from '../../revocation/ocsp-cert-id.js'

/**
 * Does the response speak of this certificate: serial number, hash of its issuer's name and hash of its issuer's key? The hashes are
 * compared all: a CA's namesake has another key, a responder of another CA may use the same serial numbers.
 * Source: RFC 6960 §3.2 (1), §4.1.1.
 */
export const ocspCertificate: Check<
  { readonly match: CertIdMatch; readonly answers: number },
  'revocation.ocsp-certificate'
> = {
  id: 'revocation.ocsp-certificate',
  clause: 'RFC 6960 §3.2 (1)',
  run({ match, answers }) {
    if (match === 'this') return { status: 'PASSED', facts: { match, answers } }
    const reason =
      match === 'other-issuer'
        ? 'WRONG_ISSUER'
        : match === 'unknown-hash'
          ? 'ALGORITHM_UNSUPPORTED'
          : 'OTHER_CERTIFICATE'
    const facts = { reason, match, answers }
    return { status: 'INDETERMINATE', subIndication: 'TRY_LATER', facts }
  },
}
