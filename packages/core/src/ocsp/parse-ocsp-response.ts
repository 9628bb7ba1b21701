import { readCrlReason } from '../crl/read-crl-entry.js'
import type { DerReader } from '../der/der-reader.js'
import { parsing } from '../der/parsing.js'
import { Tag } from '../der/tag.js'
import { readGeneralizedTime } from '../der/time.js'
import type { Instant } from '../instant.js'
import type { Result } from '../result.js'
import type { Extension } from '../x509/extensions.js'
import { readAlgorithmIdentifier } from '../x509/read-algorithm-identifier.js'
import { readExtensions } from '../x509/read-extensions.js'
import { readName } from '../x509/read-name.js'
import type {
  BasicOcspResponse,
  CertId,
  OcspCertStatus,
  OcspResponse,
  OcspResponseStatus,
  ResponderId,
  SingleResponse,
} from './ocsp.js'

/** OCSPResponseStatus by its number; 4 is not used. RFC 6960 §4.2.1. */
const statuses: readonly (OcspResponseStatus | undefined)[] = [
  'successful',
  'malformedRequest',
  'internalError',
  'tryLater',
  undefined,
  'sigRequired',
  'unauthorized',
]

const basicResponseOid = '1.3.6.1.5.5.7.48.1.1'
const nonceOid = '1.3.6.1.5.5.7.48.1.2'
const archiveCutoffOid = '1.3.6.1.5.5.7.48.1.6'

/** A responder that answers more at once answers what nobody asked; each costs memory here. */
const maxResponses = 10_000
const maxCertificates = 100

/** Four mebibytes: responses have some two kilobytes. */
const maxResponseBytes = 0x40_0000

/**
 * Parses a DER OCSPResponse, RFC 6960 §4.2.1. Only the basic response type is known; another one, or a `successful`
 * response without bytes, is a problem.
 */
export function parseOcspResponse(bytes: Uint8Array): Result<OcspResponse> {
  return parsing<OcspResponse>(
    bytes,
    (reader) => {
      const outer = reader.enter(Tag.sequence)
      const octets = outer.integer(Tag.enumerated)
      const known = octets.length === 1 ? statuses[octets[0] as number] : undefined
      const status = known ?? outer.fail('BAD_VALUE')
      if (status !== 'successful') {
        // "responseBytes … is not set" when there is an error, RFC 6960 §4.2.1.
        outer.expectEnd()
        return { status }
      }
      const explicit = outer.enter(0xa0)
      outer.expectEnd()
      const responseBytes = explicit.enter(Tag.sequence)
      explicit.expectEnd()
      if (responseBytes.objectIdentifier() !== basicResponseOid) responseBytes.fail('BAD_VALUE')
      responseBytes.next(Tag.octetString)
      const inside = responseBytes.inner()
      responseBytes.expectEnd()
      const basic = readBasicResponse(inside)
      inside.expectEnd()
      return { status, basic }
    },
    maxResponseBytes,
  )
}

/** Parses a DER BasicOCSPResponse alone, as CAdES archives keep it (RFC 5126 §6.3.4, revocation values). */
export function parseBasicOcspResponse(bytes: Uint8Array): Result<BasicOcspResponse> {
  return parsing(bytes, readBasicResponse, maxResponseBytes)
}

function readBasicResponse(reader: DerReader): BasicOcspResponse {
  const outer = reader.enter(Tag.sequence)
  const raw = reader.raw()
  const tbs = outer.enter(Tag.sequence)
  const tbsRaw = outer.raw()

  if (tbs.peek() === 0xa0) {
    // `version [0] EXPLICIT DEFAULT v1`, and v1 is all there is.
    const explicit = tbs.enter(0xa0)
    const version = explicit.smallInteger(0xffff)
    explicit.fail(version === 0 ? 'DEFAULT_ENCODED' : 'BAD_VERSION')
  }
  const responderId = readResponderId(tbs)
  const producedAt = readGeneralizedTime(tbs)
  const list = tbs.enter(Tag.sequence)
  const responses: SingleResponse[] = []
  while (list.hasMore()) {
    if (responses.length === maxResponses) list.fail('TOO_MANY', list.pos)
    responses.push(readSingleResponse(list))
  }
  let extensions: readonly Extension[] = []
  let nonce: Uint8Array | undefined
  if (tbs.peek() === 0xa1) {
    extensions = readResponseExtensions(tbs, ({ oid, value: octets }, value) => {
      if (oid === nonceOid) nonce = readNonce(octets, value)
    })
  }
  tbs.expectEnd()

  const signatureAlgorithm = readAlgorithmIdentifier(outer)
  const signatureValue = outer.bitStringOctets()
  const certificates: Uint8Array[] = []
  if (outer.peek() === 0xa0) {
    const explicit = outer.enter(0xa0)
    const set = explicit.enter(Tag.sequence)
    explicit.expectEnd()
    while (set.hasMore()) {
      if (certificates.length === maxCertificates) set.fail('TOO_MANY', set.pos)
      certificates.push(set.next(Tag.sequence).raw())
    }
  }
  outer.expectEnd()
  return {
    raw,
    tbsRaw,
    responderId,
    producedAt,
    responses,
    extensions,
    ...(nonce !== undefined && { nonce }),
    signatureAlgorithm,
    signatureValue,
    certificates,
  }
}

/** ResponderID ::= CHOICE { byName [1] Name, byKey [2] KeyHash }, explicit tags. */
function readResponderId(tbs: DerReader): ResponderId {
  if (tbs.peek() === 0xa1) {
    const explicit = tbs.enter(0xa1)
    const name = readName(explicit)
    explicit.expectEnd()
    return { kind: 'byName', name }
  }
  const explicit = tbs.enter(0xa2)
  const keyHash = explicit.octetString()
  explicit.expectEnd()
  return { kind: 'byKey', keyHash }
}

function readSingleResponse(list: DerReader): SingleResponse {
  const fields = list.enter(Tag.sequence)
  const certId = readCertId(fields)
  const status = readCertStatus(fields)
  const thisUpdate = readGeneralizedTime(fields)
  let nextUpdate: Instant | undefined
  if (fields.peek() === 0xa0) {
    const explicit = fields.enter(0xa0)
    nextUpdate = readGeneralizedTime(explicit)
    explicit.expectEnd()
  }
  let extensions: readonly Extension[] = []
  let archiveCutoff: Instant | undefined
  if (fields.peek() === 0xa1) {
    extensions = readResponseExtensions(fields, ({ oid }, value) => {
      if (oid !== archiveCutoffOid) return
      archiveCutoff = readGeneralizedTime(value)
      value.expectEnd()
    })
  }
  fields.expectEnd()
  return {
    certId,
    status,
    thisUpdate,
    ...(nextUpdate !== undefined && { nextUpdate }),
    extensions,
    ...(archiveCutoff !== undefined && { archiveCutoff }),
  }
}

/** CertID, RFC 6960 §4.1.1. */
function readCertId(fields: DerReader): CertId {
  const parts = fields.enter(Tag.sequence)
  const raw = fields.raw()
  const hashAlgorithm = readAlgorithmIdentifier(parts)
  const issuerNameHash = parts.octetString()
  const issuerKeyHash = parts.octetString()
  const serialNumber = parts.integer()
  parts.expectEnd()
  return { raw, hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber }
}

/** CertStatus ::= CHOICE { good [0] NULL, revoked [1] RevokedInfo, unknown [2] NULL }, implicit tags. */
function readCertStatus(fields: DerReader): OcspCertStatus {
  switch (fields.any()) {
    case 0x80:
    case 0x82:
      if (fields.contentEnd !== fields.contentStart) fields.fail('BAD_VALUE')
      return { kind: fields.tag === 0x80 ? 'good' : 'unknown' }
    case 0xa1: {
      const info = fields.inner()
      const revocationTime = readGeneralizedTime(info)
      if (info.atEnd) return { kind: 'revoked', revocationTime }
      const explicit = info.enter(0xa0)
      const reason = readCrlReason(explicit)
      explicit.expectEnd()
      info.expectEnd()
      return { kind: 'revoked', revocationTime, reason }
    }
    default:
      return fields.fail('UNEXPECTED_TAG')
  }
}

/** `[1] EXPLICIT Extensions`. One met twice is refused: nobody could say which one was meant. */
function readResponseExtensions(
  fields: DerReader,
  known: (extension: Extension, value: DerReader) => void,
): readonly Extension[] {
  const explicit = fields.enter(0xa1)
  const { extensions, duplicate } = readExtensions(explicit, known)
  if (duplicate !== undefined) explicit.fail('DUPLICATE_FIELD')
  explicit.expectEnd()
  return extensions
}

/** Nonce is an OCTET STRING (RFC 9654 §2.1); before RFC 6960 said so, responders echoed bare octets, which are kept as they are. */
function readNonce(octets: Uint8Array, value: DerReader): Uint8Array {
  if (octets[0] !== Tag.octetString || octets[1] !== octets.length - 2) return octets
  return value.octetString()
}
