import type { Der } from '../der/der.js'
import {
  context,
  contextPrimitive,
  integer,
  octetString,
  oid,
  sequence,
  setOf,
} from '../der/der.js'
import { readElement } from '../der/read.js'
import type { Digest, SignatureChoice, TestKey } from '../keys.js'
import { digestAlgorithm, digestOf, settle, signBytes, signatureAlgorithm } from '../keys.js'
import type { SignedAttribute } from './signed-attributes.js'
import {
  contentType,
  encodeAttribute,
  issuerAndSerial,
  messageDigest,
} from './signed-attributes.js'

/** id-data. */
export const dataOid = '1.2.840.113549.1.7.1'
/** id-signedData. */
export const signedDataOid = '1.2.840.113549.1.7.2'

/** One signer of a SignedData. */
export interface SignerTemplate {
  readonly certificate: Der
  readonly key: TestKey
  readonly signature?: SignatureChoice
  /** SHA-256 unless the signature's digest says otherwise. */
  readonly digest?: Digest
  /** Sees content-type and message-digest, answers the signed attributes to write; null: sign the content itself. */
  readonly attributes?:
    ((standard: readonly SignedAttribute[]) => readonly SignedAttribute[]) | null
  /** Made over the signature value: timestamps, counter-signatures. */
  readonly unsignedAttributes?: (signature: Uint8Array) => readonly SignedAttribute[]
  /** Octets of a subjectKeyIdentifier instead of issuer and serial number. */
  readonly keyIdentifier?: Uint8Array
  /** Default 1, or 3 with `keyIdentifier`. */
  readonly version?: number
  /** DER AlgorithmIdentifier in place of the right one. */
  readonly signatureAlgorithm?: Der
  /** DER AlgorithmIdentifier in place of the right one. */
  readonly digestAlgorithm?: Der
  /** Gets the right octets, answers those to write. */
  readonly tamperSignature?: (signature: Uint8Array) => Uint8Array
}

/** A ContentInfo around SignedData, RFC 5652 §5.1. */
export interface SignedDataTemplate {
  /** Default id-data. */
  readonly contentType?: string
  readonly content: Uint8Array
  /** True leaves the content out. */
  readonly detached?: boolean
  readonly certificates: readonly Der[]
  /** CertificateList elements. */
  readonly crls?: readonly Der[]
  readonly signers: readonly SignerTemplate[]
  /** Default by RFC 5652 §5.1. */
  readonly version?: number
  /** DER AlgorithmIdentifiers in place of the signers' own. */
  readonly digestAlgorithms?: readonly Der[]
}

/** Writes and signs a CMS message, DER throughout. */
export function writeSignedData(template: SignedDataTemplate): Der {
  const type = template.contentType ?? dataOid
  const infos = template.signers.map((signer) => signerInfo(signer, type, template.content))
  const byKey = template.signers.some((signer) => signer.keyIdentifier !== undefined)
  const algorithms = template.digestAlgorithms ?? uniqueAlgorithms(template.signers)
  return contentInfo(
    sequence(
      integer(template.version ?? (type !== dataOid || byKey ? 3 : 1)),
      setOf(...algorithms),
      encapsulated(type, template.detached === true ? null : template.content),
      ...(template.certificates.length === 0 ? [] : [retag(0, setOf(...template.certificates))]),
      ...(template.crls === undefined ? [] : [retag(1, setOf(...template.crls))]),
      setOf(...infos),
    ),
  )
}

/** ContentInfo of type id-signedData. */
export function contentInfo(signedData: Der): Der {
  return sequence(oid(signedDataOid), context(0, signedData))
}

/** EncapsulatedContentInfo; null content is a detached one. */
export function encapsulated(type: string, content: Uint8Array | null): Der {
  return sequence(oid(type), ...(content === null ? [] : [context(0, octetString(content))]))
}

/** The same SET under `[number] IMPLICIT`. */
export function retag(number: number, set: Der): Der {
  return Uint8Array.of(0xa0 | number, ...set.subarray(1))
}

/** One SignerInfo, RFC 5652 §5.3. */
export function signerInfo(signer: SignerTemplate, type: string, content: Uint8Array): Der {
  const choice = signer.signature ?? {}
  const digest = signer.digest ?? settle(signer.key, choice).digest
  const standard = [contentType(type), messageDigest(digestOf(digest, content))]
  const attributes =
    signer.attributes === null
      ? null
      : setOf(...(signer.attributes?.(standard) ?? standard).map(encodeAttribute))
  const right = signBytes(signer.key, attributes ?? content, choice)
  const signature = signer.tamperSignature?.(right) ?? right
  const unsigned = signer.unsignedAttributes?.(signature)
  const { issuer, serial } = issuerAndSerial(signer.certificate)
  return sequence(
    integer(signer.version ?? (signer.keyIdentifier === undefined ? 1 : 3)),
    signer.keyIdentifier === undefined
      ? sequence(issuer, serial)
      : contextPrimitive(0, signer.keyIdentifier),
    signer.digestAlgorithm ?? digestAlgorithm(digest),
    ...(attributes === null ? [] : [retag(0, attributes)]),
    signer.signatureAlgorithm ?? signatureAlgorithm(signer.key, choice),
    octetString(signature),
    ...(unsigned === undefined ? [] : [retag(1, setOf(...unsigned.map(encodeAttribute)))]),
  )
}

function uniqueAlgorithms(signers: readonly SignerTemplate[]): readonly Der[] {
  const found = new Map<string, Der>()
  for (const signer of signers) {
    const digest = signer.digest ?? settle(signer.key, signer.signature ?? {}).digest
    const algorithm = signer.digestAlgorithm ?? digestAlgorithm(digest)
    found.set(Buffer.from(readElement(algorithm).raw).toString('hex'), algorithm)
  }
  return [...found.values()]
}
