import { createPublicKey, hash, type JsonWebKey, type KeyObject, verify } from 'node:crypto'
import { parseCertificate, parseOcspResponse, parseSignedData, readPublicKey } from '@chopmark/core'
import type { SignedFile } from '../pki.js'

/** What nobody can leave out, taken apart beforehand. */
export interface RawJob {
  readonly content: Uint8Array
  readonly signedAttributes: Uint8Array
  readonly signature: Uint8Array
  readonly leafTbs: Uint8Array
  readonly leafSignature: Uint8Array
  readonly leafJwk: JsonWebKey
  readonly ocspTbs: Uint8Array
  readonly ocspSignature: Uint8Array
}

/** The numbers of a key as JWK, the fastest way into Node. */
export function jwkOf(certificate: Uint8Array): JsonWebKey {
  const parsed = parseCertificate(certificate)
  const key = parsed.ok ? readPublicKey(parsed.value.subjectPublicKeyInfo) : parsed
  if (!key.ok) throw new RangeError('A made certificate has a key.')
  const text = (octets: Uint8Array): string => Buffer.from(octets).toString('base64url')
  switch (key.value.kind) {
    case 'RSA':
      return { kty: 'RSA', n: text(key.value.modulus), e: text(key.value.exponent) }
    case 'EC': {
      const { point, curve } = key.value
      return { kty: 'EC', crv: curve, x: text(point.slice(1, 33)), y: text(point.slice(33)) }
    }
    default:
      throw new RangeError('The bench uses RSA and P-256.')
  }
}

export function importKey(jwk: JsonWebKey): KeyObject {
  return createPublicKey({ key: jwk, format: 'jwk' })
}

export function rawJob({ content, cms, ocsp }: SignedFile): RawJob {
  const parsed = parseSignedData(cms)
  const signer = parsed.ok ? parsed.value.signerInfos[0] : undefined
  const answer = parseOcspResponse(ocsp)
  const basic = answer.ok ? answer.value.basic : undefined
  const raw = parsed.ok ? parsed.value.certificates : []
  if (signer?.signedAttributes === undefined || basic === undefined)
    throw new RangeError('A made signature parses.')
  for (const one of raw) {
    const leaf = parseCertificate(one.raw)
    if (!leaf.ok || leaf.value.extension.basicConstraints?.cA === true) continue
    return {
      content,
      signedAttributes: signer.signedAttributes.der,
      signature: signer.signatureValue,
      leafTbs: leaf.value.tbsRaw,
      leafSignature: leaf.value.signatureValue,
      leafJwk: jwkOf(one.raw),
      ocspTbs: basic.tbsRaw,
      ocspSignature: basic.signatureValue,
    }
  }
  throw new RangeError('A made signature carries its certificate.')
}

/** One raw verification and one digest. */
export function warmFloor(job: RawJob, leafKey: KeyObject): void {
  const digest: unknown = hash('sha256', job.content, 'buffer')
  if (digest === undefined || !verify('sha256', job.signedAttributes, leafKey, job.signature)) {
    throw new Error('The floor does not verify.')
  }
}

/** With the certificate's signature and the import of its key. */
export function coldFloor(job: RawJob, caKey: KeyObject): void {
  if (!verify('sha256', job.leafTbs, caKey, job.leafSignature)) {
    throw new Error('The floor does not verify.')
  }
  warmFloor(job, importKey(job.leafJwk))
}

/** With the OCSP answer's signature too. */
export function coldOcspFloor(job: RawJob, caKey: KeyObject, responderKey: KeyObject): void {
  if (!verify('sha256', job.ocspTbs, responderKey, job.ocspSignature)) {
    throw new Error('The floor does not verify.')
  }
  coldFloor(job, caKey)
}
