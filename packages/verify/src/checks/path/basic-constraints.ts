import type { Certificate } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, passed } from '../../outcomes.js'

/**
 * Is the issuer a CA?
 * Versions 1 and 2 cannot say so and are refused: no out-of-band means makes them CAs here, a trust anchor does.
 * Source: RFC 5280 §6.1.4 (k).
 */
export const basicConstraints: Check<Certificate, 'path.basic-constraints'> = {
  id: 'path.basic-constraints',
  clause: 'RFC 5280 §6.1.4 (k)',
  run({ version, extension }) {
    const cA = extension.basicConstraints?.cA === true
    return version === 3 && cA
      ? passed()
      : indeterminate('CHAIN_CONSTRAINTS_FAILURE', {
          version,
          basicConstraints: extension.basicConstraints !== undefined,
          cA,
        })
  },
}
