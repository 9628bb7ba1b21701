import { ecdsaSignatureDer, parsing, Tag } from '@chopmark/core'
import { bytesFromBase64, isObject } from '../service-connection.js'
import { maxCertificateBytes, type SigningKey, signingKeyOf } from '../signing-key.js'

/** A credential at a service, as `credentials/info` describes it. */
export interface CscCredential {
  readonly credentialId: string
  readonly key: SigningKey
  /** The signing certificate, DER. */
  readonly certificate: Uint8Array
  /** Above it, DER, the issuer first. */
  readonly chain: readonly Uint8Array[]
  /** OIDs of `key/algo`. */
  readonly algorithms: readonly string[]
  readonly mode: 'oauth2code' | 'explicit'
  /** What `authData` has to answer in explicit mode. */
  readonly objects: readonly CscAuthenticationObject[]
  readonly multisign: number
}

/** An authentication object of a credential: a PIN, a one-time password. */
export interface CscAuthenticationObject {
  readonly id: string
  readonly type: string
}

const maxChain = 8
const maxAlgorithms = 32
const maxObjects = 8
export const maxIdLength = 1024

/**
 * Reads the answer of `credentials/info`.
 * @returns `unusable` for a key or certificate that the service itself calls disabled, expired, revoked or suspended;
 * `malformed` for what is outside the contract.
 * Source: CSC API v2.0.0.2 §11.5.
 */
export function readCredential(
  credentialId: string,
  json: Readonly<Record<string, unknown>>,
): CscCredential | 'unusable' | 'malformed' {
  const { key, cert, auth, multisign } = json
  if (!isObject(key) || !isObject(cert) || !isObject(auth)) return 'malformed'
  const algorithms = strings(key['algo'], maxAlgorithms)
  const certificates = certificatesOf(cert['certificates'])
  const mode = auth['mode']
  if (!algorithms || !certificates) return 'malformed'
  if (mode !== 'oauth2code' && mode !== 'explicit') return 'malformed'
  if (typeof multisign !== 'number' || !(multisign >= 1)) return 'malformed'
  const [certificate, ...chain] = certificates
  const read = certificate && signingKeyOf(certificate)
  if (!read) return 'malformed'
  if (key['status'] !== 'enabled' || !['valid', undefined].includes(cert['status'] as string)) {
    return 'unusable'
  }
  const objects = authenticationObjects(auth['objects'])
  if (!objects) return 'malformed'
  return { credentialId, key: read, certificate, chain, algorithms, mode, objects, multisign }
}

/** Strings of an answer, neither too many nor too long; undefined for anything else. */
export function strings(value: unknown, maxCount: number): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length > maxCount) return undefined
  const texts: readonly unknown[] = value
  const fit = texts.every(
    (text) => typeof text === 'string' && text !== '' && text.length <= maxIdLength,
  )
  return fit ? (texts as readonly string[]) : undefined
}

function certificatesOf(value: unknown): readonly Uint8Array[] | undefined {
  if (!Array.isArray(value) || value.length > maxChain) return undefined
  const certificates = value.map((text) => bytesFromBase64(text, maxCertificateBytes))
  return certificates.every((bytes) => bytes !== undefined) ? certificates : undefined
}

function authenticationObjects(value: unknown): readonly CscAuthenticationObject[] | undefined {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value) || value.length > maxObjects) return undefined
  const objects: CscAuthenticationObject[] = []
  for (const each of value as readonly unknown[]) {
    if (!isObject(each) || typeof each['id'] !== 'string' || each['id'].length > maxIdLength) {
      return undefined
    }
    objects.push({ id: each['id'], type: typeof each['type'] === 'string' ? each['type'] : '' })
  }
  return objects
}

/**
 * An ECDSA value as CMS carries it. The CSC API leaves the form open: services send the DER SEQUENCE or r and s at full
 * length one after the other.
 */
export function cmsSignatureValue({ publicKey }: SigningKey, signature: Uint8Array): Uint8Array {
  if (publicKey.kind !== 'EC') return signature
  const der = parsing(signature, (reader) => {
    const pair = reader.enter(Tag.sequence)
    pair.any()
    pair.any()
    pair.expectEnd()
  })
  const plain = { 'P-256': 64, 'P-384': 96, 'P-521': 132 }[publicKey.curve]
  return !der.ok && signature.length === plain ? ecdsaSignatureDer(signature) : signature
}
