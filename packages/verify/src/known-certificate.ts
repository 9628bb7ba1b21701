import { type CryptoForm, hex, parseCertificate } from '@chopmark/core'
import type { KnownCertificate, UnusableEvidence } from './decision-context.js'
import { settled, type Steps } from './revocation/steps.js'
import type { ValidationCache } from './validation-cache.js'

/** A parsed certificate with its digest, from the cache where it is there. */
export function* knownCertificate(
  bytes: Uint8Array,
  crypto: CryptoForm,
  cache?: ValidationCache,
): Steps<KnownCertificate | UnusableEvidence> {
  const met = cache && metCertificate(bytes, cache)
  return met ?? (yield* newCertificate(bytes, crypto, cache))
}

/** The certificate where the cache has it: then it came again, and what is found out about it is worth keeping. */
export function metCertificate(
  bytes: Uint8Array,
  cache: ValidationCache,
): KnownCertificate | undefined {
  const known = cache.certificates.get(bytes)
  if (known?.traits !== undefined) known.traits.results.keeps = true
  return known
}

/** Parses it, and leaves it in the cache. */
export function* newCertificate(
  bytes: Uint8Array,
  crypto: CryptoForm,
  cache?: ValidationCache,
): Steps<KnownCertificate | UnusableEvidence> {
  // What outlives the call must not change with the caller's buffer.
  const own = cache === undefined ? bytes : new Uint8Array(bytes)
  const digest = crypto.digest('SHA-256', own)
  const sha256 = hex(digest instanceof Promise ? yield* settled(digest) : digest)
  const parsed = parseCertificate(own)
  if (!parsed.ok)
    return { kind: 'certificate', sha256, reason: parsed.reason, offset: parsed.offset }
  const known = { certificate: parsed.value, sha256, traits: undefined }
  cache?.certificates.keep(own, known)
  return known
}
