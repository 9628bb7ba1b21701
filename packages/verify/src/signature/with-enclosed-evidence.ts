import { nameKey, type SignedData } from '@chopmark/core'
import { createDecisionContext } from '../create-decision-context.js'
import type { CertificateStore, DecisionContext, KnownCertificate } from '../decision-context.js'
import { enclosedItems } from './enclosed-items.js'

/** Certificates and revocation evidence taken from one message: a token encloses two to six. */
const maxEnclosed = 64

/**
 * The decision's context, for one message that brings evidence of its own: that comes on top of what is there already, trusted no
 * more than the rest. The budget stays the one of the decision.
 */
export async function withEnclosedEvidence(
  signedData: SignedData,
  context: DecisionContext,
): Promise<DecisionContext> {
  const items = enclosedItems(signedData)
  if (items.length === 0) return context
  const { crypto, policy, validationTime } = context
  const own = await createDecisionContext({
    items: items.slice(0, maxEnclosed),
    crypto,
    policy,
    validationTime,
  })
  return {
    ...context,
    certificates: bothStores(own.certificates, context.certificates),
    crls: bothLists(own.crls, context.crls),
    ocsp: bothLists(own.ocsp, context.ocsp),
    unusable: bothLists(own.unusable, context.unusable),
  }
}

/** By digest, each once; what the decision has already comes first, with its memory of signatures and nonces. */
function bothLists<T extends { readonly sha256: string }>(
  enclosed: readonly T[],
  given: readonly T[],
): readonly T[] {
  const bySha256 = new Map(enclosed.map((known) => [known.sha256, known]))
  for (const known of given) bySha256.set(known.sha256, known)
  return [...bySha256.values()].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1))
}

function bothStores(enclosed: CertificateStore, given: CertificateStore): CertificateStore {
  const all = bothLists(enclosed.all(), given.all())
  const bySubject = new Map<string, KnownCertificate[]>()
  for (const known of all) {
    const key = nameKey(known.certificate.subject)
    bySubject.set(key, [...(bySubject.get(key) ?? []), known])
  }
  return {
    withSubject: (name) => bySubject.get(nameKey(name)) ?? [],
    withSha256: (sha256) => given.withSha256(sha256) ?? enclosed.withSha256(sha256),
    all: () => all,
  }
}
