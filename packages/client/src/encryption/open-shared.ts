import { parsing } from '@chopmark/core'
import { budget } from '../pkcs12/budget.js'
import { parsePbkdf2 } from '../pkcs12/encryption-scheme.js'
import { pbkdf2 } from '../pkcs12/pbkdf2.js'
import { Pkcs12Error } from '../pkcs12/pkcs12-error.js'
import { decryptCbcBlocks } from './cbc.js'
import { blockBytes, cbcCipher } from './content-cipher.js'
import { DecryptionError } from './encryption-problem.js'
import { keyWrap, unwrapKey } from './key-wrap.js'
import { oids } from './oids.js'
import { type Algorithm, readAlgorithm, readParameters } from './read-algorithm.js'
import type { RecipientInfo } from './read-recipient-info.js'

type KeyEncryptionKey = RecipientInfo & { readonly kind: 'key-encryption-key' }
type Password = RecipientInfo & { readonly kind: 'password' }

/**
 * Opens a KEKRecipientInfo with a key that both sides have, RFC 5652 §6.2.3.
 * @returns A key that may be wrong, or undefined; which of them says nothing.
 */
export async function openWithSecret(
  { algorithm, encryptedKey }: KeyEncryptionKey,
  secret: Uint8Array,
): Promise<Uint8Array | undefined> {
  return unwrapKey(keyWrap(algorithm.oid), secret, encryptedKey)
}

/**
 * Opens a PasswordRecipientInfo, RFC 5652 §6.2.4 and RFC 3211: PBKDF2, then the key unwrapping of §2.3.2 there.
 * @param password - UTF-8.
 * @returns As `openWithSecret`.
 * @throws DecryptionError `MESSAGE_TOO_EXPENSIVE`, before a round has run.
 */
export async function openWithPassword(
  { derivation, algorithm, encryptedKey }: Password,
  password: Uint8Array,
): Promise<Uint8Array | undefined> {
  if (algorithm.oid !== oids.pwriKek) {
    throw new DecryptionError('UNSUPPORTED_ALGORITHM', algorithm.oid)
  }
  if (derivation === undefined) {
    throw new DecryptionError('UNSUPPORTED_ALGORITHM', 'a key from elsewhere')
  }
  const { cipher, iv } = cbcCipher(readParameters(algorithm, (reader) => readAlgorithm(reader)))
  const kek = await derive(derivation, password, cipher.keyBytes)
  const block = blockBytes(cipher)
  const length = encryptedKey.length
  if (length < 2 * block || length > 8 * block || length % block !== 0) return undefined
  // Encrypted twice in a row: the last block of the first time is the initialisation vector of the second.
  const before = encryptedKey.subarray(length - 2 * block, length - block)
  const last = await decryptCbcBlocks(cipher, kek, before, encryptedKey.subarray(length - block))
  if (last === undefined) return undefined
  const once = await decryptCbcBlocks(cipher, kek, last, encryptedKey)
  const plain = once && (await decryptCbcBlocks(cipher, kek, iv, once))
  kek.fill(0)
  if (plain === undefined) return undefined
  const [count = 0, a = 0, b = 0, c = 0] = plain
  const key = plain.slice(4, 4 + count)
  const [d = 0, e = 0, f = 0] = key
  const fits = (a ^ d) === 0xff && (b ^ e) === 0xff && (c ^ f) === 0xff
  return fits && key.length === count ? key : undefined
}

async function derive(
  { raw }: Algorithm,
  password: Uint8Array,
  length: number,
): Promise<Uint8Array> {
  try {
    const parsed = parsing(raw, (reader) => parsePbkdf2(reader))
    if (!parsed.ok) throw new DecryptionError('MESSAGE_DAMAGED')
    const spending = budget()
    spending.announce(parsed.value.iterations)
    return await pbkdf2(parsed.value, password, length, spending)
  } catch (error) {
    if (!(error instanceof Pkcs12Error)) throw error
    throw error.code === 'P12_TOO_EXPENSIVE'
      ? new DecryptionError('MESSAGE_TOO_EXPENSIVE')
      : new DecryptionError('UNSUPPORTED_ALGORITHM', error.what)
  }
}
