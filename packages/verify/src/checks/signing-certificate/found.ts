import type { SignerInfo } from '@chopmark/core'
import { hex } from '@chopmark/core'
import type { Check } from '../../check.js'
import type { KnownCertificate } from '../../decision-context.js'
import { indeterminate, passed } from '../../outcomes.js'

/**
 * Is the certificate that the signer names among the evidence? Source: ETSI EN 319 102-1 §5.2.3; RFC 5652 §5.3.
 */
export const signingCertificateFound: Check<{
  readonly signerInfo: SignerInfo
  /** Certificates that the signer identifier names, in digest order. */
  readonly candidates: readonly KnownCertificate[]
}> = {
  id: 'signing-certificate.found',
  clause: 'ETSI EN 319 102-1 §5.2.3',
  run({ signerInfo: { sid }, candidates }) {
    if (candidates.length > 0) {
      return passed({ candidates: candidates.map(({ sha256 }) => sha256) })
    }
    return indeterminate(
      'NO_SIGNING_CERTIFICATE_FOUND',
      sid.kind === 'issuerAndSerialNumber'
        ? { serialNumber: hex(sid.serialNumber) }
        : { subjectKeyIdentifier: hex(sid.keyIdentifier) },
    )
  },
}
