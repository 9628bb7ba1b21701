import type { DerReader } from '../der/der-reader.js'
import { parsing } from '../der/parsing.js'
import { Tag } from '../der/tag.js'
import { readTime } from '../der/time.js'
import type { Result } from '../result.js'
import type { Certificate, SubjectPublicKeyInfo } from './certificate.js'
import type { Extension } from './extensions.js'
import { readAlgorithmIdentifier } from './read-algorithm-identifier.js'
import { type MutableExtensions, readCertificateExtension } from './read-certificate-extensions.js'
import { readExtensions } from './read-extensions.js'
import { readName } from './read-name.js'

/** One mebibyte: a hundred times the largest certificates in use, those with post-quantum keys included. */
const maxCertificateBytes = 0x10_0000

/**
 * Parses one DER certificate, RFC 5280 §4.1. Structure alone is judged: whether the values fit together and whether
 * anybody may rely on them is asked by checks.
 * @param bytes - The whole certificate and nothing behind it; the result's views point into it.
 */
export function parseCertificate(bytes: Uint8Array): Result<Certificate> {
  return parsing(bytes, readCertificate, maxCertificateBytes)
}

/** Certificate as the next value of a reader. */
export function readCertificate(reader: DerReader): Certificate {
  const outer = reader.enter(Tag.sequence)
  const raw = reader.raw()
  const tbs = outer.enter(Tag.sequence)
  const tbsRaw = outer.raw()

  const version = readVersion(tbs)
  const serialNumber = tbs.integer()
  const tbsSignatureAlgorithm = readAlgorithmIdentifier(tbs)
  const issuer = readName(tbs)
  const validity = tbs.enter(Tag.sequence)
  const notBefore = readTime(validity)
  const notAfter = readTime(validity)
  validity.expectEnd()
  const subject = readName(tbs)
  const subjectPublicKeyInfo = readSubjectPublicKeyInfo(tbs)

  // issuerUniqueID [1], subjectUniqueID [2]: read over. RFC 5280 §4.1.2.8.
  for (const tag of [0x81, 0x82]) {
    if (tbs.optional(tag) && version === 1) tbs.fail('BAD_VERSION')
  }
  let extensions: readonly Extension[] = []
  let duplicateExtension: string | undefined
  const extension: MutableExtensions = {}
  if (tbs.peek() === 0xa3) {
    const explicit = tbs.enter(0xa3)
    if (version !== 3) tbs.fail('BAD_VERSION')
    const parsed = readExtensions(explicit, ({ oid }, value) =>
      readCertificateExtension(oid, value, extension),
    )
    explicit.expectEnd()
    extensions = parsed.extensions
    duplicateExtension = parsed.duplicate
  }
  tbs.expectEnd()

  const signatureAlgorithm = readAlgorithmIdentifier(outer)
  const signatureValue = outer.bitStringOctets()
  outer.expectEnd()
  return {
    raw,
    tbsRaw,
    version,
    serialNumber,
    tbsSignatureAlgorithm,
    issuer,
    notBefore,
    notAfter,
    subject,
    subjectPublicKeyInfo,
    extensions,
    extension,
    ...(duplicateExtension !== undefined && { duplicateExtension }),
    signatureAlgorithm,
    signatureValue,
  }
}

/** `[0] EXPLICIT Version DEFAULT v1`, RFC 5280 §4.1.2.1. */
function readVersion(tbs: DerReader): 1 | 2 | 3 {
  if (tbs.peek() !== 0xa0) return 1
  const explicit = tbs.enter(0xa0)
  const octets = explicit.integer()
  const value = octets.length === 1 ? octets[0] : undefined
  if (value === 0) explicit.fail('DEFAULT_ENCODED')
  if (value !== 1 && value !== 2) explicit.fail('BAD_VERSION')
  explicit.expectEnd()
  return value === 1 ? 2 : 3
}

/** SubjectPublicKeyInfo, RFC 5280 §4.1.2.7, as the next value of a reader. */
export function readSubjectPublicKeyInfo(reader: DerReader): SubjectPublicKeyInfo {
  const fields = reader.enter(Tag.sequence)
  const raw = reader.raw()
  const algorithm = readAlgorithmIdentifier(fields)
  const publicKey = fields.bitStringOctets()
  fields.expectEnd()
  return { raw, algorithm, publicKey }
}
