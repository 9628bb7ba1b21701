import { constants, createHash, createPublicKey, generateKeyPair, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import type { Der } from './der/der.js'
import { context, integer, nullValue, oid, sequence } from './der/der.js'

export type KeyAlgorithm =
  'RSA-1024' | 'RSA-2048' | 'RSA-3072' | 'RSA-4096' | 'P-256' | 'P-384' | 'P-521' | 'Ed25519'

export type Digest = 'MD5' | 'SHA-1' | 'SHA-224' | 'SHA-256' | 'SHA-384' | 'SHA-512'

/** `pkcs1`: RSASSA-PKCS1-v1_5, `pss`: RSASSA-PSS with MGF1 over the same digest and a salt as long as it. */
export type SignatureScheme = 'pkcs1' | 'pss' | 'ecdsa' | 'ed25519'

/** A key pair for tests. `privateKey` stays in this process unless something here is asked to write it. */
export interface TestKey {
  readonly algorithm: KeyAlgorithm
  readonly privateKey: KeyObject
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array
}

export interface SignatureChoice {
  /** Default: `pkcs1` for RSA, the only one there is for other keys. */
  readonly scheme?: SignatureScheme
  /** Default SHA-256; P-384 and P-521 keys default to their own SHA-384 and SHA-512. */
  readonly digest?: Digest
}

const digestOids: Readonly<Record<Digest, string>> = {
  MD5: '1.2.840.113549.2.5',
  'SHA-1': '1.3.14.3.2.26',
  'SHA-224': '2.16.840.1.101.3.4.2.4',
  'SHA-256': '2.16.840.1.101.3.4.2.1',
  'SHA-384': '2.16.840.1.101.3.4.2.2',
  'SHA-512': '2.16.840.1.101.3.4.2.3',
}

const rsaOids: Readonly<Record<Digest, string>> = {
  MD5: '1.2.840.113549.1.1.4',
  'SHA-1': '1.2.840.113549.1.1.5',
  'SHA-224': '1.2.840.113549.1.1.14',
  'SHA-256': '1.2.840.113549.1.1.11',
  'SHA-384': '1.2.840.113549.1.1.12',
  'SHA-512': '1.2.840.113549.1.1.13',
}

const ecdsaOids: Readonly<Partial<Record<Digest, string>>> = {
  'SHA-1': '1.2.840.10045.4.1',
  'SHA-224': '1.2.840.10045.4.3.1',
  'SHA-256': '1.2.840.10045.4.3.2',
  'SHA-384': '1.2.840.10045.4.3.3',
  'SHA-512': '1.2.840.10045.4.3.4',
}

const generate = promisify(generateKeyPair)

/** Makes a key pair with node:crypto. RSA-2048 takes about 0.1 s, elliptic curves next to nothing. */
export async function generateTestKey(algorithm: KeyAlgorithm): Promise<TestKey> {
  const { privateKey } = await pair(algorithm)
  return testKey(privateKey)
}

/**
 * Wraps a private key that is there already.
 * @throws RangeError when it is none of `KeyAlgorithm`.
 */
export function testKey(privateKey: KeyObject): TestKey {
  const algorithm = algorithmOf(privateKey)
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  return { algorithm, privateKey, spki: new Uint8Array(spki) }
}

/** Signs with the private key; ECDSA values are DER. */
export function signBytes(
  key: TestKey,
  data: Uint8Array,
  choice: SignatureChoice = {},
): Uint8Array {
  const { scheme, digest } = settle(key, choice)
  const hash = scheme === 'ed25519' ? null : digest.replace('-', '').toLowerCase()
  const padding =
    scheme === 'pss'
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: digestBytes(digest) }
      : {}
  return new Uint8Array(sign(hash, data, { key: key.privateKey, ...padding }))
}

/** AlgorithmIdentifier of such a signature: RFC 4055, RFC 5758, RFC 8410. */
export function signatureAlgorithm(key: TestKey, choice: SignatureChoice = {}): Der {
  const { scheme, digest } = settle(key, choice)
  switch (scheme) {
    case 'pkcs1':
      return sequence(oid(rsaOids[digest]), nullValue())
    case 'pss':
      return sequence(oid('1.2.840.113549.1.1.10'), pssParameters(digest))
    case 'ecdsa':
      return sequence(oid(ecdsaOids[digest] ?? ''))
    case 'ed25519':
      return sequence(oid('1.3.101.112'))
  }
}

/** RSASSA-PSS-params; what equals the SHA-1 defaults is left out, as DER wants. */
export function pssParameters(digest: Digest, saltLength = digestBytes(digest), mgf = digest): Der {
  return sequence(
    ...(digest === 'SHA-1' ? [] : [context(0, digestAlgorithm(digest, true))]),
    ...(mgf === 'SHA-1'
      ? []
      : [context(1, sequence(oid('1.2.840.113549.1.1.8'), digestAlgorithm(mgf, true)))]),
    ...(saltLength === 20 ? [] : [context(2, integer(saltLength))]),
  )
}

/** AlgorithmIdentifier of a digest; parameters absent as RFC 5754 §2 prefers, or NULL. */
export function digestAlgorithm(digest: Digest, withNull = false): Der {
  return sequence(oid(digestOids[digest]), ...(withNull ? [nullValue()] : []))
}

/** The digest of some bytes. */
export function digestOf(digest: Digest, data: Uint8Array): Uint8Array {
  return new Uint8Array(createHash(digest.replace('-', '').toLowerCase()).update(data).digest())
}

/** The scheme and digest that a choice comes to for a key. RFC 8419 §3.1 pairs Ed25519 with SHA-512. */
export function settle(key: TestKey, choice: SignatureChoice): Required<SignatureChoice> {
  const rsa = key.algorithm.startsWith('RSA')
  const scheme =
    choice.scheme ?? (rsa ? 'pkcs1' : key.algorithm === 'Ed25519' ? 'ed25519' : 'ecdsa')
  const ownDigest: Partial<Record<KeyAlgorithm, Digest>> = {
    'P-384': 'SHA-384',
    'P-521': 'SHA-512',
    Ed25519: 'SHA-512',
  }
  return { scheme, digest: choice.digest ?? ownDigest[key.algorithm] ?? 'SHA-256' }
}

function algorithmOf(key: KeyObject): KeyAlgorithm {
  const { modulusLength = 0, namedCurve = '' } = key.asymmetricKeyDetails ?? {}
  const names: Readonly<Record<string, KeyAlgorithm>> = {
    'rsa 1024': 'RSA-1024',
    'rsa 2048': 'RSA-2048',
    'rsa 3072': 'RSA-3072',
    'rsa 4096': 'RSA-4096',
    'ec prime256v1': 'P-256',
    'ec secp384r1': 'P-384',
    'ec secp521r1': 'P-521',
    ed25519: 'Ed25519',
  }
  const detail = namedCurve === '' ? modulusLength : namedCurve
  const algorithm = names[`${key.asymmetricKeyType ?? ''} ${detail === 0 ? '' : detail}`.trim()]
  if (algorithm === undefined) throw new RangeError('Give a key of a listed KeyAlgorithm.')
  return algorithm
}

function digestBytes(digest: Digest): number {
  return { MD5: 16, 'SHA-1': 20, 'SHA-224': 28, 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 }[
    digest
  ]
}

function pair(algorithm: KeyAlgorithm): Promise<{ privateKey: KeyObject }> {
  switch (algorithm) {
    case 'RSA-1024':
    case 'RSA-2048':
    case 'RSA-3072':
    case 'RSA-4096':
      return generate('rsa', { modulusLength: Number(algorithm.slice(4)) })
    case 'P-256':
    case 'P-384':
    case 'P-521':
      return generate('ec', { namedCurve: algorithm })
    case 'Ed25519':
      return generate('ed25519')
  }
}
