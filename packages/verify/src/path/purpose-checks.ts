import type { CheckResult } from '../check.js'
import { extKeyUsage } from '../checks/path/ext-key-usage.js'
import type { KnownCertificate, SearchContext } from '../decision-context.js'
import { traitsOf } from './certificate-traits.js'
import type { PathPurpose, PathQuestion } from './path.js'
import type { FoundPath } from './validate-path.js'

const anyExtendedKeyUsage = '2.5.29.37.0'

/** A purpose as it is asked of CAs. */
const above: Readonly<Record<PathPurpose, string>> = {
  signing: 'above signing',
  'crl-signing': 'above crl-signing',
  'ocsp-signing': 'above ocsp-signing',
  'time-stamping': 'above time-stamping',
  any: 'above any',
}

/**
 * Asks from the anchor's certificate down to the target whether extended key usages leave the purpose. Of several purposes
 * that would do, each CA leaves those that it names: one has to be left by all of them together.
 * Source: RFC 5280 §4.2.1.12.
 */
export function purposeChecks(
  { certificates, anchor, itself }: FoundPath,
  { purpose }: PathQuestion,
  { policy }: SearchContext,
  into: CheckResult[],
): void {
  let { extKeyUsage: signingPurposes } = policy.signature
  const ask = (known: KnownCertificate, target: boolean): void => {
    const { certificate, sha256 } = known
    const { results } = traitsOf(known)
    const input = { certificate, purpose, signingPurposes, target }
    into.push(
      results.of(extKeyUsage, target ? purpose : above[purpose], signingPurposes, sha256, input),
    )
    const present = certificate.extension.extKeyUsage
    if (present === undefined || present.includes(anyExtendedKeyUsage)) return
    const left = signingPurposes.filter((oid) => present.includes(oid))
    // None left has just failed the check; an empty list would mean that nothing is asked.
    if (left.length > 0) signingPurposes = left
  }
  if (anchor?.certificate !== undefined && !itself) ask(anchor.certificate, false)
  for (let i = certificates.length - 1; i >= 0; i--)
    ask(certificates[i] as KnownCertificate, i === 0)
}
