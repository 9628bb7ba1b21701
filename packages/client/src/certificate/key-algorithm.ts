import type { KeyAlgorithm, SigningHash } from '../key-sources/key-source.js'
import type { CertificateHead } from './certificate-head.js'

const curves = {
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
} as const

/**
 * What the key of a certificate signs with.
 * @param hash - What the request asks for; Ed25519 has its own.
 * @returns Undefined for a kind of key that cannot sign here.
 */
export function keyAlgorithm(
  { keyOid, curveOid = '' }: Pick<CertificateHead, 'keyOid' | 'curveOid'>,
  hash: SigningHash,
): KeyAlgorithm | undefined {
  switch (keyOid) {
    case '1.2.840.113549.1.1.1':
      return { scheme: 'RSASSA-PKCS1-v1_5', hash }
    case '1.2.840.10045.2.1': {
      const curve = curveOid in curves ? curves[curveOid as keyof typeof curves] : undefined
      return curve && { scheme: 'ECDSA', hash, curve }
    }
    case '1.3.101.112':
      return { scheme: 'Ed25519', hash: 'SHA-512' }
    default:
      return undefined
  }
}

/** The WebCrypto form of an algorithm, for import and signing alike. */
export function webCryptoAlgorithm(
  algorithm: KeyAlgorithm,
): (RsaHashedImportParams | EcKeyImportParams | Algorithm) & Partial<EcdsaParams> {
  switch (algorithm.scheme) {
    case 'RSASSA-PKCS1-v1_5':
      return { name: algorithm.scheme, hash: algorithm.hash }
    case 'ECDSA':
      return { name: algorithm.scheme, namedCurve: algorithm.curve, hash: algorithm.hash }
    case 'Ed25519':
      return { name: algorithm.scheme }
  }
}
