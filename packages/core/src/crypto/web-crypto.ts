import { base64url, latin1Text } from '../encoding.js'
import { PlumbingError } from '../errors.js'
import type { SubjectPublicKeyInfo } from '../x509/certificate.js'
import type { CryptoForm, DigestAlgorithm, SignatureSpec } from './contract.js'
import { generationCache } from './generation-cache.js'
import { type PublicKey, readPublicKey } from './public-key.js'
import { signatureFor } from './signature-encoding.js'

/** Imported keys kept: a page meets a handful, a server's worth fits into a megabyte. */
const keptKeys = 256

/**
 * The crypto contract over WebCrypto, in any runtime that has it. It knows RSA PKCS #1 v1.5 and PSS, ECDSA and Ed25519 with
 * SHA-1 and SHA-2 from 256 bits; the rest is CRYPTO_UNAVAILABLE.
 * @throws PlumbingError `CRYPTO_UNAVAILABLE` when the runtime has no WebCrypto (a page without https, for example).
 */
export function webCrypto(): CryptoForm {
  const subtle = (globalThis as { crypto?: { subtle?: SubtleCrypto } }).crypto?.subtle
  if (subtle === undefined) throw unavailable('WebCrypto')
  const keys = generationCache<Promise<CryptoKey>>(keptKeys)

  const importKey = (spec: SignatureSpec, key: PublicKey, id: string): Promise<CryptoKey> => {
    const kept = keys.get(id)
    if (kept !== undefined) return kept
    const imported = importPublicKey(subtle, spec, key)
    keys.set(id, imported)
    return imported
  }

  return {
    form: 'webcrypto',
    digest: async (algorithm, data) => {
      if (!hasDigest(algorithm)) throw unavailable(algorithm)
      return new Uint8Array(await subtle.digest(algorithm, data as BufferSource))
    },
    verify: async (spec, spki, data, signature) => {
      const key = readPublicKey(spki)
      const form = key.ok ? signatureFor(spec, key.value, signature) : undefined
      if (!key.ok || form === undefined) return false
      const algorithm = verifyAlgorithm(spec)
      try {
        const imported = await importKey(spec, key.value, keyId(spec, spki))
        return await subtle.verify(algorithm, imported, form as BufferSource, data as BufferSource)
      } catch (error) {
        // A point off its curve, a number out of range: the platform's way to say no.
        if (error instanceof Error && error.name === 'NotSupportedError') {
          throw unavailable(spec.scheme)
        }
        return false
      }
    },
  }
}

function unavailable(what: string): PlumbingError {
  return new PlumbingError(
    'CRYPTO_UNAVAILABLE',
    `This runtime's WebCrypto cannot do ${what}: use a secure context, or nodeCrypto() on a server.`,
  )
}

function hasDigest(algorithm: DigestAlgorithm): boolean {
  return (
    algorithm === 'SHA-1' ||
    algorithm === 'SHA-256' ||
    algorithm === 'SHA-384' ||
    algorithm === 'SHA-512'
  )
}

/** @throws PlumbingError for what WebCrypto has no name for. */
function verifyAlgorithm(spec: SignatureSpec): AlgorithmIdentifier | RsaPssParams | EcdsaParams {
  if (spec.scheme === 'Ed25519') return { name: 'Ed25519' }
  if (spec.scheme === 'DSA' || !hasDigest(spec.hash)) {
    throw unavailable(`${spec.scheme} with ${spec.hash}`)
  }
  switch (spec.scheme) {
    case 'RSASSA-PKCS1-v1_5':
      return { name: spec.scheme }
    case 'RSASSA-PSS':
      if (spec.mgfHash !== spec.hash) throw unavailable('PSS with two hashes')
      return { name: 'RSA-PSS', saltLength: spec.saltLength }
    case 'ECDSA':
      return { name: 'ECDSA', hash: spec.hash }
  }
}

/** WebCrypto ties a key to scheme and hash. */
function keyId(spec: SignatureSpec, { raw }: SubjectPublicKeyInfo): string {
  const hash = spec.scheme === 'Ed25519' ? '' : ` ${spec.hash} `
  return spec.scheme + hash + latin1Text(raw)
}

async function importPublicKey(
  subtle: SubtleCrypto,
  spec: SignatureSpec,
  key: PublicKey,
): Promise<CryptoKey> {
  switch (key.kind) {
    case 'RSA': {
      const jwk = { kty: 'RSA', n: base64url(key.modulus), e: base64url(key.exponent) }
      const name = spec.scheme === 'RSASSA-PSS' ? 'RSA-PSS' : spec.scheme
      const hash = 'hash' in spec ? spec.hash : 'SHA-256'
      return subtle.importKey('jwk', jwk, { name, hash }, false, ['verify'])
    }
    case 'EC': {
      const algorithm = { name: 'ECDSA', namedCurve: key.curve }
      return subtle.importKey('raw', key.point as BufferSource, algorithm, false, ['verify'])
    }
    case 'Ed25519':
      return subtle.importKey('raw', key.key as BufferSource, 'Ed25519', false, ['verify'])
    case 'DSA':
      throw unavailable('DSA')
  }
}
