import type { Der } from '../der/der.js'
import type { Digest, SignatureScheme, TestKey } from '../keys.js'
import { digestAlgorithm, settle, signatureAlgorithm } from '../keys.js'
import type { SignedAttribute } from './signed-attributes.js'
import {
  algorithmProtection,
  commitmentType,
  contentIdentifier,
  essCertId,
  essCertIdV2,
  signingCertificate,
  signingCertificateV2,
  signingTime,
} from './signed-attributes.js'
import type { SignedDataTemplate, SignerTemplate } from './write-signed-data.js'
import { writeSignedData } from './write-signed-data.js'

/** Whoever can sign: an `IssuedCertificate` is one. */
export interface CadesSigner {
  readonly certificate: Der
  readonly chain: readonly Der[]
  readonly key: TestKey
}

/** What a CAdES-B-B signature is to say; everything but the signer is optional. */
export interface CadesOptions {
  readonly signer: CadesSigner
  /** Default RSASSA-PKCS1-v1_5 for RSA keys, the only one there is for others. */
  readonly scheme?: SignatureScheme
  /** Default SHA-256; SHA-384, SHA-512 for P-384, P-521 and Ed25519. */
  readonly digest?: Digest
  /** Default now; null leaves it out. */
  readonly signingTime?: Date | null
  /** Default `v2`, SHA-256. */
  readonly signingCertificate?: 'v2' | 'v1' | 'none'
  /** Default true: cms-algorithm-protection, RFC 6211. */
  readonly algorithmProtection?: boolean
  /** 1 proofOfOrigin … 6 proofOfCreation. */
  readonly commitment?: 1 | 2 | 3 | 4 | 5 | 6
  /** Contents of content-identifier. */
  readonly contentIdentifier?: Uint8Array
  /** Sees all signed attributes, answers those to write; null: none at all. */
  readonly attributes?:
    ((standard: readonly SignedAttribute[]) => readonly SignedAttribute[]) | null
  readonly unsignedAttributes?: (signature: Uint8Array) => readonly SignedAttribute[]
  /** Parts of the SignerInfo to write otherwise. */
  readonly signerInfo?: Partial<SignerTemplate>
}

/** A whole CAdES-B-B message. */
export interface CadesMessage extends CadesOptions {
  readonly content: Uint8Array
  readonly detached?: boolean
  /** More signers beside `signer`. */
  readonly coSigners?: readonly CadesOptions[]
  /** Default every signer's certificate and chain, each once. */
  readonly certificates?: readonly Der[]
  readonly crls?: readonly Der[]
  /** Parts of the SignedData to write otherwise. */
  readonly signedData?: Partial<SignedDataTemplate>
}

/**
 * Signs as ETSI EN 319 122-1 §6.3 wants at level B-B.
 * @returns DER ContentInfo.
 */
export function signCades(message: CadesMessage): Uint8Array {
  const all = [message, ...(message.coSigners ?? [])]
  return writeSignedData({
    content: message.content,
    ...(message.detached === undefined ? {} : { detached: message.detached }),
    certificates: message.certificates ?? unique(all.flatMap(certificatesOf)),
    ...(message.crls === undefined ? {} : { crls: message.crls }),
    signers: all.map(cadesSigner),
    ...message.signedData,
  })
}

/** The SignerInfo of a CAdES-B-B signature, for `writeSignedData`. */
export function cadesSigner(options: CadesOptions): SignerTemplate {
  const { signer, unsignedAttributes } = options
  const { scheme, digest } = settle(signer.key, {
    ...(options.scheme === undefined ? {} : { scheme: options.scheme }),
    ...(options.digest === undefined ? {} : { digest: options.digest }),
  })
  const attributes = (standard: readonly SignedAttribute[]): readonly SignedAttribute[] => {
    const complete = [...standard, ...furtherAttributes(options, { scheme, digest })]
    return options.attributes?.(complete) ?? complete
  }
  return {
    certificate: signer.certificate,
    key: signer.key,
    signature: { scheme, digest },
    digest,
    attributes: options.attributes === null ? null : attributes,
    ...(unsignedAttributes === undefined ? {} : { unsignedAttributes }),
    ...options.signerInfo,
  }
}

function furtherAttributes(
  options: CadesOptions,
  choice: { readonly scheme: SignatureScheme; readonly digest: Digest },
): readonly SignedAttribute[] {
  const { signer, commitment } = options
  const time = options.signingTime === undefined ? new Date() : options.signingTime
  const reference = options.signingCertificate ?? 'v2'
  const found: SignedAttribute[] = []
  if (time !== null) found.push(signingTime(time))
  if (reference === 'v2') found.push(signingCertificateV2([essCertIdV2(signer.certificate)]))
  if (reference === 'v1') found.push(signingCertificate([essCertId(signer.certificate)]))
  if (options.algorithmProtection !== false) {
    const algorithm = signatureAlgorithm(signer.key, choice)
    found.push(algorithmProtection(digestAlgorithm(choice.digest), algorithm))
  }
  if (commitment !== undefined) found.push(commitmentType(commitment))
  if (options.contentIdentifier !== undefined) {
    found.push(contentIdentifier(options.contentIdentifier))
  }
  return found
}

function certificatesOf({ signer }: CadesOptions): readonly Der[] {
  return [signer.certificate, ...signer.chain]
}

function unique(certificates: readonly Der[]): readonly Der[] {
  const byBytes = new Map(certificates.map((der) => [Buffer.from(der).toString('base64'), der]))
  return [...byBytes.values()]
}
