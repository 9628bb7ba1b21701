import {
  type AlgorithmIdentifier,
  attributeOids as oids,
  type DigestAlgorithm,
  digestAlgorithmOf,
  formatInstant,
  hex,
  type Instant,
  OctetMemory,
  parseAlgorithmProtection,
  parseCommitmentType,
  parseContentHints,
  parseContentIdentifier,
  parseContentReference,
  parseContentType,
  parseMessageDigest,
  parseMimeType,
  parseShown,
  parseSignaturePolicy,
  parseSignerAttributes,
  parseSignerAttributesV2,
  parseSignerLocation,
  parseSigningCertificate,
  parseSigningCertificateV2,
  parseSigningTime,
  type Result,
  type SignerInfo,
  type SigningCertificate,
  Tag,
} from '@chopmark/core'
import type { Fact } from '../check.js'
import type { AttributeReadings, CertificateReference } from './attribute-readings.js'

/** What is being gathered; the same fields as AttributeReadings. */
type Draft = { -readonly [K in keyof AttributeReadings]: AttributeReadings[K] }
type Claims = Record<string, Fact>

/** Puts one value where it belongs; false with the problem when it has not the syntax of its type. */
type Take = (value: Uint8Array, draft: Draft, claims: Claims) => Result<unknown>

interface AttributeType {
  /** May several instances stand in one signature? */
  readonly repeatable?: true
  /** May an instance have several values? */
  readonly multiValued?: true
  /** Absent: any one value. */
  readonly take?: Take
}

function takes<T>(
  parse: (value: Uint8Array) => Result<T>,
  keep: (read: T, draft: Draft, claims: Claims) => void,
): AttributeType {
  return {
    take(value, draft, claims) {
      const parsed = parse(value)
      if (parsed.ok) keep(parsed.value, draft, claims)
      return parsed
    },
  }
}

/** The same for values that a signer's tool writes into every signature alike. */
function takesAgain<T>(
  parse: (value: Uint8Array) => Result<T>,
  keep: (read: T, draft: Draft, claims: Claims) => void,
): AttributeType {
  const met = new OctetMemory<Result<T>>(16, 1024, parse)
  return takes((value) => met.get(value) ?? parse(value), keep)
}

/** Signed attributes that this code knows, by OID. Each stands once and has one value, unless it says otherwise. */
const knownTypes: ReadonlyMap<string, AttributeType> = new Map<string, AttributeType>([
  [oids.contentType, takesAgain(parseContentType, (read, draft) => (draft.contentType = read))],
  [
    oids.messageDigest,
    takes(parseMessageDigest, (read, draft) => {
      draft.messageDigest = read
      draft.messageDigestHex = hex(read)
    }),
  ],
  [
    oids.signingTime,
    takes(parseTimeInItsForm, (read, draft, claims) => {
      draft.signingTime = read
      claims['signingTime'] = formatInstant(read)
    }),
  ],
  [
    oids.signingCertificate,
    takesAgain(
      (value) => referenceIn(parseSigningCertificate(value)),
      (read, draft) => (draft.signingCertificate = read),
    ),
  ],
  [
    oids.signingCertificateV2,
    takesAgain(
      (value) => referenceIn(parseSigningCertificateV2(value)),
      (read, draft) => (draft.signingCertificateV2 = read),
    ),
  ],
  [
    oids.algorithmProtection,
    takesAgain(parseAlgorithmProtection, (read, draft) => (draft.algorithmProtection = read)),
  ],
  [
    oids.contentIdentifier,
    takes(parseContentIdentifier, (read, draft, claims) => {
      draft.contentIdentifier = read
      claims['contentIdentifier'] = hex(read)
    }),
  ],
  [
    oids.contentHints,
    takes(parseContentHints, (read, _draft, claims) => (claims['contentHints'] = { ...read })),
  ],
  [
    oids.signaturePolicy,
    takesAgain(parseSignaturePolicy, (read, draft, claims) => {
      draft.signaturePolicy = read.kind === 'implied' ? 'implied' : read.policyId
      claims['signaturePolicy'] = draft.signaturePolicy
    }),
  ],
  [
    oids.commitmentType,
    {
      multiValued: true,
      ...takesAgain(parseCommitmentType, (read, draft, claims) => {
        draft.commitmentTypes = [...(draft.commitmentTypes ?? []), read.commitmentTypeId]
        claims['commitmentTypes'] = draft.commitmentTypes
      }),
    },
  ],
  [
    oids.signerLocation,
    takes(parseSignerLocation, (read, _draft, claims) => (claims['signerLocation'] = { ...read })),
  ],
  [
    oids.signerAttributes,
    takes(parseSignerAttributes, (read, _draft, claims) => {
      claims['signerAttributes'] = read.claimed.map(({ oid }) => oid)
    }),
  ],
  [
    oids.signerAttributesV2,
    takes(parseSignerAttributesV2, (read, _draft, claims) => {
      claims['signerAttributes'] = read.claimed.map(({ oid }) => oid)
    }),
  ],
  [
    oids.shown,
    takes(parseShown, (read, draft, claims) => {
      draft.shown = read
      claims['shown'] = read.extent === 'none' ? { ...read } : { ...read, sha256: hex(read.sha256) }
    }),
  ],
  [oids.contentReference, takes(parseContentReference, () => undefined)],
  [oids.mimeType, takesAgain(parseMimeType, (read, _draft, claims) => (claims['mimeType'] = read))],
  [oids.smimeCapabilities, {}],
  [oids.encryptionKeyPreference, {}],
  [oids.contentTimeStamp, { repeatable: true }],
])

const firstUtcTime = Date.UTC(1950, 0)
const beyondUtcTime = Date.UTC(2050, 0)

/** RFC 5652 §11.3: from 1950 through 2049 as UTCTime, else as GeneralizedTime. */
function parseTimeInItsForm(value: Uint8Array): Result<Instant> {
  const parsed = parseSigningTime(value)
  if (!parsed.ok) return parsed
  const utc = parsed.value >= firstUtcTime && parsed.value < beyondUtcTime
  return utc === (value[0] === Tag.utcTime)
    ? parsed
    : { ok: false, problem: 'FORMAT_FAILURE', reason: 'BAD_TIME', offset: 0 }
}

function referenceIn(parsed: Result<SigningCertificate>): Result<CertificateReference> {
  return parsed.ok ? { ok: true, value: referenceOf(parsed.value) } : parsed
}

/** The first ESSCertID names the signing certificate, RFC 5035 §5.4.1; the others are of its path. */
function referenceOf({ version, certs }: SigningCertificate): CertificateReference {
  const [{ hashAlgorithm, certHash, issuerSerial }] = certs
  const [name, ...more] = issuerSerial?.issuer ?? []
  return {
    digestAlgorithm: digestOf(hashAlgorithm, version),
    digest: certHash,
    digestHex: hex(certHash),
    ...(issuerSerial !== undefined && {
      issuerSerial: {
        issuer: name?.kind === 'directoryName' && more.length === 0 ? name.name.raw : null,
        serialNumber: issuerSerial.serialNumber,
      },
    }),
  }
}

/** The default is left out: SHA-1 in the first version, SHA-256 in the second. null: one this code does not know. */
function digestOf(
  named: AlgorithmIdentifier | undefined,
  version: SigningCertificate['version'],
): DigestAlgorithm | null {
  if (named === undefined) return version === 1 ? 'SHA-1' : 'SHA-256'
  const known = digestAlgorithmOf(named)
  return known.ok ? known.value : null
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
    for (const value of values) {
      const parsed = type.take?.(value, draft, claims)
      if (parsed?.ok === false) {
        malformed.push({ oid, reason: parsed.reason, offset: parsed.offset })
      }
    }
  }
  repeated.sort()
  notSingleValued.sort()
  return draft
}
