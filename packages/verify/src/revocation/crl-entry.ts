import { nameKey } from '@chopmark/core'
import type { Certificate, CertificateList, CrlEntry, Instant } from '@chopmark/core'

/** What a source says of a certificate that it lists. */
export interface Revocation {
  /** As in RFC 5280 §5.3.1; a missing reason code means `unspecified`. */
  readonly reason: string
  readonly revokedAt: Instant
  readonly invalidityDate?: Instant
}

/** May this revocation be taken back? Only a hold may. */
export function isHold(revocation: Revocation): boolean {
  return revocation.reason === 'certificateHold'
}

/**
 * What a CRL says of a certificate, `removeFromCRL` included; null when it is not listed.
 * Entries count whose issuer (named in the entry or carried over, else the CRL's) is the certificate's. Of several the gravest
 * speaks: a revocation for good, the earliest first; else the last one.
 * Source: RFC 5280 §5.3.3, §6.3.3 (i), (j).
 */
export function entryFor(crl: CertificateList, certificate: Certificate): Revocation | null {
  let spoken: Revocation | null = null
  const issuer = nameKey(certificate.issuer)
  // Entries share the names they carry over: asked once for each list of names, or a hostile CRL costs their product.
  const answers = new Map<CrlEntry['certificateIssuer'], boolean>()
  for (const entry of crl.matching(certificate.serialNumber)) {
    const named = entry.certificateIssuer
    let own = answers.get(named)
    if (own === undefined) answers.set(named, (own = isIssuedBy(entry, crl, issuer)))
    if (!own) continue
    const revocation = readRevocation(entry)
    if (spoken === null || weigh(revocation, spoken) >= 0) spoken = revocation
  }
  return spoken
}

function isIssuedBy(entry: CrlEntry, crl: CertificateList, issuer: string): boolean {
  if (entry.certificateIssuer === undefined) return nameKey(crl.issuer) === issuer
  return entry.certificateIssuer.some(
    (name) => name.kind === 'directoryName' && nameKey(name.name) === issuer,
  )
}

function readRevocation(entry: CrlEntry): Revocation {
  return {
    reason: entry.reason ?? 'unspecified',
    revokedAt: entry.revocationDate,
    ...(entry.invalidityDate !== undefined && { invalidityDate: entry.invalidityDate }),
  }
}

/** Is it neither a hold nor the lifting of one? */
export function isForGood(revocation: Revocation): boolean {
  return revocation.reason !== 'certificateHold' && revocation.reason !== 'removeFromCRL'
}

function weigh(a: Revocation, b: Revocation): number {
  if (isForGood(a) !== isForGood(b)) return isForGood(a) ? 1 : -1
  return isForGood(a) ? b.revokedAt - a.revokedAt : 0
}

/**
 * What a complete CRL says once a delta CRL has been laid over it; null: not revoked. A removal lifts a hold; a revocation for
 * good in the complete CRL stays, whatever a delta says, because RFC 5280 §5.2.4 lets only held (and expired) certificates leave.
 * Source: RFC 5280 §6.3.3 (i) to (k).
 */
export function combinedEntry(
  complete: Revocation | null,
  delta: Revocation | null,
): Revocation | null {
  if (complete !== null && isForGood(complete)) return complete
  const spoken = delta ?? complete
  return spoken?.reason === 'removeFromCRL' ? null : spoken
}
