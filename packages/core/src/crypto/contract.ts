import type { SubjectPublicKeyInfo } from '../x509/certificate.js'

export type DigestAlgorithm =
  | 'MD5'
  | 'SHA-1'
  | 'SHA-224'
  | 'SHA-256'
  | 'SHA-384'
  | 'SHA-512'
  | 'SHA3-224'
  | 'SHA3-256'
  | 'SHA3-384'
  | 'SHA3-512'

/** One signature algorithm with all its parameters settled; made by `resolveSignatureAlgorithm` alone. */
export type SignatureSpec =
  | {
      readonly scheme: 'RSASSA-PKCS1-v1_5'
      readonly hash: DigestAlgorithm
      readonly keyBits: number
    }
  | {
      readonly scheme: 'RSASSA-PSS'
      readonly hash: DigestAlgorithm
      readonly mgfHash: DigestAlgorithm
      readonly saltLength: number
      readonly keyBits: number
    }
  | {
      readonly scheme: 'ECDSA'
      readonly hash: DigestAlgorithm
      readonly curve: 'P-256' | 'P-384' | 'P-521'
    }
  | { readonly scheme: 'Ed25519' }
  | { readonly scheme: 'DSA'; readonly hash: DigestAlgorithm; readonly keyBits: number }

/** Answers now where the platform can (node:crypto), later where it must (WebCrypto). */
export type MaybePromise<T> = T | Promise<T>

export interface Digester {
  /**
   * @returns The digest of `data`.
   * @throws PlumbingError `CRYPTO_UNAVAILABLE` when this form cannot compute the algorithm.
   */
  digest(algorithm: DigestAlgorithm, data: Uint8Array): MaybePromise<Uint8Array>
}

export interface SignatureVerifier {
  /**
   * One cryptographic equality: does `signature` over `data` verify with this key?
   * `key` is as it was parsed: caches go by its `raw`.
   * Both forms run the same pre-checks of key and signature encoding (`signature-encoding.ts`), so both answer alike.
   * @throws PlumbingError `CRYPTO_UNAVAILABLE` when this form cannot verify the scheme.
   */
  verify(
    spec: SignatureSpec,
    key: SubjectPublicKeyInfo,
    data: Uint8Array,
    signature: Uint8Array,
  ): MaybePromise<boolean>
}

/** The crypto contract: WebCrypto in any runtime (`webCrypto()`), node:crypto in `server` and `cli`. */
export interface CryptoForm extends Digester, SignatureVerifier {
  readonly form: 'webcrypto' | 'node'
}
