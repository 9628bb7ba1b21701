import {
  contentTypeOids,
  contextConstructed,
  contextPrimitive,
  type Instant,
  integer,
  objectIdentifier,
  octetString,
  sameOctets,
  sequence,
  setOf,
  tlv,
  UsageError,
} from '@chopmark/core'
import type { EncryptionProblem } from './encryption-problem.js'
import { maxContentBytes, maxRecipients } from './limits.js'
import { oids } from './oids.js'
import { readRecipient, type Recipient } from './recipient.js'
import { randomOctets, subtle } from './web-crypto.js'
import { writeRecipientInfo } from './write-recipient-info.js'

export interface EncryptOptions {
  /** At most `maxContentBytes`. */
  readonly content: Uint8Array | Blob
  /** Certificates in DER, at least one: each of their holders can open the message. Yours among them, if you want to read it again. */
  readonly recipients: readonly Uint8Array[]
  /** The moment at which the certificates have to be valid. */
  readonly at: Instant
  /**
   * `authenticated` (default): AuthEnvelopedData with AES-256-GCM, RFC 5083 and RFC 5084. `cbc`: EnvelopedData with AES-256-CBC, for
   * readers older than that; anybody on the way can change what it says without anybody noticing, so sign it as well.
   */
  readonly form?: 'authenticated' | 'cbc'
  readonly signal?: AbortSignal
}

/**
 * Encrypts content for the holders of certificates: RSA-OAEP with SHA-256 for RSA keys, ephemeral-static ECDH with SHA-256 and AES-256
 * key wrap for EC keys on P-256, P-384 and P-521.
 * The certificates are looked at by themselves only (see `EncryptionCode`). Whose they are is for your server to say before you call
 * this: `validateCertificate` of `@chopmark/verify` validates their paths and revocation; whoever skips that may encrypt to an
 * impostor.
 * @returns The CMS message in DER, or what is wrong with which recipient.
 * @throws UsageError `NO_RECIPIENTS`, `TOO_MANY_RECIPIENTS`; PlumbingError `CRYPTO_UNAVAILABLE`; the signal's reason.
 * Source: RFC 5652 §6, RFC 5083 §2, RFC 5084 §3.2, RFC 3560, RFC 5753.
 */
export async function encryptFor(
  options: EncryptOptions,
): Promise<{ readonly ok: true; readonly value: Uint8Array } | EncryptionProblem> {
  const { content, recipients: certificates, at, form = 'authenticated', signal } = options
  signal?.throwIfAborted()
  if (certificates.length === 0) {
    throw new UsageError('NO_RECIPIENTS', 'Give the certificate of at least one recipient.')
  }
  if (certificates.length > maxRecipients) {
    throw new UsageError('TOO_MANY_RECIPIENTS', `Give at most ${maxRecipients} recipients.`)
  }
  const size = content instanceof Uint8Array ? content.length : content.size
  if (size > maxContentBytes) return { ok: false, code: 'CONTENT_TOO_LARGE' }
  const recipients: Recipient[] = []
  for (const [index, der] of certificates.entries()) {
    const recipient = readRecipient(der, at)
    if (!recipient.ok) return { ok: false, code: recipient.code, recipient: index }
    if (recipients.some(({ certificate }) => sameOctets(certificate.raw, der))) {
      return { ok: false, code: 'RECIPIENT_TWICE', recipient: index }
    }
    recipients.push(recipient.value)
  }
  // Read once, into octets of our own: what the caller changes later is not what was encrypted.
  const plain = new Uint8Array(
    content instanceof Uint8Array ? content : await content.arrayBuffer(),
  )
  const contentKey = randomOctets(32)
  try {
    const infos: Uint8Array[] = []
    for (const recipient of recipients) {
      signal?.throwIfAborted()
      const info = await attemptRecipient(recipient, contentKey)
      if (info === undefined) {
        const recipientIndex = recipients.indexOf(recipient)
        return { ok: false, code: 'RECIPIENT_KEY_UNSUPPORTED', recipient: recipientIndex }
      }
      infos.push(info)
    }
    const message =
      form === 'authenticated'
        ? await authEnveloped(infos, contentKey, plain)
        : await enveloped(infos, contentKey, plain, recipients)
    signal?.throwIfAborted()
    return { ok: true, value: message }
  } finally {
    contentKey.fill(0)
    plain.fill(0)
  }
}

/** A point off its curve, or a modulus that the engine refuses, shows only now. */
async function attemptRecipient(
  recipient: Recipient,
  contentKey: Uint8Array,
): Promise<Uint8Array | undefined> {
  try {
    return await writeRecipientInfo(recipient, contentKey)
  } catch (error) {
    if (error instanceof DOMException) return undefined
    throw error
  }
}

/** RFC 5083 §2.1, no attributes: the content is plain octets. */
async function authEnveloped(
  infos: readonly Uint8Array[],
  contentKey: Uint8Array<ArrayBuffer>,
  plain: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const nonce = randomOctets(12)
  const key = await subtle().importKey('raw', contentKey, 'AES-GCM', false, ['encrypt'])
  const gcm = { name: 'AES-GCM', iv: nonce, tagLength: 128 }
  const sealed = new Uint8Array(await subtle().encrypt(gcm, key, plain))
  const parameters = sequence(octetString(nonce), integer(16))
  const algorithm = sequence(objectIdentifier(oids.aes256Gcm), parameters)
  return contentInfo(
    contentTypeOids.authEnvelopedData,
    integer(0),
    setOf(...infos),
    encryptedContentInfo(algorithm, sealed.subarray(0, -16)),
    octetString(sealed.subarray(-16)),
  )
}

/** RFC 5652 §6.1: version 2 as soon as a recipient has key agreement. */
async function enveloped(
  infos: readonly Uint8Array[],
  contentKey: Uint8Array<ArrayBuffer>,
  plain: Uint8Array<ArrayBuffer>,
  recipients: readonly Recipient[],
): Promise<Uint8Array> {
  const iv = randomOctets(16)
  const key = await subtle().importKey('raw', contentKey, 'AES-CBC', false, ['encrypt'])
  const encrypted = await subtle().encrypt({ name: 'AES-CBC', iv }, key, plain)
  const algorithm = sequence(objectIdentifier(oids.aes256Cbc), octetString(iv))
  const transportOnly = recipients.every(({ publicKey }) => publicKey.kind === 'RSA')
  return contentInfo(
    contentTypeOids.envelopedData,
    integer(transportOnly ? 0 : 2),
    setOf(...infos),
    encryptedContentInfo(algorithm, new Uint8Array(encrypted)),
  )
}

function encryptedContentInfo(algorithm: Uint8Array, encrypted: Uint8Array): Uint8Array {
  return sequence(objectIdentifier(oids.data), algorithm, tlv(contextPrimitive(0), encrypted))
}

function contentInfo(contentType: string, ...fields: readonly Uint8Array[]): Uint8Array {
  return sequence(objectIdentifier(contentType), tlv(contextConstructed(0), sequence(...fields)))
}
