import {
  attributeOids,
  compareOctets,
  type DerReader,
  digestAlgorithmOf,
  type Ok,
  parseAlgorithmProtection,
  parseContentIdentifier,
  parseContentType,
  parseMessageDigest,
  parseSigningCertificateV2,
  parsing,
  type Result,
  sameOctets,
  Tag,
} from '@chopmark/core'
import type { Hash } from './protocol.js'

/** What the host needs to know of attributes it is to sign, and shows before it does. */
export interface OwnAttributes {
  /** Absent: a counter-signature, whose message digest is that of an earlier signature value. RFC 5652 §11.4. */
  readonly contentType?: string
  readonly messageDigest: Uint8Array
  /** From cms-algorithm-protection: nobody can ask for another hash than the one that is signed. */
  readonly hash: Hash
}

export type AttributesProblem = {
  readonly ok: false
  readonly problem: 'NOT_OWN_ATTRIBUTES' | 'WRONG_ORIGIN'
}

/** More octets and attributes than any Chopmark signature carries. */
const maxBytes = 16_384
const maxAttributes = 24

const hashes: readonly Hash[] = ['SHA-256', 'SHA-384', 'SHA-512']
const digestLengths = { 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 } as const

/**
 * Refuses anything but the signed attributes of a Chopmark signature by this very certificate for this very origin: a key
 * that signs other octets is an oracle for TLS, code, and other people's CMS.
 * @param octets - DER `SET OF Attribute`.
 * @param certificateSha256 - 32 octets.
 * @param originSha256 - SHA-256 of the origin that the browser reports, 32 octets.
 * Source: RFC 5652 §5.3, §11; RFC 5035 §3; RFC 6211 §2; RFC 2634 §2.7.
 */
export function checkOwnAttributes(
  octets: Uint8Array,
  certificateSha256: Uint8Array,
  originSha256: Uint8Array,
): Ok<OwnAttributes> | AttributesProblem {
  const refused = { ok: false, problem: 'NOT_OWN_ATTRIBUTES' } as const
  const parsed = parsing(octets, readSingleValues, maxBytes)
  if (!parsed.ok) return refused
  const value = <T>(oid: string, parse: (value: Uint8Array) => Result<T>): T | undefined => {
    const raw = parsed.value.get(oid)
    const result = raw === undefined ? undefined : parse(raw)
    return result?.ok === true ? result.value : undefined
  }
  const typed = parsed.value.has(attributeOids.contentType)
  const contentType = value(attributeOids.contentType, parseContentType)
  const messageDigest = value(attributeOids.messageDigest, parseMessageDigest)
  const signingCertificate = value(attributeOids.signingCertificateV2, parseSigningCertificateV2)
  const protection = value(attributeOids.algorithmProtection, parseAlgorithmProtection)
  const identifier = value(attributeOids.contentIdentifier, parseContentIdentifier)
  if (
    (typed && contentType === undefined) ||
    messageDigest === undefined ||
    signingCertificate === undefined ||
    protection?.signatureAlgorithm === undefined ||
    identifier === undefined
  ) {
    return refused
  }
  const digestAlgorithm = digestAlgorithmOf(protection.digestAlgorithm)
  const hash = hashes.find((one) => digestAlgorithm.ok && digestAlgorithm.value === one)
  const [certId] = signingCertificate.certs
  if (
    hash === undefined ||
    messageDigest.length !== digestLengths[hash] ||
    certId.hashAlgorithm !== undefined || // the default, SHA-256, is left out
    !sameOctets(certId.certHash, certificateSha256) ||
    identifier.length !== 65 ||
    identifier[0] !== 1
  ) {
    return refused
  }
  return sameOctets(identifier.subarray(33), originSha256)
    ? {
        ok: true,
        value: { ...(contentType !== undefined && { contentType }), messageDigest, hash },
      }
    : { ok: false, problem: 'WRONG_ORIGIN' }
}

/** Each attribute once, each with one value, in the order of DER (X.690 §11.6). */
function readSingleValues(reader: DerReader): ReadonlyMap<string, Uint8Array> {
  const set = reader.enter(Tag.set)
  const values = new Map<string, Uint8Array>()
  let before = new Uint8Array()
  while (!set.atEnd) {
    const attribute = set.enter(Tag.sequence)
    const raw = set.raw()
    if (compareOctets(before, raw) >= 0) set.fail('BAD_SET_ORDER')
    before = Uint8Array.from(raw)
    const oid = attribute.objectIdentifier()
    if (values.has(oid)) attribute.fail('DUPLICATE_FIELD')
    if (values.size === maxAttributes) attribute.fail('TOO_MANY')
    const one = attribute.enter(Tag.set)
    attribute.expectEnd()
    one.any()
    values.set(oid, one.raw())
    one.expectEnd()
  }
  return values
}
