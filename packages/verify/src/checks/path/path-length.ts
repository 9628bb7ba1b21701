import type { Check } from '../../check.js'
import { indeterminate, passed } from '../../outcomes.js'

export interface PathLengthInput {
  /** The CA's pathLenConstraint; absent: no limit. */
  readonly pathLenConstraint?: number | undefined
  /** CA certificates between this one and the last of the path that are not self-issued. */
  readonly intermediates: number
}

/**
 * Are there no more CA certificates below this one than it allows?
 * Source: RFC 5280 §4.2.1.9, §6.1.4 (l), (m).
 */
export const pathLength: Check<PathLengthInput, 'path.path-length'> = {
  id: 'path.path-length',
  clause: 'RFC 5280 §6.1.4 (l), (m)',
  run({ pathLenConstraint, intermediates }) {
    if (pathLenConstraint === undefined) return passed()
    const facts = { pathLenConstraint, intermediates }
    return intermediates <= pathLenConstraint
      ? passed(facts)
      : indeterminate('CHAIN_CONSTRAINTS_FAILURE', facts)
  },
}
