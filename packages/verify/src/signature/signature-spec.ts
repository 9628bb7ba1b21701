import {
  resolveSignatureAlgorithm,
  sameOctets,
  type SignatureSpec,
  type SignerInfo,
} from '@chopmark/core'
import type { KnownCertificate } from '../decision-context.js'

/** A signature algorithm with its parameters settled, or why it does not go with the key. */
export interface ResolvedSpec {
  readonly spec: SignatureSpec | null
  readonly specProblem: string | null
}

interface Known {
  readonly signatureAlgorithm: Uint8Array
  readonly digestAlgorithm: Uint8Array
  readonly resolved: ResolvedSpec
}

/** What a signer's tool wrote last time it writes again, and equal octets mean the same with the same key. */
const known = new WeakMap<KnownCertificate['certificate'], Known>()

/** What the signature is verified with: the algorithms that the SignerInfo names, and the signer's key. RFC 5652 §5.4. */
export function signatureSpecOf(
  { signatureAlgorithm, digestAlgorithm }: SignerInfo,
  signer: KnownCertificate | null,
): ResolvedSpec {
  if (signer === null) return { spec: null, specProblem: 'NO_SIGNING_CERTIFICATE' }
  const { certificate } = signer
  const before = known.get(certificate)
  if (
    before !== undefined &&
    sameOctets(before.signatureAlgorithm, signatureAlgorithm.raw) &&
    sameOctets(before.digestAlgorithm, digestAlgorithm.raw)
  ) {
    return before.resolved
  }
  const key = certificate.subjectPublicKeyInfo
  const answer = resolveSignatureAlgorithm({ signatureAlgorithm, digestAlgorithm, key })
  const resolved = answer.ok
    ? { spec: answer.value, specProblem: null }
    : { spec: null, specProblem: answer.problem }
  // Copies: the octets are a piece of the document, which need not stay.
  known.set(certificate, {
    signatureAlgorithm: signatureAlgorithm.raw.slice(),
    digestAlgorithm: digestAlgorithm.raw.slice(),
    resolved,
  })
  return resolved
}
