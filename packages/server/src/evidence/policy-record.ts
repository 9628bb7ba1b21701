import { formatInstant, type Instant, type TrustAnchor } from '@chopmark/core'
import { canonicalJson, type ValidationPolicy } from '@chopmark/verify'
import { toBase64url } from '../encoding.js'

/** A trust anchor as JSON: DER in base64url, times in ISO 8601 UTC. */
function anchorRecord(anchor: TrustAnchor) {
  const facts = {
    kind: anchor.kind,
    id: anchor.id,
    use: anchor.use,
    sandbox: anchor.sandbox,
    certificatePolicies: anchor.certificatePolicies,
    recognition: anchor.recognition.map(({ from, to, ...rest }) => ({
      ...rest,
      from: formatInstant(from),
      ...(to !== undefined && { to: formatInstant(to) }),
    })),
  }
  if (anchor.kind === 'pinned') {
    const { certificateSha256, subject, notBefore, notAfter, publishedAt } = anchor
    const validity = { notBefore: formatInstant(notBefore), notAfter: formatInstant(notAfter) }
    return { ...facts, certificateSha256, subject, publishedAt, ...validity }
  }
  return {
    ...facts,
    name: toBase64url(anchor.name.raw),
    subjectPublicKeyInfo: toBase64url(anchor.subjectPublicKeyInfo.raw),
    ...(anchor.certificate && { certificate: toBase64url(anchor.certificate.raw) }),
  }
}

const limit = (until: Instant | 'no-limit' | 'never'): string =>
  typeof until === 'number' ? formatInstant(until) : until

/**
 * A policy as JSON, complete enough to decide by it again: nothing in a policy is secret. `parsePolicyRecord` reads it.
 * @returns Plain JSON values; `canonicalJson` gives the one text for it.
 */
export function policyRecord(policy: ValidationPolicy) {
  const { trustAnchors, algorithms, bestSignatureTime, ...rest } = policy
  return {
    ...rest,
    trustAnchors: trustAnchors.map(anchorRecord),
    algorithms: algorithms.map((row) => ({ ...row, acceptableUntil: limit(row.acceptableUntil) })),
    ...(bestSignatureTime !== undefined && { bestSignatureTime: formatInstant(bestSignatureTime) }),
  }
}

/** A portal decides by one policy all day: its text is made once. */
const texts = new WeakMap<ValidationPolicy, string>()

/** The policy as canonical JSON. */
export function policyJson(policy: ValidationPolicy): string {
  let text = texts.get(policy)
  if (text === undefined) texts.set(policy, (text = canonicalJson(policyRecord(policy))))
  return text
}
