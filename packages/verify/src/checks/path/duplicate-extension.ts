import type { Certificate } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, passed } from '../../outcomes.js'

/**
 * Is every extension there once?
 * Two readers may take a different one of two, so a certificate with a repeated extension speaks for nothing.
 * Source: RFC 5280 §4.2.
 */
export const duplicateExtension: Check<Certificate, 'path.duplicate-extension'> = {
  id: 'path.duplicate-extension',
  clause: 'RFC 5280 §4.2',
  run({ duplicateExtension: oid }) {
    return oid === undefined
      ? passed()
      : indeterminate('CERTIFICATE_CHAIN_GENERAL_FAILURE', { extension: oid })
  },
}
