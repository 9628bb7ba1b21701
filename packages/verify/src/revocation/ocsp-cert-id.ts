import type { Certificate, CertId, DigestAlgorithm } from '@chopmark/core'
import { digestAlgorithmOf, sameOctets } from '@chopmark/core'
import type { SearchContext } from '../decision-context.js'
import type { RevocationIssuer } from './revocation-input.js'
import { type Steps, settled } from './steps.js'

/**
 * What a CertID may be made with. SHA-1 is no weakness here: whoever wanted to profit would need a second preimage of the name or
 * key of a CA, and RFC 5019 profiles still ask for it. SHA-224 is left out because browsers lack it: one report serves all.
 */
const acceptedHashes: ReadonlySet<DigestAlgorithm> = new Set([
  'SHA-1',
  'SHA-256',
  'SHA-384',
  'SHA-512',
])

/** How a CertID relates to a certificate. */
export type CertIdMatch = 'this' | 'other-certificate' | 'other-issuer' | 'unknown-hash'

/**
 * Does the CertID name this certificate? Serial number, hash of the issuer's name and hash of its key must all fit: a namesake CA
 * differs in its key, a renamed one in its name.
 * Source: RFC 6960 §4.1.1, §3.2 (1).
 */
export function* matchCertId(
  certId: CertId,
  certificate: Certificate,
  issuer: RevocationIssuer,
  context: SearchContext,
): Steps<CertIdMatch> {
  if (!sameOctets(certId.serialNumber, certificate.serialNumber)) return 'other-certificate'
  const algorithm = digestAlgorithmOf(certId.hashAlgorithm)
  if (!algorithm.ok || !acceptedHashes.has(algorithm.value)) return 'unknown-hash'
  const hash = algorithm.value
  const key = yield* digestOf(issuer.subjectPublicKeyInfo.publicKey, hash, context)
  if (!sameOctets(key, certId.issuerKeyHash)) return 'other-issuer'
  const name = yield* digestOf(certificate.issuer.raw, hash, context)
  if (sameOctets(name, certId.issuerNameHash)) return 'this'
  // Equal names may be spelt in different string types; a responder may have hashed the CA's own spelling.
  const own = yield* digestOf(issuer.name.raw, hash, context)
  return sameOctets(own, certId.issuerNameHash) ? 'this' : 'other-issuer'
}

/** Digests of names and keys hang on their bytes: the same CA is asked about again and again. */
const digests = new WeakMap<Uint8Array, Map<DigestAlgorithm, Uint8Array>>()

/** A digest, remembered with the bytes. */
export function* digestOf(
  bytes: Uint8Array,
  algorithm: DigestAlgorithm,
  { crypto }: SearchContext,
): Steps<Uint8Array> {
  let known = digests.get(bytes)
  if (known === undefined) {
    known = new Map()
    digests.set(bytes, known)
  }
  let digest = known.get(algorithm)
  if (digest === undefined) {
    digest = yield* settled(crypto.digest(algorithm, bytes))
    known.set(algorithm, digest)
  }
  return digest
}
