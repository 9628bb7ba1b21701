import type { Certificate } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, passed } from '../../outcomes.js'

/**
 * Does a certificate that is no CA's leave out what only CAs may carry?
 * keyCertSign without cA, or name constraints in a person's certificate, were written by somebody who meant to issue.
 * Source: RFC 5280 §4.2.1.3 ("if keyCertSign is asserted, then the cA bit MUST also be asserted"), §4.2.1.10.
 */
export const caExtensions: Check<Certificate, 'path.ca-extensions'> = {
  id: 'path.ca-extensions',
  clause: 'RFC 5280 §4.2.1.3, §4.2.1.10',
  run({ extension }) {
    if (extension.basicConstraints?.cA === true) return passed()
    const keyCertSign = extension.keyUsage?.includes('keyCertSign') === true
    const nameConstraints = extension.nameConstraints !== undefined
    return keyCertSign || nameConstraints
      ? indeterminate('CERTIFICATE_CHAIN_GENERAL_FAILURE', {
          cA: false,
          keyCertSign,
          nameConstraints,
        })
      : passed()
  },
}
