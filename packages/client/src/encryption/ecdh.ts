import {
  contextConstructed,
  type EcCurve,
  joinOctets,
  octetString,
  sequence,
  tlv,
} from '@chopmark/core'
import { kdfHashes, type KdfHash } from '../pkcs12/pkcs12-kdf.js'
import { subtle } from './web-crypto.js'

/** Octets of a coordinate, and of the shared secret. */
const coordinateBytes: Readonly<Record<EcCurve, number>> = {
  'P-256': 32,
  'P-384': 48,
  'P-521': 66,
}

/**
 * The key-encryption key of ephemeral-static ECDH, RFC 5753 §3.1 with the KDF of SEC 1 §3.6.1.
 * @param wrapAlgorithm - AlgorithmIdentifier of the key wrap as it stands in the message.
 * @param length - Octets wanted.
 * @throws DOMException when the point is not on the curve.
 */
export async function agreeKey(
  curve: EcCurve,
  privateKey: CryptoKey,
  publicPoint: Uint8Array,
  hash: KdfHash,
  wrapAlgorithm: Uint8Array,
  length: number,
  keyingMaterial?: Uint8Array,
): Promise<Uint8Array> {
  const ecdh = { name: 'ECDH', namedCurve: curve }
  const point = new Uint8Array(publicPoint)
  const publicKey = await subtle().importKey('raw', point, ecdh, false, [])
  const bits = coordinateBytes[curve] * 8
  const agreement = { name: 'ECDH', public: publicKey }
  const secret = new Uint8Array(await subtle().deriveBits(agreement, privateKey, bits))
  const kek = x963Kdf(hash, secret, sharedInfo(wrapAlgorithm, length, keyingMaterial), length)
  secret.fill(0)
  return kek
}

/** ECC-CMS-SharedInfo, RFC 5753 §7.2. */
function sharedInfo(
  wrapAlgorithm: Uint8Array,
  length: number,
  keyingMaterial: Uint8Array | undefined,
): Uint8Array {
  const bits = Uint8Array.of(0, 0, (length * 8) >> 8, (length * 8) & 0xff)
  return sequence(
    wrapAlgorithm,
    ...(keyingMaterial === undefined
      ? []
      : [tlv(contextConstructed(0), octetString(keyingMaterial))]),
    tlv(contextConstructed(2), octetString(bits)),
  )
}

/** SEC 1 §3.6.1 (X9.63). */
function x963Kdf(
  hashName: KdfHash,
  secret: Uint8Array,
  info: Uint8Array,
  length: number,
): Uint8Array {
  const hash = kdfHashes[hashName]
  const blocks: Uint8Array[] = []
  for (let counter = 1; (counter - 1) * hash.outputLen < length; counter++) {
    blocks.push(hash(joinOctets([secret, Uint8Array.of(0, 0, 0, counter), info])))
  }
  const whole = joinOctets(blocks)
  const key = whole.slice(0, length)
  whole.fill(0)
  return key
}
