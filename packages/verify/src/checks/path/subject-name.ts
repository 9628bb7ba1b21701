import type { Certificate } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, passed } from '../../outcomes.js'

const subjectAltName = '2.5.29.17'

/**
 * Does the certificate say whom it is about?
 * A CA has a subject name; anybody else may be named by a critical subjectAltName alone. An attribute of no octets does not
 * name anybody and is told in the facts.
 * Source: RFC 5280 §4.1.2.6, §4.2.1.6.
 */
export const subjectName: Check<Certificate, 'path.subject-name'> = {
  id: 'path.subject-name',
  clause: 'RFC 5280 §4.1.2.6',
  run({ subject, extension, extensions }) {
    if (subject.rdns.length > 0) {
      let emptyAttributes = 0
      for (const rdn of subject.rdns) for (const { text } of rdn) if (text === '') emptyAttributes++
      return emptyAttributes > 0 ? passed({ emptyAttributes }) : passed()
    }
    const cA = extension.basicConstraints?.cA === true
    const critical = extensions.some((one) => one.oid === subjectAltName && one.critical)
    return critical && !cA
      ? passed({ namedBy: 'subjectAltName' })
      : indeterminate('CERTIFICATE_CHAIN_GENERAL_FAILURE', {
          empty: true,
          cA,
          criticalSubjectAltName: critical,
        })
  },
}
