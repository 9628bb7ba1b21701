import type { Extension } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, passed } from '../../outcomes.js'

/**
 * Does the token carry no critical extension that this code does not understand? It understands none.
 * Source: RFC 3161 §2.4.2 (extensions); RFC 5280 §4.2.
 */
export const timestampExtensions: Check<
  { readonly extensions: readonly Extension[] },
  'timestamp.extensions'
> = {
  id: 'timestamp.extensions',
  clause: 'RFC 3161 §2.4.2',
  run({ extensions }) {
    const critical = extensions.filter((one) => one.critical).map(({ oid }) => oid)
    return critical.length === 0
      ? passed({ extensions: extensions.map(({ oid }) => oid) })
      : indeterminate('SIG_CONSTRAINTS_FAILURE', { critical })
  },
}
