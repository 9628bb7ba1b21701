import { KeyObject, sign, X509Certificate } from 'node:crypto'
import {
  type Instant,
  type PublicKey,
  requestContentType,
  signedAttributesFor,
  type SigningAlgorithm,
  toDer,
  UsageError,
  writeSignedData,
} from '@chopmark/core'
import { hashed } from '../crypto/hashed.js'
import { signingKeyOf } from '../remote-signing/signing-key.js'

/** A key elsewhere, in an HSM for example: signs the octets, and for ECDSA answers in DER. */
export type SignOctets = (octets: Uint8Array, algorithm: SigningAlgorithm) => Promise<Uint8Array>

export interface RequesterKey {
  /** The portal's own certificate, for example its e-Cert (Server): DER or PEM. */
  readonly certificate: Uint8Array
  /** The CA certificates above it, without the root: DER or PEM, one each. */
  readonly chain?: readonly Uint8Array[]
  readonly privateKey: KeyObject | SignOctets
}

/** Signs octets as a requester: a detached CAdES-B-B signature of content type `requestContentType`. */
export type RequesterSigner = (octets: Uint8Array, signingTime: Instant) => Promise<Uint8Array>

/**
 * Makes the portal's own signer.
 * @throws UsageError `REQUESTER_CERTIFICATE` when it cannot be read or its key cannot sign, `REQUESTER_KEY_MISMATCH`
 * when the private key belongs to another certificate.
 */
export function requesterSigner({
  chain = [],
  privateKey,
  ...rest
}: RequesterKey): RequesterSigner {
  const certificate = derOf(rest.certificate)
  const issuers = chain.map(derOf)
  const key = signingKeyOf(certificate)
  const algorithm = key && algorithmOf(key.publicKey)
  if (!algorithm) return unusable('Give a certificate with an RSA, ECDSA or Ed25519 key.')
  if (
    privateKey instanceof KeyObject &&
    !new X509Certificate(certificate).checkPrivateKey(privateKey)
  ) {
    throw new UsageError(
      'REQUESTER_KEY_MISMATCH',
      'Give the private key that belongs to the requester’s certificate.',
    )
  }
  return async (octets, signingTime) => {
    const signedAttributes = signedAttributesFor({
      contentType: requestContentType,
      messageDigest: hashed(algorithm.hash, octets),
      algorithm,
      certificate,
      certificateSha256: hashed('SHA-256', certificate),
      signingTime,
    })
    const signature =
      privateKey instanceof KeyObject
        ? await signWith(privateKey, signedAttributes, algorithm)
        : await privateKey(signedAttributes, algorithm)
    return writeSignedData({
      contentType: requestContentType,
      algorithm,
      certificate,
      chain: issuers,
      signedAttributes,
      signature,
    })
  }
}

function derOf(bytes: Uint8Array): Uint8Array {
  const der = toDer(bytes)
  return der.ok ? der.value : unusable('Give one certificate in DER or PEM.')
}

function unusable(advice: string): never {
  throw new UsageError('REQUESTER_CERTIFICATE', advice)
}

/** A hash as strong as the curve. */
const curveHashes = { 'P-256': 'SHA-256', 'P-384': 'SHA-384', 'P-521': 'SHA-512' } as const

/** RSA keys of e-Certs sign with SHA-256. */
function algorithmOf(key: PublicKey): SigningAlgorithm | undefined {
  switch (key.kind) {
    case 'RSA':
      return { scheme: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
    case 'EC':
      return { scheme: 'ECDSA', hash: curveHashes[key.curve] }
    case 'Ed25519':
      return { scheme: 'Ed25519', hash: 'SHA-512' }
    case 'DSA':
      return undefined
  }
}

/** In a thread of the pool: an RSA signature takes a millisecond that others need not wait for. */
function signWith(
  key: KeyObject,
  octets: Uint8Array,
  { scheme, hash }: SigningAlgorithm,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const name = scheme === 'Ed25519' ? null : hash.replace('-', '')
    sign(name, octets, key, (error, signature) => {
      if (error) reject(error)
      else resolve(new Uint8Array(signature))
    })
  })
}
