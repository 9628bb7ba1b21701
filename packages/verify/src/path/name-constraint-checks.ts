import { type CheckResult, runCheck } from '../check.js'
import { nameConstraints, type NameConstraintsInput } from '../checks/path/name-constraints.js'
import type { KnownCertificate } from '../decision-context.js'
import { traitsOf } from './certificate-traits.js'
import { type NameWork, nameViolation } from './name-constraints.js'
import type { FoundPath } from './validate-path.js'

/**
 * Asks for every certificate of a path whether all CAs above it, the anchor's certificate among them, allow its names.
 * Self-issued certificates are let through unless they are the target: a CA's new key goes by its old name.
 * Source: RFC 5280 §6.1.3 (b), (c); RFC 5937 §3.2 for the anchor.
 */
export function nameConstraintChecks(
  { certificates, anchor, itself }: FoundPath,
  work: NameWork,
  into: CheckResult[],
): void {
  const constraining: KnownCertificate[] = []
  const add = (known: KnownCertificate | undefined): void => {
    if (known?.certificate.extension.nameConstraints !== undefined) constraining.push(known)
  }
  if (!itself) add(anchor?.certificate)
  for (let i = certificates.length - 1; i >= 0; i--) {
    const known = certificates[i] as KnownCertificate
    const { selfIssued, results } = traitsOf(known)
    if (constraining.length === 0) {
      into.push(results.of(nameConstraints, '', null, known.sha256, unconstrained))
      add(known)
      continue
    }
    const exempt = i > 0 && selfIssued
    const violation = exempt ? null : violationOf(known, constraining, work)
    into.push(
      runCheck(nameConstraints, { violation, constraining: constraining.length }, known.sha256),
    )
    add(known)
  }
}

const unconstrained: NameConstraintsInput = { violation: null, constraining: 0 }

function violationOf(
  { certificate }: KnownCertificate,
  constraining: readonly KnownCertificate[],
  work: NameWork,
): NameConstraintsInput['violation'] {
  for (const ca of constraining) {
    const constraints = ca.certificate.extension.nameConstraints
    const violation = constraints && nameViolation(certificate, constraints, work)
    if (violation) return { ...violation, constrainedBy: ca.sha256 }
  }
  return null
}
