import { DerError } from '../der/der-error.js'
import type { DerReader } from '../der/der-reader.js'
import { contextConstructed, Tag } from '../der/tag.js'
import type { Result } from '../result.js'
import type { AlgorithmIdentifier } from '../x509/algorithm-identifier.js'
import { readAlgorithmIdentifier } from '../x509/read-algorithm-identifier.js'
import { contentTypeOids, enterContentInfo } from './content-info.js'
import type { DefiniteLengths } from '../der/definite-lengths.js'
import { readSignerInfo } from './read-signer-info.js'
import type {
  CertificateChoice,
  RevocationInfoChoice,
  SignedData,
  SignerInfo,
} from './signed-data.js'
import { withBer } from './with-ber.js'

/** A document that a hundred people signed is already beyond any form; each costs a path validation. */
export const maxSigners = 100
/** The certificates of that many signers with some intermediates each. */
export const maxCertificates = 200
/** Complete revocation data for that many certificates. */
export const maxRevocationInfos = 200
/** There are not that many digest algorithms. */
export const maxDigestAlgorithms = 32

/** id-ri-ocsp-response, RFC 5940 §2.1. */
const ocspResponseOid = '1.3.6.1.5.5.7.16.2'

/**
 * Parses a ContentInfo with SignedData. Views into `bytes` when they are DER; BER in the outer layers is accepted and
 * copied with DER lengths, certificates and revocation data inside have to be DER in any case. Nothing is judged here:
 * versions, attribute rules and algorithms are checks. RFC 5652 §3, §5.1.
 */
export function parseSignedData(bytes: Uint8Array): Result<SignedData> {
  return withBer(bytes, (reader, encoding, ber) => {
    const { contentType, content } = enterContentInfo(reader)
    if (contentType !== contentTypeOids.signedData) throw new DerError('BAD_VALUE', 0)
    const fields = content.enter(Tag.sequence)
    content.expectEnd()
    const version = fields.smallInteger(0xff)
    const digestAlgorithms = readDigestAlgorithms(fields.enter(Tag.set))
    const encapsulated = fields.enter(Tag.sequence)
    const eContentType = encapsulated.objectIdentifier()
    const eContent = readContent(encapsulated)
    const certificates = fields.optional(contextConstructed(0))
      ? readCertificates(fields.inner(), ber)
      : []
    const revocationInfos = fields.optional(contextConstructed(1))
      ? readRevocationInfos(fields.inner(), ber)
      : []
    const signerInfos = parseSignerInfos(fields.enter(Tag.set), ber)
    fields.expectEnd()
    return {
      raw: bytes,
      encoding,
      version,
      digestAlgorithms,
      eContentType,
      ...eContent,
      certificates,
      revocationInfos,
      signerInfos,
    }
  })
}

function readDigestAlgorithms(set: DerReader): AlgorithmIdentifier[] {
  const algorithms: AlgorithmIdentifier[] = []
  while (!set.atEnd) {
    if (algorithms.length === maxDigestAlgorithms) throw new DerError('TOO_MANY', set.pos)
    algorithms.push(readAlgorithmIdentifier(set))
  }
  return algorithms
}

/**
 * CMS has an OCTET STRING here, PKCS #7 any type; what is digested are its contents octets in both. RFC 5652 §5.2.1.
 */
function readContent(
  encapsulated: DerReader,
): { eContent: Uint8Array; eContentTag: number } | undefined {
  if (encapsulated.atEnd) return undefined
  const explicit = encapsulated.enter(contextConstructed(0))
  encapsulated.expectEnd()
  const eContentTag = explicit.any()
  if (eContentTag === (Tag.octetString | 0x20)) explicit.fail('CONSTRUCTED_STRING')
  const eContent = explicit.content()
  explicit.expectEnd()
  return { eContent, eContentTag }
}

function readCertificates(set: DerReader, ber?: DefiniteLengths): CertificateChoice[] {
  const choices: CertificateChoice[] = []
  while (!set.atEnd) {
    if (choices.length === maxCertificates) throw new DerError('TOO_MANY', set.pos)
    const tag = set.any()
    const kind = certificateKind(tag)
    if (kind === undefined) set.fail('UNEXPECTED_TAG')
    expectUnchanged(set, ber)
    choices.push({ kind, raw: set.raw() })
  }
  return choices
}

function certificateKind(tag: number): CertificateChoice['kind'] | undefined {
  switch (tag) {
    case Tag.sequence:
      return 'certificate'
    case 0xa0:
      return 'extendedCertificate'
    case 0xa1:
      return 'v1AttrCert'
    case 0xa2:
      return 'v2AttrCert'
    case 0xa3:
      return 'other'
    default:
      return undefined
  }
}

function readRevocationInfos(set: DerReader, ber?: DefiniteLengths): RevocationInfoChoice[] {
  const choices: RevocationInfoChoice[] = []
  while (!set.atEnd) {
    if (choices.length === maxRevocationInfos) throw new DerError('TOO_MANY', set.pos)
    const tag = set.any()
    if (tag !== Tag.sequence && tag !== contextConstructed(1)) set.fail('UNEXPECTED_TAG')
    expectUnchanged(set, ber)
    const raw = set.raw()
    choices.push(tag === Tag.sequence ? { kind: 'crl', raw } : readOtherInfo(set.inner(), raw))
  }
  return choices
}

/** OtherRevocationInfoFormat, RFC 5652 §10.2.1. */
function readOtherInfo(fields: DerReader, raw: Uint8Array): RevocationInfoChoice {
  const format = fields.objectIdentifier()
  fields.any()
  const info = fields.raw()
  fields.expectEnd()
  return format === ocspResponseOid ? { kind: 'ocsp', raw: info } : { kind: 'other', raw }
}

function parseSignerInfos(set: DerReader, ber?: DefiniteLengths): SignerInfo[] {
  const signerInfos: SignerInfo[] = []
  while (!set.atEnd) {
    if (signerInfos.length === maxSigners) throw new DerError('TOO_MANY', set.pos)
    signerInfos.push(readSignerInfo(set, ber))
  }
  return signerInfos
}

/** What somebody else signed has to stand in the message as DER: in a copy its signature would speak of other octets. */
function expectUnchanged(reader: DerReader, ber: DefiniteLengths | undefined): void {
  if (ber !== undefined && !ber.unchanged(reader.start, reader.contentEnd)) {
    reader.fail('INDEFINITE_LENGTH')
  }
}
