import { joinOctets, sameOctets } from '@chopmark/core'
import type { Pkcs12Problem } from '../pkcs12/pkcs12-error.js'
import { decryptCbc } from './cbc.js'
import { type ContentCipher, contentCipher } from './content-cipher.js'
import { DecryptionError, type DecryptionProblem, decryptionProblem } from './encryption-problem.js'
import { decryptGcm } from './gcm.js'
import { maxAttempts } from './limits.js'
import { openAgreed, openTransported, type RsaPrivateOperation } from './open-key.js'
import { openWithPassword, openWithSecret } from './open-shared.js'
import { type Enveloped, parseEnveloped } from './parse-enveloped.js'
import {
  isMeant,
  keyOfCryptoKey,
  keyOfPkcs8,
  keysOfPkcs12,
  type RecipientKey,
  wipeKeys,
} from './recipient-keys.js'
import { rsaPrivateOperation } from './rsa-private-operation.js'
import { randomOctets } from './web-crypto.js'

/** What opens a message. Certificates are DER. */
export type DecryptionKey =
  /** An e-Cert file and its PIN. */
  | { readonly kind: 'pkcs12'; readonly file: Uint8Array; readonly pin: string | Uint16Array }
  /** PrivateKeyInfo of an RSA or EC key; yours to overwrite. */
  | { readonly kind: 'pkcs8'; readonly pkcs8: Uint8Array; readonly certificate: Uint8Array }
  /** RSA-OAEP with usage `decrypt`, or ECDH with usage `deriveBits`; it need not be extractable. */
  | { readonly kind: 'crypto-key'; readonly key: CryptoKey; readonly certificate: Uint8Array }
  /** A key-encryption key that both sides have, 16, 24 or 32 octets, and its identifier where several are in the message. */
  | { readonly kind: 'secret-key'; readonly key: Uint8Array; readonly keyIdentifier?: Uint8Array }
  | { readonly kind: 'password'; readonly password: string }

export interface DecryptOptions {
  /** CMS, DER or BER, at most `maxMessageBytes`. */
  readonly message: Uint8Array
  readonly key: DecryptionKey
  /** Refuses EnvelopedData, whose content anybody on the way can change unnoticed. Default false, for old mail. */
  readonly requireAuthenticated?: boolean
  /** RSA without padding by other means than JavaScript's integers: in Node, give OpenSSL's. */
  readonly rsaPrivateOperation?: RsaPrivateOperation
  readonly signal?: AbortSignal
}

/** An opened message. */
export interface Decrypted {
  readonly content: Uint8Array
  /** Dotted OID: 1.2.840.113549.1.7.1 for plain octets; otherwise the content of that CMS type, without its ContentInfo. */
  readonly contentType: string
  /**
   * Did a tag over the content fit? True for AuthEnvelopedData, false for EnvelopedData, whose content may have been changed on the
   * way, or may be noise. In neither case does it say who wrote: anybody can encrypt to a certificate.
   */
  readonly authenticated: boolean
}

/**
 * Opens EnvelopedData or AuthEnvelopedData with a key of one of its recipients.
 * Whatever fails with the key is one and the same `CANNOT_DECRYPT`, and a key that does not come out of the message is replaced by a
 * random one before the content is tried, so that no answer helps to decrypt other people's messages bit by bit.
 * @returns The content, or why there is none; hostile bytes never throw.
 * @throws UsageError `UNSUITABLE_KEY` for a CryptoKey that cannot decrypt; PlumbingError `CRYPTO_UNAVAILABLE`; the signal's reason.
 * Source: RFC 5652 §6, RFC 5083; for what it reads, see the README.
 */
export async function decryptWith(
  options: DecryptOptions,
): Promise<{ readonly ok: true; readonly value: Decrypted } | DecryptionProblem> {
  const { key, signal, requireAuthenticated = false } = options
  signal?.throwIfAborted()
  try {
    const message = parseEnveloped(options.message)
    if (requireAuthenticated && !message.authenticated) {
      throw new DecryptionError('NOT_AUTHENTICATED')
    }
    const cipher = contentCipher(message)
    const rawRsa = options.rsaPrivateOperation ?? rsaPrivateOperation
    if (key.kind === 'secret-key' || key.kind === 'password') {
      return await openContent(message, cipher, sharedAttempts(message, key), signal)
    }
    const keys = await recipientKeys(key)
    if (!keys.ok) return keys
    try {
      signal?.throwIfAborted()
      const attempts = recipientAttempts(message, keys.value, cipher.cipher.keyBytes, rawRsa)
      return await openContent(message, cipher, attempts, signal)
    } finally {
      wipeKeys(keys.value)
    }
  } catch (error) {
    return decryptionProblem(error)
  }
}

async function recipientKeys(
  key: DecryptionKey & { readonly kind: 'pkcs12' | 'pkcs8' | 'crypto-key' },
): Promise<{ readonly ok: true; readonly value: readonly RecipientKey[] } | Pkcs12Problem> {
  switch (key.kind) {
    case 'pkcs12':
      return keysOfPkcs12(key.file, key.pin)
    case 'pkcs8': {
      const one = await keyOfPkcs8(key.pkcs8, key.certificate)
      return { ok: true, value: one === undefined ? [] : [one] }
    }
    case 'crypto-key':
      return { ok: true, value: [keyOfCryptoKey(key.key, key.certificate)] }
  }
}

/** One way to the content-encryption key; undefined or a wrong key when it leads nowhere. */
type Attempt = () => Promise<Uint8Array | undefined>

function recipientAttempts(
  { recipientInfos }: Enveloped,
  keys: readonly RecipientKey[],
  length: number,
  rawRsa: RsaPrivateOperation,
): readonly Attempt[] {
  const attempts: Attempt[] = []
  for (const info of recipientInfos) {
    for (const key of keys) {
      if (info.kind === 'key-transport' && isMeant(info.id, key.certificate)) {
        attempts.push(() => openTransported(info, key, length, rawRsa))
      }
      if (info.kind !== 'key-agreement') continue
      for (const { id, encryptedKey } of info.keys) {
        if (isMeant(id, key.certificate)) attempts.push(() => openAgreed(info, encryptedKey, key))
      }
    }
  }
  return attempts
}

function sharedAttempts(
  { recipientInfos }: Enveloped,
  key: DecryptionKey & { readonly kind: 'secret-key' | 'password' },
): readonly Attempt[] {
  return recipientInfos.flatMap((info): Attempt[] => {
    if (key.kind === 'password') {
      if (info.kind !== 'password') return []
      return [() => openWithPassword(info, new TextEncoder().encode(key.password))]
    }
    if (info.kind !== 'key-encryption-key') return []
    const { keyIdentifier = info.keyIdentifier } = key
    return sameOctets(keyIdentifier, info.keyIdentifier)
      ? [() => openWithSecret(info, key.key)]
      : []
  })
}

async function openContent(
  { pieces, mac, authenticated, authenticatedAttributes, contentType }: Enveloped,
  cipher: ContentCipher,
  attempts: readonly Attempt[],
  signal: AbortSignal | undefined,
): Promise<{ readonly ok: true; readonly value: Decrypted } | DecryptionProblem> {
  const encrypted = joinOctets(mac === undefined ? pieces : [...pieces, mac])
  let unsupported: DecryptionError | undefined
  for (const attempt of attempts.slice(0, maxAttempts)) {
    signal?.throwIfAborted()
    let opened: Uint8Array | undefined
    try {
      opened = await attempt()
    } catch (error) {
      // Another RecipientInfo for the same person may be of a kind that is known.
      if (!(error instanceof DecryptionError)) throw error
      unsupported = error
      continue
    }
    const { keyBytes } = cipher.cipher
    const key = opened?.length === keyBytes ? opened : randomOctets(keyBytes)
    signal?.throwIfAborted()
    const content =
      cipher.mode === 'GCM'
        ? await decryptGcm(cipher, key, encrypted, authenticatedAttributes)
        : await decryptCbc(cipher.cipher, key, cipher.iv, encrypted, signal)
    key.fill(0)
    opened?.fill(0)
    if (content !== undefined) return { ok: true, value: { content, contentType, authenticated } }
  }
  throw unsupported ?? new DecryptionError('CANNOT_DECRYPT')
}
