import { DerError } from '../der/der-error.js'
import type { DerReader } from '../der/der-reader.js'
import { contextConstructed, contextPrimitive, Tag } from '../der/tag.js'
import { readAlgorithmIdentifier } from '../x509/read-algorithm-identifier.js'
import { readName } from '../x509/read-name.js'
import type { DefiniteLengths } from '../der/definite-lengths.js'
import { readAttributes } from './read-attributes.js'
import { readSignedAttributes } from './read-signed-attributes.js'
import type { SignerIdentifier, SignerInfo } from './signed-data.js'

/**
 * Reads the next value as a SignerInfo. RFC 5652 §5.3.
 * @param ber - Given when the reader stands on a rewritten copy.
 * @throws DerError
 */
export function readSignerInfo(reader: DerReader, ber?: DefiniteLengths): SignerInfo {
  const fields = reader.enter(Tag.sequence)
  const raw = reader.raw()
  const version = fields.smallInteger(0xff)
  const sid = readSignerIdentifier(fields)
  const digestAlgorithm = readAlgorithmIdentifier(fields)
  const signedAttributes = fields.optional(contextConstructed(0))
    ? readSignedAttributes(fields, ber)
    : undefined
  const signatureAlgorithm = readAlgorithmIdentifier(fields)
  const signatureValue = fields.octetString()
  const info: { -readonly [K in keyof SignerInfo]: SignerInfo[K] } = {
    raw,
    version,
    sid,
    digestAlgorithm,
    signatureAlgorithm,
    signatureValue,
  }
  if (signedAttributes !== undefined) info.signedAttributes = signedAttributes
  if (fields.optional(contextConstructed(1)))
    info.unsignedAttributes = readAttributes(fields.inner())
  fields.expectEnd()
  return info
}

function readSignerIdentifier(fields: DerReader): SignerIdentifier {
  if (fields.peek() === contextPrimitive(0)) {
    return {
      kind: 'subjectKeyIdentifier',
      keyIdentifier: fields.octetString(contextPrimitive(0)),
    }
  }
  if (fields.peek() === contextConstructed(0)) throw new DerError('CONSTRUCTED_STRING', fields.pos)
  const pair = fields.enter(Tag.sequence)
  const issuer = readName(pair)
  const serialNumber = pair.integer()
  pair.expectEnd()
  return { kind: 'issuerAndSerialNumber', issuer, serialNumber }
}
