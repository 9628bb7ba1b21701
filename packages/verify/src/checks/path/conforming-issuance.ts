import type { Certificate } from '@chopmark/core'
import type { Check } from '../../check.js'
import { indeterminate, passed } from '../../outcomes.js'

export interface ConformingIssuanceInput {
  readonly certificate: Certificate
  /** Subject and issuer are the same name: a CA's own publication of its key may leave its issuer's key out. */
  readonly selfIssued: boolean
}

const basicConstraintsOid = '2.5.29.19'

/**
 * Is the certificate one that a conforming CA may issue?
 * Validation (§6.1) lets pass what §4 forbids to issue: serial numbers that are not positive, absent key identifiers, basic
 * constraints of a CA that are not critical, a CA without key usage, a path length where nothing may be issued. Hongkong Post's
 * first root and much else in the world has one of these; a policy that wants none of it asks by
 * `requireConformingCertificates`. Otherwise this check is not run.
 * Source: RFC 5280 §4.1.2.2, §4.2.1.1, §4.2.1.2, §4.2.1.3, §4.2.1.9.
 */
export const conformingIssuance: Check<ConformingIssuanceInput, 'path.conforming-issuance'> = {
  id: 'path.conforming-issuance',
  clause: 'RFC 5280 §4.1.2.2, §4.2.1.1, §4.2.1.2, §4.2.1.3, §4.2.1.9',
  run({ certificate, selfIssued }) {
    const problem = problemOf(certificate, selfIssued)
    return problem === null
      ? passed()
      : indeterminate('CERTIFICATE_CHAIN_GENERAL_FAILURE', { problem })
  },
}

function problemOf({ serialNumber, extension, extensions }: Certificate, selfIssued: boolean) {
  const { authorityKeyIdentifier, basicConstraints, keyUsage, subjectKeyIdentifier } = extension
  const first = serialNumber[0] ?? 0
  if (first >= 0x80 || (first === 0 && serialNumber.length === 1)) return 'SERIAL_NUMBER'
  if (!selfIssued && authorityKeyIdentifier?.keyIdentifier === undefined) {
    return 'AUTHORITY_KEY_IDENTIFIER'
  }
  const isCa = basicConstraints?.cA === true
  const issues = isCa && keyUsage?.includes('keyCertSign') === true
  if (basicConstraints?.pathLenConstraint !== undefined && !issues) return 'PATH_LENGTH'
  if (!isCa) return null
  if (subjectKeyIdentifier === undefined) return 'SUBJECT_KEY_IDENTIFIER'
  if (keyUsage === undefined) return 'KEY_USAGE'
  const critical = extensions.some(({ oid, critical }) => oid === basicConstraintsOid && critical)
  return critical ? null : 'BASIC_CONSTRAINTS'
}
