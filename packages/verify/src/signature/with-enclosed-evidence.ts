import type { SignedData } from '@chopmark/core'
import { arranged, certificateStore } from '../arrange-evidence.js'
import { createDecisionContext } from '../create-decision-context.js'
import type { DecisionContext } from '../decision-context.js'
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
  const { crypto, policy, validationTime, cache } = context
  const own = await createDecisionContext({
    items: items.slice(0, maxEnclosed),
    crypto,
    policy,
    validationTime,
    cache,
  })
  return {
    ...context,
    certificates: certificateStore([...context.certificates.all(), ...own.certificates.all()]),
    crls: bothLists(context.crls, own.crls),
    ocsp: bothLists(context.ocsp, own.ocsp),
    unusable: bothLists(context.unusable, own.unusable),
  }
}

/** Of one digest what the decision has already stands, with its memory of signatures and nonces. */
function bothLists<T extends { readonly sha256: string }>(
  given: readonly T[],
  enclosed: readonly T[],
): readonly T[] {
  const known = new Set(given.map(({ sha256 }) => sha256))
  return arranged([...given, ...enclosed.filter(({ sha256 }) => !known.has(sha256))])
}
