import {
  contextConstructed,
  contextPrimitive,
  type DerReader,
  joinOctets,
  Tag,
} from '@chopmark/core'
import { parseLayer } from './asn1.js'
import { type EncryptionScheme, parseEncryptionScheme } from './encryption-scheme.js'
import { maxContents } from './limits.js'
import { dataOid } from './parse-pfx.js'
import { Pkcs12Error } from './pkcs12-error.js'

/** One ContentInfo of the AuthenticatedSafe: SafeContents in the clear or under the password. */
export interface SafeContent {
  readonly bytes: Uint8Array
  /** Absent: `bytes` are the SafeContents themselves. */
  readonly encryption?: EncryptionScheme
}

const encryptedDataOid = '1.2.840.113549.1.7.6'

/** Parses the AuthenticatedSafe, RFC 7292 §4.1. */
export function parseAuthenticatedSafe(bytes: Uint8Array): readonly SafeContent[] {
  return parseLayer(bytes, (reader) => {
    const list = reader.enter(Tag.sequence)
    const contents: SafeContent[] = []
    while (!list.atEnd) {
      if (contents.length === maxContents) list.fail('TOO_MANY')
      contents.push(parseContentInfo(list.enter(Tag.sequence)))
    }
    return contents
  })
}

function parseContentInfo(info: DerReader): SafeContent {
  const contentType = info.objectIdentifier()
  const content = info.enter(contextConstructed(0))
  if (contentType === dataOid) return { bytes: content.octetString() }
  // EnvelopedData would need a second private key to open the first: nobody writes it.
  if (contentType !== encryptedDataOid) throw new Pkcs12Error('P12_UNSUPPORTED', contentType)
  const encryptedData = content.enter(Tag.sequence)
  encryptedData.smallInteger(2)
  const encryptedContent = encryptedData.enter(Tag.sequence)
  if (encryptedContent.objectIdentifier() !== dataOid) encryptedContent.fail('BAD_VALUE')
  const encryption = parseEncryptionScheme(encryptedContent)
  return { bytes: parseImplicitOctets(encryptedContent), encryption }
}

/** `[0] IMPLICIT OCTET STRING`: in BER it may come in pieces, and its tag does not tell a canonicaliser so. */
function parseImplicitOctets(reader: DerReader): Uint8Array {
  if (reader.peek() === contextPrimitive(0)) return reader.octetString(contextPrimitive(0))
  const pieces = reader.enter(contextConstructed(0))
  const parts: Uint8Array[] = []
  while (!pieces.atEnd) parts.push(pieces.octetString())
  return joinOctets(parts)
}
