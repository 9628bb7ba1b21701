import { canonicalJson, type CryptoForm, type TrustAnchor } from '@chopmark/core'
import { textSha256 } from './evidence-digest.js'
import { type Steps } from './revocation/steps.js'
import type { ValidationPolicy } from './policy.js'

/** Frozen policies cannot change, so their digest is worked out once. */
const known = new WeakMap<ValidationPolicy, string>()

/**
 * SHA-256 in hex over the canonical JSON of everything the policy says, anchors by their names, keys and certificates.
 * `bestSignatureTime` is part of it.
 */
export function* policySha256(policy: ValidationPolicy, crypto: CryptoForm): Steps<string> {
  const before = known.get(policy)
  if (before !== undefined) return before
  const text = canonicalJson({ ...policy, trustAnchors: policy.trustAnchors.map(anchorFacts) })
  const digest = yield* textSha256(text, crypto)
  if (Object.isFrozen(policy)) known.set(policy, digest)
  return digest
}

function anchorFacts(anchor: TrustAnchor): unknown {
  if (anchor.kind === 'pinned') return anchor
  const { certificate, name, subjectPublicKeyInfo, ...facts } = anchor
  return {
    ...facts,
    name: name.raw,
    subjectPublicKeyInfo: subjectPublicKeyInfo.raw,
    ...(certificate !== undefined && { certificate: certificate.raw }),
  }
}
