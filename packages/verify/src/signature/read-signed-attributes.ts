import { DerReader, formatInstant, hex, type Instant, parsing, readTime, Tag } from '@chopmark/core'
import type { SignerInfo } from '@chopmark/core'
import type { Fact } from '../check.js'
import type { AttributeReadings } from './attribute-readings.js'
import {
  algorithmProtection,
  commitmentType,
  contentHints,
  signaturePolicy,
  signingCertificate,
  signingCertificateV2,
} from './read-attribute-values.js'

/** What is being gathered; the same fields as AttributeReadings. */
type Draft = { -readonly [K in keyof AttributeReadings]: AttributeReadings[K] }
type Claims = Record<string, Fact>

interface AttributeType {
  /** May several instances stand in one signature? */
  readonly repeatable?: true
  /** May an instance have several values? */
  readonly multiValued?: true
  /** Reads one value; absent: the value is any one value. Kept only when nothing is left over behind it. */
  readonly take?: (reader: DerReader, draft: Partial<Draft>, claims: Claims) => void
}

/** Signed attributes that this code knows, by OID. */
const knownTypes: ReadonlyMap<string, AttributeType> = new Map<string, AttributeType>([
  [
    '1.2.840.113549.1.9.3', // content-type, RFC 5652 §11.1
    { take: (reader, draft) => (draft.contentType = reader.objectIdentifier()) },
  ],
  [
    '1.2.840.113549.1.9.4', // message-digest, RFC 5652 §11.2
    { take: (reader, draft) => (draft.messageDigest = reader.octetString()) },
  ],
  [
    '1.2.840.113549.1.9.5', // signing-time, RFC 5652 §11.3
    { take: (reader, draft) => (draft.signingTime = signingTime(reader)) },
  ],
  [
    '1.2.840.113549.1.9.16.2.12', // signing-certificate, RFC 2634 §5.4
    { take: (reader, draft) => (draft.signingCertificate = signingCertificate(reader)) },
  ],
  [
    '1.2.840.113549.1.9.16.2.47', // signing-certificate-v2, RFC 5035 §3
    { take: (reader, draft) => (draft.signingCertificateV2 = signingCertificateV2(reader)) },
  ],
  [
    '1.2.840.113549.1.9.52', // CMSAlgorithmProtection, RFC 6211 §2
    { take: (reader, draft) => (draft.algorithmProtection = algorithmProtection(reader)) },
  ],
  [
    '1.2.840.113549.1.9.16.2.7', // content-identifier, RFC 2634 §2.7
    {
      take: (reader, draft, claims) => {
        draft.contentIdentifier = reader.octetString()
        claims['contentIdentifier'] = hex(draft.contentIdentifier)
      },
    },
  ],
  [
    '1.2.840.113549.1.9.16.2.4', // content-hints, RFC 2634 §2.9
    { take: (reader, _draft, claims) => (claims['contentHints'] = contentHints(reader)) },
  ],
  [
    '1.2.840.113549.1.9.16.2.15', // signature-policy-identifier, RFC 5126 §5.8.1
    {
      take: (reader, draft, claims) =>
        (claims['signaturePolicy'] = draft.signaturePolicy = signaturePolicy(reader)),
    },
  ],
  [
    '1.2.840.113549.1.9.16.2.16', // commitment-type-indication, RFC 5126 §5.11.1
    {
      multiValued: true,
      take: (reader, draft, claims) => {
        draft.commitmentTypes = [commitmentType(reader)]
      },
    },
  ],
  ['1.2.840.113549.1.9.16.2.17', { take: shown('signerLocation') }], // RFC 5126 §5.11.2
  ['1.2.840.113549.1.9.16.2.18', { take: shown('signerAttributes') }], // RFC 5126 §5.11.3
  ['0.4.0.19122.1.1', { take: shown('signerAttributesV2') }], // ETSI EN 319 122-1 §5.2.6.1
  ['1.2.840.113549.1.9.16.2.10', {}], // content-reference, RFC 2634 §2.11
  ['0.4.0.1733.2.1', {}], // mime-type, ETSI EN 319 122-1 §5.2.5
  ['1.2.840.113549.1.9.15', {}], // S/MIME capabilities, RFC 8551 §2.5.2
  ['1.2.840.113549.1.9.16.2.11', {}], // encryption key preference, RFC 8551 §2.5.3
  ['1.2.840.113549.1.9.16.2.20', { repeatable: true }], // content-time-stamp, RFC 5126 §5.11.4
])

function shown(name: string): NonNullable<AttributeType['take']> {
  return (reader, _draft, claims) => {
    reader.next(Tag.sequence)
    claims[name] = hex(reader.raw())
  }
}

/** Time of RFC 5652 §11.3: UTCTime through 2049, GeneralizedTime from 2050. */
function signingTime(reader: DerReader): Instant {
  const tag = reader.peek()
  const at = readTime(reader)
  const utc = at >= Date.UTC(1950, 0) && at < Date.UTC(2050, 0)
  if (utc !== (tag === Tag.utcTime)) reader.fail('BAD_TIME')
  return at
}

/**
 * Reads what the signed attributes say; never throws. An attribute that stands twice, has not one value or is malformed
 * is named, and its field left out.
 * @returns null when there are no signed attributes.
 */
export function readSignedAttributes(signerInfo: SignerInfo): AttributeReadings | null {
  const { signedAttributes } = signerInfo
  if (signedAttributes === undefined) return null
  const { attributes } = signedAttributes
  const types = attributes.map(({ oid }) => oid)
  const repeated: string[] = []
  const notSingleValued: string[] = []
  const malformed: Fact[] = []
  const claims: Claims = {}
  const draft: Draft = { types, repeated, notSingleValued, malformed, claims }
  for (const [index, { oid, values }] of attributes.entries()) {
    const type = knownTypes.get(oid)
    if (type === undefined) continue
    if (type.repeatable !== true && types.indexOf(oid) !== types.lastIndexOf(oid)) {
      if (types.indexOf(oid) === index) repeated.push(oid)
      continue
    }
    if (values.length === 0 || (values.length > 1 && type.multiValued !== true)) {
      notSingleValued.push(oid)
      continue
    }
    if (type.take === undefined) continue
    for (const value of values) {
      const { take } = type
      const read: Partial<Draft> = {}
      const claimed: Claims = {}
      const parsed = parsing(value, (reader) => {
        take(reader, read, claimed)
      })
      if (!parsed.ok) {
        malformed.push({ oid, reason: parsed.reason, offset: parsed.offset })
        continue
      }
      if (read.commitmentTypes !== undefined) {
        read.commitmentTypes = [...(draft.commitmentTypes ?? []), ...read.commitmentTypes]
        claimed['commitmentTypes'] = read.commitmentTypes
      }
      Object.assign(draft, read)
      Object.assign(claims, claimed)
    }
  }
  repeated.sort()
  notSingleValued.sort()
  if (draft.signingTime !== undefined) claims['signingTime'] = formatInstant(draft.signingTime)
  return draft
}
