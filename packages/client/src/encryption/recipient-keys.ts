import {
  type Certificate,
  type EcCurve,
  parseCertificate,
  readPublicKey,
  sameOctets,
  UsageError,
} from '@chopmark/core'
import type { Pkcs12Problem } from '../pkcs12/pkcs12-error.js'
import { maxPairs } from './limits.js'
import type { RecipientId } from './read-recipient-info.js'
import { parseRsaPrivateKey, toNumber } from './rsa-key.js'
import { attempt, subtle } from './web-crypto.js'

/** The private key of a certificate, ready to open messages. */
export type RecipientKey = { readonly certificate: Certificate } & (
  | { readonly kind: 'RSA'; readonly pkcs8: Uint8Array; readonly modulusBytes: number }
  /** WebCrypto's own, bound to one hash and to OAEP. */
  | { readonly kind: 'RSA-OAEP'; readonly key: CryptoKey }
  | { readonly kind: 'EC'; readonly curve: EcCurve; readonly key: CryptoKey }
)

/**
 * Opens an e-Cert file and pairs its keys with its certificates by their public keys. Call `wipeKeys` when done.
 * @returns `P12_NO_KEY` when no RSA or EC key has its certificate in the file.
 */
export async function keysOfPkcs12(
  file: Uint8Array,
  pin: string | Uint16Array,
): Promise<{ readonly ok: true; readonly value: readonly RecipientKey[] } | Pkcs12Problem> {
  const { openPkcs12 } = await import('../pkcs12/open-pkcs12.js')
  const opened = await openPkcs12(file, pin)
  if (!opened.ok) return opened
  const keys: RecipientKey[] = []
  let pairs = 0
  for (const { pkcs8 } of opened.value.privateKeys) {
    for (const { der } of opened.value.certificates) {
      const key = ++pairs > maxPairs ? undefined : await keyOfPkcs8(pkcs8, der)
      if (key !== undefined) keys.push(key)
    }
    pkcs8.fill(0)
  }
  return keys.length === 0 ? { ok: false, code: 'P12_NO_KEY' } : { ok: true, value: keys }
}

/**
 * A private key with its certificate; the octets are copied.
 * @param pkcs8 - PrivateKeyInfo of an RSA or EC key.
 * @returns Undefined when they do not belong together, or the key is of another kind.
 */
export async function keyOfPkcs8(
  pkcs8: Uint8Array,
  certificateDer: Uint8Array,
): Promise<RecipientKey | undefined> {
  const certificate = parseCertificate(new Uint8Array(certificateDer))
  if (!certificate.ok) return undefined
  const publicKey = readPublicKey(certificate.value.subjectPublicKeyInfo)
  if (!publicKey.ok) return undefined
  if (publicKey.value.kind === 'RSA') {
    const key = parseRsaPrivateKey(pkcs8)
    if (key?.modulus !== toNumber(publicKey.value.modulus)) return undefined
    const { modulusBytes } = key
    return {
      kind: 'RSA',
      pkcs8: new Uint8Array(pkcs8),
      modulusBytes,
      certificate: certificate.value,
    }
  }
  if (publicKey.value.kind !== 'EC') return undefined
  const { curve, point } = publicKey.value
  const key = await importEc(pkcs8, curve, point)
  return key && { kind: 'EC', curve, key, certificate: certificate.value }
}

/** @returns Undefined when the private key is not that of the point. */
async function importEc(
  pkcs8: Uint8Array,
  curve: EcCurve,
  point: Uint8Array,
): Promise<CryptoKey | undefined> {
  const ecdh = { name: 'ECDH', namedCurve: curve }
  const copy = new Uint8Array(pkcs8)
  try {
    return await attempt(async () => {
      const shown = await subtle().importKey('pkcs8', copy, ecdh, true, ['deriveBits'])
      const { x, y } = await subtle().exportKey('jwk', shown)
      const publicKey = await subtle().importKey('raw', new Uint8Array(point), ecdh, true, [])
      const wanted = await subtle().exportKey('jwk', publicKey)
      if (x !== wanted.x || y !== wanted.y) throw new TypeError('another key')
      return subtle().importKey('pkcs8', copy, ecdh, false, ['deriveBits'])
    })
  } finally {
    copy.fill(0)
  }
}

/**
 * A key of WebCrypto with its certificate. Whether they belong together shows when a message opens.
 * @throws UsageError `UNSUITABLE_KEY` when it is neither RSA-OAEP for `decrypt` nor ECDH for `deriveBits`, or the certificate is
 *   none.
 */
export function keyOfCryptoKey(key: CryptoKey, certificateDer: Uint8Array): RecipientKey {
  const certificate = parseCertificate(new Uint8Array(certificateDer))
  const { name, namedCurve } = key.algorithm as KeyAlgorithm & { readonly namedCurve?: EcCurve }
  if (certificate.ok && name === 'RSA-OAEP' && key.usages.includes('decrypt')) {
    return { kind: 'RSA-OAEP', key, certificate: certificate.value }
  }
  if (
    certificate.ok &&
    name === 'ECDH' &&
    namedCurve !== undefined &&
    key.usages.includes('deriveBits')
  ) {
    return { kind: 'EC', curve: namedCurve, key, certificate: certificate.value }
  }
  throw new UsageError(
    'UNSUITABLE_KEY',
    'Give an RSA-OAEP key with usage decrypt or an ECDH key with usage deriveBits, and its certificate in DER.',
  )
}

/** Is this certificate the one meant? RFC 5652 §6.2.1. */
export function isMeant(
  id: RecipientId,
  { issuer, serialNumber, extension }: Certificate,
): boolean {
  if ('issuer' in id)
    return sameOctets(id.issuer, issuer.raw) && sameOctets(id.serialNumber, serialNumber)
  const { subjectKeyIdentifier } = extension
  return (
    subjectKeyIdentifier !== undefined && sameOctets(id.subjectKeyIdentifier, subjectKeyIdentifier)
  )
}

/** Overwrites what can be overwritten. */
export function wipeKeys(keys: readonly RecipientKey[]): void {
  for (const key of keys) if (key.kind === 'RSA') key.pkcs8.fill(0)
}
