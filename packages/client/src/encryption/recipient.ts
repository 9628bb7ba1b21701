import {
  type Certificate,
  type Instant,
  parseCertificate,
  type PublicKey,
  readPublicKey,
} from '@chopmark/core'
import type { EncryptionCode } from './encryption-problem.js'

/** A certificate that may be encrypted to. */
export interface Recipient {
  readonly certificate: Certificate
  readonly publicKey: PublicKey & { readonly kind: 'RSA' | 'EC' }
}

/** Below it RSA has been factored, or can be; Hongkong Post has issued nothing shorter since 2010. */
const minRsaBits = 2048

/**
 * Looks at a certificate as the sender's program can by itself: form, time, key usage (RFC 5280 §4.2.1.3; RFC 8550 §4.4.2), kind and
 * length of the key. Whether anybody recognised issued it, and whether it was revoked, only validating its path tells.
 * @param at - When the message is encrypted.
 */
export function readRecipient(
  der: Uint8Array,
  at: Instant,
): { readonly ok: true; readonly value: Recipient } | { readonly ok: false; code: EncryptionCode } {
  const no = (code: EncryptionCode) => ({ ok: false, code }) as const
  const parsed = parseCertificate(new Uint8Array(der))
  if (!parsed.ok || parsed.value.duplicateExtension !== undefined) return no('RECIPIENT_MALFORMED')
  const certificate = parsed.value
  const read = readPublicKey(certificate.subjectPublicKeyInfo)
  if (!read.ok) return no('RECIPIENT_KEY_UNSUPPORTED')
  const publicKey = read.value
  if (publicKey.kind !== 'EC' && (publicKey.kind !== 'RSA' || publicKey.pss !== 'allowed')) {
    return no('RECIPIENT_KEY_UNSUPPORTED')
  }
  if (at < certificate.notBefore) return no('RECIPIENT_NOT_YET_VALID')
  if (at > certificate.notAfter) return no('RECIPIENT_EXPIRED')
  const { keyUsage } = certificate.extension
  // A certificate without the extension restricts nothing.
  if (keyUsage !== undefined) {
    const wanted = publicKey.kind === 'RSA' ? 'keyEncipherment' : 'keyAgreement'
    // RFC 5280 §4.2.1.3: with decipherOnly, the holder's side alone may use the key, which the sender's is not.
    const holderOnly = publicKey.kind === 'EC' && keyUsage.includes('decipherOnly')
    if (!keyUsage.includes(wanted) || holderOnly) return no('RECIPIENT_KEY_USAGE')
  }
  if (publicKey.kind === 'RSA' && publicKey.bits < minRsaBits) return no('RECIPIENT_KEY_WEAK')
  return { ok: true, value: { certificate, publicKey } }
}
