import { toDer } from './der/read-encoded-objects.js'
import type { Result } from './result.js'
import type { HeldTrustAnchor } from './trust-anchor.js'
import { parseCertificate } from './x509/parse-certificate.js'

/**
 * Makes a trust anchor of any certificate. What it is trusted for is the caller's to say: nothing in the certificate
 * itself, its validity included, makes it trusted. RFC 5280 §6.1.1 (d).
 * @param bytes - DER or PEM, one certificate and nothing else.
 * @param facts - Its id, use, policies and recognition.
 */
export function trustAnchorFromCertificate(
  bytes: Uint8Array,
  facts: Pick<HeldTrustAnchor, 'id' | 'use' | 'sandbox' | 'certificatePolicies' | 'recognition'>,
): Result<HeldTrustAnchor> {
  const der = toDer(bytes)
  if (!der.ok) return der
  const parsed = parseCertificate(der.value)
  if (!parsed.ok) return parsed
  const { subject: name, subjectPublicKeyInfo } = parsed.value
  return {
    ok: true,
    value: { kind: 'held', ...facts, name, subjectPublicKeyInfo, certificate: parsed.value },
  }
}
