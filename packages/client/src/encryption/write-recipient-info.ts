import {
  contextConstructed,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
  Tag,
  tlv,
} from '@chopmark/core'
import { agreeKey } from './ecdh.js'
import { wrapKey } from './key-wrap.js'
import { oids } from './oids.js'
import type { Recipient } from './recipient.js'
import { subtle } from './web-crypto.js'

/** RSAES-OAEP-params with SHA-256 in both places, RFC 4055 §4.1; whose NULLs are §2.1's. */
function oaepSha256(): Uint8Array {
  const sha256 = sequence(objectIdentifier(oids.sha256), nullValue())
  return sequence(
    objectIdentifier(oids.rsaesOaep),
    sequence(
      tlv(contextConstructed(0), sha256),
      tlv(contextConstructed(1), sequence(objectIdentifier(oids.mgf1), sha256)),
    ),
  )
}

/**
 * Writes the content-encryption key for one recipient: KeyTransRecipientInfo with RSA-OAEP (RFC 3560) or KeyAgreeRecipientInfo
 * with ephemeral-static ECDH (RFC 5753).
 */
export function writeRecipientInfo(
  recipient: Recipient,
  contentKey: Uint8Array,
): Promise<Uint8Array> {
  return recipient.publicKey.kind === 'RSA'
    ? transport(recipient, contentKey)
    : agree(recipient, recipient.publicKey, contentKey)
}

function issuerAndSerialNumber({ certificate }: Recipient): Uint8Array {
  const { issuer, serialNumber } = certificate
  return sequence(issuer.raw, tlv(Tag.integer, serialNumber))
}

async function transport(recipient: Recipient, contentKey: Uint8Array): Promise<Uint8Array> {
  const spki = new Uint8Array(recipient.certificate.subjectPublicKeyInfo.raw)
  const oaep = { name: 'RSA-OAEP', hash: 'SHA-256' }
  const key = await subtle().importKey('spki', spki, oaep, false, ['encrypt'])
  const encrypted = await subtle().encrypt(oaep, key, new Uint8Array(contentKey))
  return sequence(
    integer(0),
    issuerAndSerialNumber(recipient),
    oaepSha256(),
    octetString(new Uint8Array(encrypted)),
  )
}

async function agree(
  recipient: Recipient,
  { curve, point }: Recipient['publicKey'] & { readonly kind: 'EC' },
  contentKey: Uint8Array,
): Promise<Uint8Array> {
  const ecdh = { name: 'ECDH', namedCurve: curve }
  const ephemeral = await subtle().generateKey(ecdh, false, ['deriveBits'])
  const ephemeralPoint = await subtle().exportKey('raw', ephemeral.publicKey)
  const wrap = sequence(objectIdentifier(oids.aes256Wrap))
  const kek = await agreeKey(curve, ephemeral.privateKey, point, 'SHA-256', wrap, 32)
  const wrapped = await wrapKey(kek, contentKey)
  kek.fill(0)
  const originatorKey = tlv(
    contextConstructed(1),
    sequence(objectIdentifier(oids.ecPublicKey)),
    tlv(Tag.bitString, Uint8Array.of(0), new Uint8Array(ephemeralPoint)),
  )
  return tlv(
    contextConstructed(1),
    integer(3),
    tlv(contextConstructed(0), originatorKey),
    sequence(objectIdentifier(oids.ecdhSha256Kdf), wrap),
    sequence(sequence(issuerAndSerialNumber(recipient), octetString(wrapped))),
  )
}
