import { contextConstructed, type DerReader, joinOctets, Tag } from '@chopmark/core'
import type { KdfHash } from '../pkcs12/pkcs12-kdf.js'
import { agreeKey } from './ecdh.js'
import { DecryptionError } from './encryption-problem.js'
import { keyWrap, unwrapKey } from './key-wrap.js'
import { maxParameterBytes } from './limits.js'
import { hashes, keyAgreements, oids, own } from './oids.js'
import { type Algorithm, readAlgorithm, readParameters } from './read-algorithm.js'
import type { RecipientInfo } from './read-recipient-info.js'
import type { RecipientKey } from './recipient-keys.js'
import { keyFromPkcs1, messageFromOaep } from './rsa-padding.js'
import { attempt, subtle } from './web-crypto.js'

/** RSA with the private key and no padding; see `rsaPrivateOperation`. Undefined for a key or block that does not fit. */
export type RsaPrivateOperation = (
  pkcs8: Uint8Array,
  block: Uint8Array,
) => Uint8Array | undefined | Promise<Uint8Array | undefined>

type KeyTransport = RecipientInfo & { readonly kind: 'key-transport' }
type KeyAgreement = RecipientInfo & { readonly kind: 'key-agreement' }

/**
 * Opens a KeyTransRecipientInfo, RFC 5652 §6.2.1 with RFC 3370 §4.2.1 and RFC 3560.
 * @param length - Octets of the content-encryption key.
 * @returns A key that may be wrong, or undefined; which of them says nothing.
 * @throws DecryptionError `UNSUPPORTED_ALGORITHM`, `MESSAGE_DAMAGED`: what is seen from outside.
 */
export async function openTransported(
  { algorithm, encryptedKey }: KeyTransport,
  key: RecipientKey,
  length: number,
  rawRsa: RsaPrivateOperation,
): Promise<Uint8Array | undefined> {
  if (algorithm.oid === oids.rsaEncryption) {
    if (key.kind === 'RSA-OAEP') throw new DecryptionError('UNSUPPORTED_ALGORITHM', algorithm.oid)
    if (key.kind !== 'RSA') return undefined
    const block = await rsaBlock(key, encryptedKey, rawRsa)
    return block && keyFromPkcs1(block, length)
  }
  if (algorithm.oid !== oids.rsaesOaep) {
    throw new DecryptionError('UNSUPPORTED_ALGORITHM', algorithm.oid)
  }
  const oaep = readOaep(algorithm)
  if (key.kind === 'EC') return undefined
  const webCrypto = oaep.hash === oaep.maskHash && oaep.hash !== 'SHA-224'
  const parameters = { name: 'RSA-OAEP', label: new Uint8Array(oaep.label) }
  const encrypted = new Uint8Array(encryptedKey)
  if (key.kind === 'RSA-OAEP') {
    const { hash } = key.key.algorithm as RsaHashedKeyAlgorithm
    if (!webCrypto || hash.name !== oaep.hash) {
      throw new DecryptionError('UNSUPPORTED_ALGORITHM', `RSA-OAEP with ${oaep.hash}`)
    }
    const opened = await attempt(() => subtle().decrypt(parameters, key.key, encrypted))
    return opened && new Uint8Array(opened)
  }
  if (!webCrypto) {
    const block = await rsaBlock(key, encryptedKey, rawRsa)
    return block && messageFromOaep(block, oaep.hash, oaep.maskHash, oaep.label)
  }
  const pkcs8 = new Uint8Array(key.pkcs8)
  const opened = await attempt(async () => {
    const imported = { name: 'RSA-OAEP', hash: oaep.hash }
    const decrypting = await subtle().importKey('pkcs8', pkcs8, imported, false, ['decrypt'])
    return subtle().decrypt(parameters, decrypting, encrypted)
  })
  pkcs8.fill(0)
  return opened && new Uint8Array(opened)
}

/** Some writers leave out leading zeros of the block. */
async function rsaBlock(
  { pkcs8, modulusBytes }: RecipientKey & { readonly kind: 'RSA' },
  encryptedKey: Uint8Array,
  rawRsa: RsaPrivateOperation,
): Promise<Uint8Array | undefined> {
  const missing = modulusBytes - encryptedKey.length
  if (missing < 0) return undefined
  return rawRsa(pkcs8, joinOctets([new Uint8Array(missing), encryptedKey]))
}

interface Oaep {
  readonly hash: KdfHash
  readonly maskHash: KdfHash
  readonly label: Uint8Array
}

/** RSAES-OAEP-params, RFC 4055 §4.1: each has a default, and SHA-1 is two of them. */
function readOaep(algorithm: Algorithm): Oaep {
  return readParameters(algorithm, (reader) => {
    const fields = reader.enter(Tag.sequence)
    let hash: KdfHash = 'SHA-1'
    let maskHash: KdfHash = 'SHA-1'
    let label: Uint8Array = new Uint8Array(0)
    if (fields.peek() === contextConstructed(0)) {
      hash = hashOf(readAlgorithm(fields.enter(contextConstructed(0))))
    }
    if (fields.peek() === contextConstructed(1)) {
      const mask = readAlgorithm(fields.enter(contextConstructed(1)))
      if (mask.oid !== oids.mgf1) throw new DecryptionError('UNSUPPORTED_ALGORITHM', mask.oid)
      maskHash = hashOf(readParameters(mask, (inner) => readAlgorithm(inner)))
    }
    if (fields.peek() === contextConstructed(2)) {
      const source = readAlgorithm(fields.enter(contextConstructed(2)))
      if (source.oid !== oids.pSpecified) {
        throw new DecryptionError('UNSUPPORTED_ALGORITHM', source.oid)
      }
      label = readParameters(source, (inner) => inner.octetString())
      if (label.length > maxParameterBytes) fields.fail('TOO_LARGE')
    }
    fields.expectEnd()
    return { hash, maskHash, label }
  })
}

function hashOf({ oid }: Algorithm): KdfHash {
  const hash = own(hashes, oid)
  if (hash === undefined) throw new DecryptionError('UNSUPPORTED_ALGORITHM', oid)
  return hash
}

/**
 * Opens one key of a KeyAgreeRecipientInfo, RFC 5652 §6.2.2 with RFC 5753.
 * @returns As `openTransported`.
 */
export async function openAgreed(
  { originator, keyingMaterial, algorithm }: KeyAgreement,
  encryptedKey: Uint8Array,
  key: RecipientKey,
): Promise<Uint8Array | undefined> {
  const hash = own(keyAgreements, algorithm.oid)
  if (hash === undefined) throw new DecryptionError('UNSUPPORTED_ALGORITHM', algorithm.oid)
  if (originator === undefined) {
    throw new DecryptionError('UNSUPPORTED_ALGORITHM', 'static-static agreement')
  }
  const wrapAlgorithm = readParameters(algorithm, (reader: DerReader) => readAlgorithm(reader))
  const wrap = keyWrap(wrapAlgorithm.oid)
  const materialBytes = keyingMaterial?.length ?? 0
  if (originator.oid !== oids.ecPublicKey || materialBytes > maxParameterBytes) {
    throw new DecryptionError('MESSAGE_DAMAGED')
  }
  if (key.kind !== 'EC') return undefined
  const kek = await attempt(() =>
    agreeKey(
      key.curve,
      key.key,
      originator.publicKey,
      hash,
      wrapAlgorithm.raw,
      wrap.keyBytes,
      keyingMaterial,
    ),
  )
  if (kek === undefined) return undefined
  const opened = await unwrapKey(wrap, kek, encryptedKey)
  kek.fill(0)
  return opened
}
