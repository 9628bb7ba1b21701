import {
  canonicalise,
  contentTypeOids,
  contextConstructed,
  contextPrimitive,
  type DerReader,
  parsing,
  Tag,
} from '@chopmark/core'
import { DecryptionError } from './encryption-problem.js'
import { maxMessageBytes, maxPieces, maxRecipientInfos } from './limits.js'
import { type Algorithm, readAlgorithm } from './read-algorithm.js'
import { readRecipientInfo, type RecipientInfo } from './read-recipient-info.js'

/** EnvelopedData or AuthEnvelopedData, taken apart; all octets are views. */
export interface Enveloped {
  readonly authenticated: boolean
  readonly recipientInfos: readonly RecipientInfo[]
  /** Dotted OID of what is inside. */
  readonly contentType: string
  readonly algorithm: Algorithm
  /** The encrypted content, in as many pieces as it came in. */
  readonly pieces: readonly Uint8Array[]
  /** The authenticated attributes as the DER SET that goes into the tag, RFC 5083 §2.2. */
  readonly authenticatedAttributes?: Uint8Array
  /** GCM's tag. */
  readonly mac?: Uint8Array
}

/**
 * Parses a CMS message of content type EnvelopedData (RFC 5652 §6.1) or AuthEnvelopedData (RFC 5083 §2.1).
 * @param bytes - DER or BER. CMS may be BER: what is not DER is canonicalised into a copy first.
 * @throws DecryptionError `NOT_ENVELOPED`, `MESSAGE_DAMAGED`, `MESSAGE_TOO_LARGE`
 */
export function parseEnveloped(bytes: Uint8Array): Enveloped {
  if (bytes.length > maxMessageBytes) throw new DecryptionError('MESSAGE_TOO_LARGE')
  const strict = parsing(bytes, readContentInfo)
  if (strict.ok) return strict.value
  const canonical = canonicalise(bytes)
  const again = canonical.ok ? parsing(canonical.value, readContentInfo) : canonical
  if (!again.ok)
    throw new DecryptionError(looksEnveloped(bytes) ? 'MESSAGE_DAMAGED' : 'NOT_ENVELOPED')
  return again.value
}

function readContentInfo(reader: DerReader): Enveloped {
  const info = reader.enter(Tag.sequence)
  const contentType = info.objectIdentifier()
  const authenticated = contentType === contentTypeOids.authEnvelopedData
  if (!authenticated && contentType !== contentTypeOids.envelopedData) {
    throw new DecryptionError('NOT_ENVELOPED')
  }
  const explicit = info.enter(contextConstructed(0))
  info.expectEnd()
  const data = explicit.enter(Tag.sequence)
  explicit.expectEnd()
  // RFC 5652 §6.1 derives the version from the fields, which say it better.
  data.smallInteger(4)
  // originatorInfo: certificates and CRLs of the sender, of no use without static-static agreement.
  data.optional(contextConstructed(0))
  const recipientInfos: RecipientInfo[] = []
  const set = data.enter(Tag.set)
  while (set.hasMore()) {
    if (recipientInfos.length === maxRecipientInfos) set.fail('TOO_MANY')
    recipientInfos.push(readRecipientInfo(set))
  }
  const content = readEncryptedContent(data)
  if (!authenticated) {
    data.optional(contextConstructed(1))
    data.expectEnd()
    return { authenticated, recipientInfos, ...content }
  }
  const attributes = readAuthenticatedAttributes(data, content.contentType)
  const mac = data.octetString()
  data.optional(contextConstructed(2))
  data.expectEnd()
  return {
    authenticated,
    recipientInfos,
    ...content,
    mac,
    ...(attributes === undefined ? {} : { authenticatedAttributes: attributes }),
  }
}

/** EncryptedContentInfo, RFC 5652 §6.1; content kept elsewhere is not for us. */
function readEncryptedContent(
  data: DerReader,
): Pick<Enveloped, 'contentType' | 'algorithm' | 'pieces'> {
  const info = data.enter(Tag.sequence)
  const contentType = info.objectIdentifier()
  const algorithm = readAlgorithm(info)
  const pieces: Uint8Array[] = []
  if (info.peek() === contextConstructed(0)) {
    // BER: `[0] IMPLICIT OCTET STRING` in pieces, which no canonicalising can tell from a structure.
    const inner = info.enter(contextConstructed(0))
    while (inner.hasMore()) {
      if (pieces.length === maxPieces) inner.fail('TOO_MANY')
      pieces.push(inner.octetString())
    }
  } else {
    pieces.push(info.octetString(contextPrimitive(0)))
  }
  info.expectEnd()
  return { contentType, algorithm, pieces }
}

const contentTypeAttribute = '1.2.840.113549.1.9.3'

/** RFC 5083 §2.2: they have to be there, and to name the content type, when that is not id-data. */
function readAuthenticatedAttributes(data: DerReader, contentType: string): Uint8Array | undefined {
  if (!data.optional(contextConstructed(1))) {
    if (contentType !== contentTypeOids.data) data.fail('MISSING_FIELD')
    return undefined
  }
  const set = data.raw().slice()
  set[0] = Tag.set
  const attributes = data.inner()
  let named: string | undefined
  while (attributes.hasMore()) {
    const attribute = attributes.enter(Tag.sequence)
    const oid = attribute.objectIdentifier()
    const values = attribute.enter(Tag.set)
    attribute.expectEnd()
    if (oid !== contentTypeAttribute) continue
    if (named !== undefined) attributes.fail('DUPLICATE_FIELD')
    named = values.objectIdentifier()
    values.expectEnd()
  }
  if (named !== contentType) data.fail('BAD_VALUE')
  return set
}

/** For the choice of words alone: does it begin as such a message does? */
function looksEnveloped(bytes: Uint8Array): boolean {
  const head = Array.from(bytes.subarray(0, 32), (octet) => String.fromCharCode(octet)).join('')
  return (
    head.includes('\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03') ||
    head.includes('\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17')
  )
}
