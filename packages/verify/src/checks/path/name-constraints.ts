import type { Check } from '../../check.js'
import { indeterminate, passed } from '../../outcomes.js'
import type { NameViolation } from '../../path/name-constraints.js'

export interface NameConstraintsInput {
  /** The first name that a CA above the certificate does not allow, with that CA's certificate; null: none. */
  readonly violation: (NameViolation & { readonly constrainedBy: string }) | null
  /** How many certificates above constrain names. */
  readonly constraining: number
}

/**
 * Do all names of the certificate lie where every CA above it allows?
 * Excluded subtrees are asked before permitted ones. A name of a form that is constrained and cannot be compared
 * (otherName, x400Address, ediPartyName, registeredID), a constraint that is malformed, and a question too large to
 * answer all count as not allowed.
 * Source: RFC 5280 §4.2.1.10, §6.1.3 (b), (c), §6.1.4 (g).
 */
export const nameConstraints: Check<NameConstraintsInput, 'path.name-constraints'> = {
  id: 'path.name-constraints',
  clause: 'RFC 5280 §6.1.3 (b), (c)',
  run({ violation, constraining }) {
    return violation === null
      ? passed({ constraining })
      : indeterminate('CHAIN_CONSTRAINTS_FAILURE', { ...violation })
  },
}
