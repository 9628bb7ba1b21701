import {
  attributeOids,
  parseCertificateValues,
  parseRevocationValues,
  type SignedData,
  type SignerInfo,
} from '@chopmark/core'
import type { EvidenceItem } from '../evidence.js'

/** Taken from the attributes of one message: as many as a SignedData may hold certificates; a long-lived signature has some ten. */
const maxArchived = 200

/**
 * Certificates and revocation data that a message brings along, as little trusted as any other evidence: those of the SignedData, OCSP
 * answers (RFC 5940) among them, and those that CAdES keeps in unsigned attributes (certificate-values, revocation-values).
 * An attribute that cannot be read is passed over: nobody signed it.
 * Source: RFC 5652 §5.1; RFC 5940 §2; RFC 5126 §6.3.3, §6.3.4.
 */
export function enclosedItems({
  certificates,
  revocationInfos,
  signerInfos,
}: SignedData): readonly EvidenceItem[] {
  const items: EvidenceItem[] = []
  for (const { kind, raw: bytes } of certificates) {
    if (kind === 'certificate') items.push({ kind, bytes })
  }
  for (const { kind, raw: bytes } of revocationInfos) {
    if (kind !== 'other') items.push({ kind, bytes })
  }
  const archived: EvidenceItem[] = []
  for (const signerInfo of signerInfos) {
    if (signerInfo.unsignedAttributes !== undefined) archivedItems(signerInfo, archived)
  }
  return archived.length === 0 ? items : [...items, ...archived.slice(0, maxArchived)]
}

/** Long-lived signatures keep what was needed to validate them, RFC 5126 §6.3. */
function archivedItems({ unsignedAttributes = [] }: SignerInfo, into: EvidenceItem[]): void {
  for (const { oid, values } of unsignedAttributes) {
    for (const value of values) {
      if (into.length >= maxArchived) return
      if (oid === attributeOids.certificateValues) {
        const parsed = parseCertificateValues(value)
        for (const bytes of parsed.ok ? parsed.value : []) into.push({ kind: 'certificate', bytes })
      } else if (oid === attributeOids.revocationValues) {
        const parsed = parseRevocationValues(value)
        if (!parsed.ok) continue
        for (const bytes of parsed.value.crls) into.push({ kind: 'crl', bytes })
        for (const bytes of parsed.value.basicOcspResponses) into.push({ kind: 'ocsp', bytes })
      }
    }
  }
}
