import type { DerReader } from '../der/der-reader.js'
import { Tag } from '../der/tag.js'
import type { PolicyInformation, PolicyMapping, PolicyQualifier } from './extensions.js'

/** CertificatePolicies, RFC 5280 §4.2.1.4: SIZE (1..MAX), and no policy twice. */
export function readCertificatePolicies(value: DerReader): readonly PolicyInformation[] {
  const inner = value.enter(Tag.sequence)
  if (inner.atEnd) value.fail('MISSING_FIELD')
  const policies: PolicyInformation[] = []
  const seen = new Set<string>()
  while (inner.hasMore()) {
    const fields = inner.enter(Tag.sequence)
    const oid = fields.objectIdentifier()
    if (seen.has(oid)) inner.fail('DUPLICATE_FIELD')
    seen.add(oid)
    const qualifiers = fields.atEnd ? [] : readQualifiers(fields)
    fields.expectEnd()
    policies.push({ oid, qualifiers })
  }
  return policies
}

/** Real CAs write malformed CPS addresses here; nothing relies on them, so a qualifier stays an opaque value. */
function readQualifiers(fields: DerReader): readonly PolicyQualifier[] {
  const inner = fields.enter(Tag.sequence)
  if (inner.atEnd) fields.fail('MISSING_FIELD')
  const qualifiers: PolicyQualifier[] = []
  while (inner.hasMore()) {
    const parts = inner.enter(Tag.sequence)
    const oid = parts.objectIdentifier()
    if (parts.atEnd) {
      qualifiers.push({ oid })
      continue
    }
    qualifiers.push({ oid, qualifier: parts.opaque() })
    parts.expectEnd()
  }
  return qualifiers
}

/** PolicyMappings, RFC 5280 §4.2.1.5. */
export function readPolicyMappings(value: DerReader): readonly PolicyMapping[] {
  const inner = value.enter(Tag.sequence)
  if (inner.atEnd) value.fail('MISSING_FIELD')
  const mappings: PolicyMapping[] = []
  while (inner.hasMore()) {
    const fields = inner.enter(Tag.sequence)
    const issuerDomainPolicy = fields.objectIdentifier()
    const subjectDomainPolicy = fields.objectIdentifier()
    fields.expectEnd()
    mappings.push({ issuerDomainPolicy, subjectDomainPolicy })
  }
  return mappings
}
