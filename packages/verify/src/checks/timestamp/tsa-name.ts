import { type Certificate, type GeneralName, nameKey, sameOctets } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, notApplicable, passed } from '../../outcomes.js'

export interface TsaNameInput {
  readonly tsa: GeneralName | null
  readonly certificate: Certificate | null
}

/**
 * Is the name that the token gives its unit one of the names in the signing certificate? A hint only, and it must not mislead.
 * Source: RFC 3161 §2.4.2 (tsa).
 */
export const timestampTsaName: Check<TsaNameInput, 'timestamp.tsa-name'> = {
  id: 'timestamp.tsa-name',
  clause: 'RFC 3161 §2.4.2',
  run({ tsa, certificate }) {
    if (tsa === null) return notApplicable('NO_NAME_GIVEN')
    if (certificate === null) return notApplicable('NO_SIGNING_CERTIFICATE')
    const facts = { kind: tsa.kind }
    const isSubject =
      tsa.kind === 'directoryName' && nameKey(tsa.name) === nameKey(certificate.subject)
    return isSubject || certificate.extension.subjectAltName?.some((name) => same(name, tsa))
      ? passed(facts)
      : indeterminate('SIG_CONSTRAINTS_FAILURE', facts)
  },
}

function same(a: GeneralName, b: GeneralName): boolean {
  return a.kind === 'directoryName' && b.kind === 'directoryName'
    ? nameKey(a.name) === nameKey(b.name)
    : sameOctets(a.raw, b.raw)
}
