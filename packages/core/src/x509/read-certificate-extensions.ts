import type { DerReader } from '../der/der-reader.js'
import { Tag } from '../der/tag.js'
import type {
  AccessDescription,
  AuthorityKeyIdentifier,
  BasicConstraints,
  CertificateExtensions,
  KeyUsageBit,
  PolicyConstraints,
} from './extensions.js'
import { readDistributionPoints } from './read-distribution-points.js'
import { readGeneralName, readGeneralNames } from './read-general-name.js'
import { readNameConstraints } from './read-name-constraints.js'
import { readCertificatePolicies, readPolicyMappings } from './read-policies.js'

/** The known extensions while they are being gathered. */
export type MutableExtensions = {
  -readonly [K in keyof CertificateExtensions]: CertificateExtensions[K]
}

/** Reads one extension's value into `into` when it is a known one; RFC 5280 §4.2, RFC 6960 §4.2.2.2.1. */
export function readCertificateExtension(
  oid: string,
  value: DerReader,
  into: MutableExtensions,
): void {
  switch (oid) {
    case '2.5.29.35':
      into.authorityKeyIdentifier = readAuthorityKeyIdentifier(value)
      break
    case '2.5.29.14':
      into.subjectKeyIdentifier = value.octetString()
      break
    case '2.5.29.15':
      into.keyUsage = readKeyUsage(value)
      break
    case '2.5.29.32':
      into.certificatePolicies = readCertificatePolicies(value)
      break
    case '2.5.29.33':
      into.policyMappings = readPolicyMappings(value)
      break
    case '2.5.29.17':
      into.subjectAltName = readGeneralNames(value)
      break
    case '2.5.29.18':
      into.issuerAltName = readGeneralNames(value)
      break
    case '2.5.29.19':
      into.basicConstraints = readBasicConstraints(value)
      break
    case '2.5.29.30':
      into.nameConstraints = readNameConstraints(value)
      break
    case '2.5.29.36':
      into.policyConstraints = readPolicyConstraints(value)
      break
    case '2.5.29.37':
      into.extKeyUsage = readExtKeyUsage(value)
      break
    case '2.5.29.31':
      into.cRLDistributionPoints = readDistributionPoints(value)
      break
    case '2.5.29.46':
      into.freshestCRL = readDistributionPoints(value)
      break
    case '2.5.29.54':
      into.inhibitAnyPolicy = value.smallInteger(maxSkipCerts)
      break
    case '1.3.6.1.5.5.7.1.1':
      into.authorityInfoAccess = readInfoAccess(value)
      break
    case '1.3.6.1.5.5.7.1.11':
      into.subjectInfoAccess = readInfoAccess(value)
      break
    case '1.3.6.1.5.5.7.48.1.5':
      value.null()
      into.ocspNoCheck = true
      break
    case '1.3.6.1.5.5.7.1.3':
      into.qcStatements = value.next(Tag.sequence).raw()
      break
    default:
      return
  }
  value.expectEnd()
}

const keyUsageBits: readonly KeyUsageBit[] = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
]

/** INTEGER (0..MAX) that counts certificates: no path is that long, and the number stays exact. */
const maxSkipCerts = 0xffff_ffff

function readKeyUsage(value: DerReader): readonly KeyUsageBit[] {
  return value.namedBits(keyUsageBits.length).map((bit) => keyUsageBits[bit] as KeyUsageBit)
}

function readBasicConstraints(value: DerReader): BasicConstraints {
  const fields = value.enter(Tag.sequence)
  const cA = fields.spokenBoolean()
  if (fields.atEnd) return { cA }
  const pathLenConstraint = fields.smallInteger(maxSkipCerts)
  fields.expectEnd()
  return { cA, pathLenConstraint }
}

/** PolicyConstraints, RFC 5280 §4.2.1.11: never an empty sequence. */
function readPolicyConstraints(value: DerReader): PolicyConstraints {
  const fields = value.enter(Tag.sequence)
  if (fields.atEnd) value.fail('MISSING_FIELD')
  const requireExplicitPolicy =
    fields.peek() === 0x80 ? fields.smallInteger(maxSkipCerts, 0x80) : undefined
  const inhibitPolicyMapping =
    fields.peek() === 0x81 ? fields.smallInteger(maxSkipCerts, 0x81) : undefined
  fields.expectEnd()
  return {
    ...(requireExplicitPolicy !== undefined && { requireExplicitPolicy }),
    ...(inhibitPolicyMapping !== undefined && { inhibitPolicyMapping }),
  }
}

function readExtKeyUsage(value: DerReader): readonly string[] {
  const inner = value.enter(Tag.sequence)
  if (inner.atEnd) value.fail('MISSING_FIELD')
  const purposes: string[] = []
  while (inner.hasMore()) purposes.push(inner.objectIdentifier())
  return purposes
}

function readInfoAccess(value: DerReader): readonly AccessDescription[] {
  const inner = value.enter(Tag.sequence)
  if (inner.atEnd) value.fail('MISSING_FIELD')
  const list: AccessDescription[] = []
  while (inner.hasMore()) {
    const fields = inner.enter(Tag.sequence)
    const accessMethod = fields.objectIdentifier()
    const accessLocation = readGeneralName(fields)
    fields.expectEnd()
    list.push({ accessMethod, accessLocation })
  }
  return list
}

/** AuthorityKeyIdentifier, RFC 5280 §4.2.1.1; also in CRLs. */
export function readAuthorityKeyIdentifier(value: DerReader): AuthorityKeyIdentifier {
  const fields = value.enter(Tag.sequence)
  const keyIdentifier = fields.peek() === 0x80 ? fields.octetString(0x80) : undefined
  const authorityCertIssuer = fields.peek() === 0xa1 ? readGeneralNames(fields, 0xa1) : undefined
  const authorityCertSerialNumber = fields.peek() === 0x82 ? fields.integer(0x82) : undefined
  fields.expectEnd()
  return {
    ...(keyIdentifier !== undefined && { keyIdentifier }),
    ...(authorityCertIssuer !== undefined && { authorityCertIssuer }),
    ...(authorityCertSerialNumber !== undefined && { authorityCertSerialNumber }),
  }
}
