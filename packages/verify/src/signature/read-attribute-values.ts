import {
  type AlgorithmIdentifier,
  contextConstructed,
  DerReader,
  type DigestAlgorithm,
  digestAlgorithmOf,
  Tag,
} from '@chopmark/core'
import type { CertificateReference } from './attribute-readings.js'

/** As many commitments, policies or certificates as one attribute may list here. */
const maxListed = 64

/** AlgorithmIdentifier, under its own tag or an implicit one. RFC 5280 §4.1.1.2. */
function algorithmIdentifier(reader: DerReader, tag: number = Tag.sequence): AlgorithmIdentifier {
  const fields = reader.enter(tag)
  const given = reader.raw()
  // Compared octet for octet with the one outside, which stands under the universal tag.
  const raw = tag === Tag.sequence ? given : Uint8Array.from(given)
  raw[0] = Tag.sequence
  const oid = fields.objectIdentifier()
  if (fields.atEnd) return { raw, oid }
  fields.any()
  const parameters = fields.raw()
  fields.expectEnd()
  return { raw, oid, parameters }
}

function digestOf(identifier: AlgorithmIdentifier): DigestAlgorithm | null {
  const known = digestAlgorithmOf(identifier)
  return known.ok ? known.value : null
}

/** SigningCertificate, RFC 2634 §5.4: ESSCertID with SHA-1. */
export function signingCertificate(reader: DerReader): CertificateReference {
  return firstReference(reader, (fields) => ({
    digestAlgorithm: 'SHA-1',
    digest: fields.octetString(),
  }))
}

/** SigningCertificateV2, RFC 5035 §4: ESSCertIDv2, SHA-256 unless it says otherwise. */
export function signingCertificateV2(reader: DerReader): CertificateReference {
  return firstReference(reader, (fields) => {
    const named = fields.peek() === Tag.sequence ? algorithmIdentifier(fields) : null
    return {
      digestAlgorithm: named === null ? 'SHA-256' : digestOf(named),
      digest: fields.octetString(),
    }
  })
}

/** The first reference names the signing certificate; the others and the policies are only read through. */
function firstReference(
  reader: DerReader,
  readHash: (fields: DerReader) => Pick<CertificateReference, 'digestAlgorithm' | 'digest'>,
): CertificateReference {
  const fields = reader.enter(Tag.sequence)
  const references = fields.enter(Tag.sequence)
  let first: CertificateReference | undefined
  for (let count = 0; !references.atEnd; count++) {
    if (count === maxListed) references.fail('TOO_MANY', references.pos)
    const reference = references.enter(Tag.sequence)
    const hash = readHash(reference)
    const issuerSerial = reference.atEnd ? undefined : readIssuerSerial(reference)
    reference.expectEnd()
    first ??= issuerSerial === undefined ? hash : { ...hash, issuerSerial }
  }
  fields.optional(Tag.sequence)
  fields.expectEnd()
  return first ?? references.fail('MISSING_FIELD', references.pos)
}

/** IssuerSerial, RFC 5035 §5: for a certificate the issuer is one directory name. */
function readIssuerSerial(reader: DerReader): NonNullable<CertificateReference['issuerSerial']> {
  const fields = reader.enter(Tag.sequence)
  const names = fields.enter(Tag.sequence)
  let issuer: Uint8Array | null = null
  for (let count = 0; !names.atEnd; count++) {
    if (count === maxListed) names.fail('TOO_MANY', names.pos)
    const tag = names.any()
    if (count > 0 || tag !== contextConstructed(4)) {
      issuer = null
      continue
    }
    const directory = names.inner()
    directory.next(Tag.sequence)
    issuer = directory.raw()
    directory.expectEnd()
  }
  const serialNumber = fields.integer()
  fields.expectEnd()
  return { issuer, serialNumber }
}

/** CMSAlgorithmProtection, RFC 6211 §2. */
export function algorithmProtection(reader: DerReader): {
  readonly digestAlgorithm: AlgorithmIdentifier
  readonly signatureAlgorithm?: AlgorithmIdentifier
} {
  const fields = reader.enter(Tag.sequence)
  const digestAlgorithm = algorithmIdentifier(fields)
  const tag = fields.peek()
  if (tag !== contextConstructed(1) && tag !== contextConstructed(2)) {
    fields.fail('MISSING_FIELD', fields.pos)
  }
  const protectedAlgorithm = algorithmIdentifier(fields, tag)
  fields.expectEnd()
  // [2] is a MAC's, which no signature has.
  return tag === contextConstructed(1)
    ? { digestAlgorithm, signatureAlgorithm: protectedAlgorithm }
    : { digestAlgorithm }
}

/** CommitmentTypeIndication, RFC 5126 §5.11.1: its type; the qualifiers are read through. */
export function commitmentType(reader: DerReader): string {
  const fields = reader.enter(Tag.sequence)
  const oid = fields.objectIdentifier()
  fields.optional(Tag.sequence)
  fields.expectEnd()
  return oid
}

/** SignaturePolicy, RFC 5126 §5.8.1: the policy's identifier, or `implied`. */
export function signaturePolicy(reader: DerReader): string {
  if (reader.peek() === Tag.null) {
    reader.null()
    return 'implied'
  }
  const fields = reader.enter(Tag.sequence)
  const oid = fields.objectIdentifier()
  fields.optional(Tag.sequence)
  fields.optional(Tag.sequence)
  fields.expectEnd()
  return oid
}

/** ContentHints, RFC 2634 §2.9: the type of the innermost content; the description is not shown. */
export function contentHints(reader: DerReader): string {
  const fields = reader.enter(Tag.sequence)
  fields.optional(Tag.utf8String)
  const oid = fields.objectIdentifier()
  fields.expectEnd()
  return oid
}
