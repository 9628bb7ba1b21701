import { crlCurrent } from './crl-current.js'
import { crlDelta } from './crl-delta.js'
import { crlExtensions } from './crl-extensions.js'
import { crlFresh } from './crl-fresh.js'
import { crlIssuerKeyUsage } from './crl-issuer-key-usage.js'
import { crlScopeCheck } from './crl-scope.js'
import { crlSignature } from './crl-signature.js'
import { crlSignerPath } from './crl-signer-path.js'
import { evidencePresent } from './evidence-present.js'
import { expiredCovered } from './expired-covered.js'
import { notRevoked } from './not-revoked.js'
import { ocspCertificate } from './ocsp-certificate.js'
import { ocspCurrent } from './ocsp-current.js'
import { ocspExtensions } from './ocsp-extensions.js'
import { ocspFresh } from './ocsp-fresh.js'
import { ocspNonce } from './ocsp-nonce.js'
import { ocspResponderAuthorised } from './ocsp-responder-authorised.js'
import { ocspSignature } from './ocsp-signature.js'
import { ocspStatus } from './ocsp-status.js'

/** The checks of revocation evidence in the order in which they are asked: of a CRL, of an OCSP answer, of the certificate. */
export const revocationChecks: readonly { readonly id: string; readonly clause: string }[] = [
  crlScopeCheck,
  crlExtensions,
  crlDelta,
  crlCurrent,
  crlFresh,
  expiredCovered,
  crlSignature,
  crlSignerPath,
  crlIssuerKeyUsage,
  ocspCertificate,
  ocspExtensions,
  ocspStatus,
  ocspNonce,
  ocspCurrent,
  ocspFresh,
  ocspResponderAuthorised,
  ocspSignature,
  evidencePresent,
  notRevoked,
]
