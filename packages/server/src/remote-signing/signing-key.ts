import {
  type Certificate,
  parseCertificate,
  type PublicKey,
  readPublicKey,
  type SignatureSpec,
  type SignerConstraint,
  type SigningAlgorithm,
} from '@chopmark/core'
import type { NodeCryptoForm } from '../crypto/node-crypto.js'

/** A certificate of a service's with the key in it. Parsed, not trusted: full validation comes last. */
export interface SigningKey {
  readonly certificate: Certificate
  readonly publicKey: PublicKey
}

/** The largest certificate that is taken from a service. */
export const maxCertificateBytes = 16 * 1024

/** @returns Undefined unless the octets are one certificate whose key can be read. */
export function signingKeyOf(certificate: Uint8Array): SigningKey | undefined {
  const parsed = parseCertificate(certificate)
  if (!parsed.ok) return undefined
  const publicKey = readPublicKey(parsed.value.subjectPublicKeyInfo)
  return publicKey.ok ? { certificate: parsed.value, publicKey: publicKey.value } : undefined
}

/** One cryptographic equality: does the raw signature over `data` verify with this key? */
export function verifies(
  crypto: NodeCryptoForm,
  { certificate, publicKey }: SigningKey,
  algorithm: SigningAlgorithm,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const spec = specOf(algorithm, publicKey)
  return (
    spec !== undefined && crypto.verify(spec, certificate.subjectPublicKeyInfo, data, signature)
  )
}

function specOf(
  { scheme, hash }: SigningAlgorithm,
  publicKey: PublicKey,
): SignatureSpec | undefined {
  switch (scheme) {
    case 'RSASSA-PKCS1-v1_5':
      return publicKey.kind === 'RSA' ? { scheme, hash, keyBits: publicKey.bits } : undefined
    case 'RSASSA-PSS':
      return publicKey.kind === 'RSA'
        ? { scheme, hash, mgfHash: hash, saltLength: hashOctets[hash], keyBits: publicKey.bits }
        : undefined
    case 'ECDSA':
      return publicKey.kind === 'EC' ? { scheme, hash, curve: publicKey.curve } : undefined
    case 'Ed25519':
      return publicKey.kind === 'Ed25519' ? { scheme } : undefined
  }
}

/** Length of a digest in octets; the salt of our PSS signatures is as long. */
export const hashOctets = { 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 } as const

/**
 * Does the certificate carry the subject attributes that the request asks for? Guidance, so that nobody is asked to sign in
 * vain; the decision is the check `request.signer-subject`.
 */
export function subjectFits({ certificate }: SigningKey, { subject = {} }: SignerConstraint) {
  const attributes = certificate.subject.rdns.flat()
  return Object.entries(subject).every(([oid, text]) =>
    attributes.some((attribute) => attribute.oid === oid && attribute.text === text),
  )
}
