import { type AuthorityKeyIdentifier, type Certificate, sameOctets } from '@chopmark/core'
import type { KnownCertificate } from '../decision-context.js'
import type { Moments } from '../moments.js'
import { traitsOf } from './certificate-traits.js'

/**
 * Puts the likeliest issuers of a certificate first: those whose key is known to have signed it, then those that the
 * authority key identifier points to, then sound CAs valid at the time, then the younger ones. It only orders; which
 * of them issued the certificate is for signatures to say. The rest of the order is that of the store, by digest.
 */
export function rankIssuers(
  child: KnownCertificate,
  candidates: readonly KnownCertificate[],
  moments: Moments,
): readonly KnownCertificate[] {
  if (candidates.length < 2) return candidates
  const { verified } = traitsOf(child)
  const hint = child.certificate.extension.authorityKeyIdentifier
  const ranked = candidates.map((known) => {
    const { certificate } = known
    const { isCa, sound, keyId } = traitsOf(known)
    const answer = verified.get(keyId)?.answer
    let rank = hintRank(hint, certificate)
    if (answer !== undefined) rank += answer === 'verified' ? 16 : -16
    if (isCa && sound) rank += 1
    if (isValidAt(certificate, moments)) rank += 2
    return { known, rank }
  })
  ranked.sort(
    (a, b) => b.rank - a.rank || b.known.certificate.notBefore - a.known.certificate.notBefore,
  )
  return ranked.map(({ known }) => known)
}

export function isValidAt({ notBefore, notAfter }: Certificate, moments: Moments): boolean {
  return moments.tell(({ at }) => notBefore <= at && at <= notAfter)
}

/** 4 when the identifier points to this certificate, -4 when it points to another, 0 when it does not say. */
function hintRank(
  hint: AuthorityKeyIdentifier | undefined,
  { serialNumber, extension }: Certificate,
): number {
  const { keyIdentifier, authorityCertSerialNumber } = hint ?? {}
  const own = extension.subjectKeyIdentifier
  if (keyIdentifier !== undefined && own !== undefined) {
    return sameOctets(keyIdentifier, own) ? 4 : -4
  }
  if (authorityCertSerialNumber === undefined) return 0
  // Names a certificate, not a key: a renewed one of the same key fits as well, so a difference says little.
  return sameOctets(authorityCertSerialNumber, serialNumber) ? 4 : -1
}
