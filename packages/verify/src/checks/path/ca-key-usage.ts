import type { Certificate } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, passed } from '../../outcomes.js'

/**
 * May the CA's key sign certificates?
 * Source: RFC 5280 §6.1.4 (n).
 */
export const caKeyUsage: Check<Certificate, 'path.ca-key-usage'> = {
  id: 'path.ca-key-usage',
  clause: 'RFC 5280 §6.1.4 (n)',
  run({ extension: { keyUsage } }) {
    return keyUsage === undefined || keyUsage.includes('keyCertSign')
      ? passed()
      : indeterminate('CHAIN_CONSTRAINTS_FAILURE', { keyUsage })
  },
}
