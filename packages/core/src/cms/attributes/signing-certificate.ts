import type { DerReader } from '../../der/der-reader.js'
import { parsing } from '../../der/parsing.js'
import { Tag } from '../../der/tag.js'
import type { Result } from '../../result.js'
import type { AlgorithmIdentifier } from '../../x509/algorithm-identifier.js'
import type { GeneralName } from '../../x509/general-name.js'
import { readAlgorithmIdentifier } from '../../x509/read-algorithm-identifier.js'
import { readGeneralNames } from '../../x509/read-general-name.js'
import { readList } from './read-list.js'

/** A certificate named by its digest. RFC 5035 §4, §5; RFC 2634 §5.4.1. */
export interface EssCertId {
  /** Absent: the default, SHA-1 in signing-certificate and SHA-256 in signing-certificate-v2. */
  readonly hashAlgorithm?: AlgorithmIdentifier
  readonly certHash: Uint8Array
  readonly issuerSerial?: {
    readonly issuer: readonly GeneralName[]
    readonly serialNumber: Uint8Array
  }
}

/** signing-certificate or signing-certificate-v2: the first one named is the signing certificate. */
export interface SigningCertificate {
  readonly version: 1 | 2
  readonly certs: readonly [EssCertId, ...EssCertId[]]
  /** Policies that a path may be validated under, dotted OIDs. */
  readonly policies?: readonly string[]
}

/** RFC 2634 §5.4. */
export function parseSigningCertificate(value: Uint8Array): Result<SigningCertificate> {
  return parsing(value, (reader) => readSigningCertificate(reader, 1))
}

/**
 * RFC 5035 §3. A hashAlgorithm that spells out the default is read: many signers write it, with NULL parameters, which
 * X.690 §11.5 does not speak of.
 */
export function parseSigningCertificateV2(value: Uint8Array): Result<SigningCertificate> {
  return parsing(value, (reader) => readSigningCertificate(reader, 2))
}

function readSigningCertificate(reader: DerReader, version: 1 | 2): SigningCertificate {
  const fields = reader.enter(Tag.sequence)
  const list = fields.enter(Tag.sequence)
  const certs: [EssCertId, ...EssCertId[]] = [
    readEssCertId(list, version),
    ...readList(list, (inner) => readEssCertId(inner, version)),
  ]
  if (fields.atEnd) return { version, certs }
  const policies = readList(fields.enter(Tag.sequence), readPolicy)
  fields.expectEnd()
  return { version, certs, policies }
}

function readEssCertId(list: DerReader, version: 1 | 2): EssCertId {
  const fields = list.enter(Tag.sequence)
  const named = version === 2 && fields.peek() === Tag.sequence
  const hashAlgorithm = named ? readAlgorithmIdentifier(fields) : undefined
  const certHash = fields.octetString()
  const issuerSerial = fields.atEnd ? undefined : readIssuerSerial(fields)
  fields.expectEnd()
  return {
    ...(hashAlgorithm && { hashAlgorithm }),
    certHash,
    ...(issuerSerial && { issuerSerial }),
  }
}

function readIssuerSerial(reader: DerReader): NonNullable<EssCertId['issuerSerial']> {
  const fields = reader.enter(Tag.sequence)
  const issuer = readGeneralNames(fields)
  const serialNumber = fields.integer()
  fields.expectEnd()
  return { issuer, serialNumber }
}

/** PolicyInformation; its qualifiers say nothing to a validator. */
function readPolicy(list: DerReader): string {
  const fields = list.enter(Tag.sequence)
  const oid = fields.objectIdentifier()
  fields.optional(Tag.sequence)
  fields.expectEnd()
  return oid
}
