import { type Certificate, hex, nameKey, type SignatureSpec } from '@chopmark/core'
import type { CheckResult } from '../check.js'
import { runCertificateChecks } from './certificate-checks.js'
import { frozen } from './frozen.js'
import { RememberedResults } from './remembered-results.js'

/** What path building and validation ask of a certificate again and again, worked out once and kept beside it. */
export interface CertificateTraits {
  /** `nameKey` of subject and issuer: equal keys are equal names, RFC 5280 §7.1. */
  readonly subjectKey: string
  readonly issuerKey: string
  /** Issuer and subject are the same name, RFC 5280 §6.1. */
  readonly selfIssued: boolean
  /** The SubjectPublicKeyInfo in hex: equal keys are equal texts. */
  readonly keyId: string
  /** What can be asked of the certificate without its path, its time or its place. */
  readonly checks: readonly CheckResult[]
  /** Do all of `checks` pass? */
  readonly sound: boolean
  /** May it issue certificates, as far as it says itself? Version 3, cA, keyCertSign. */
  readonly isCa: boolean
  /** What came of its signature with each key asked so far, by `keyId`. Facts about bytes, so they outlive a decision. */
  readonly verified: Map<string, VerifiedSignature>
  readonly results: RememberedResults
}

export interface VerifiedSignature {
  readonly answer: SignatureAnswer
  /** The signature algorithm with its parameters settled; null when it does not fit the key. */
  readonly spec: SignatureSpec | null
}

/** `mismatch`: the algorithm does not fit the key. `unsupported`: none of the algorithms this code knows. */
export type SignatureAnswer = 'verified' | 'refuted' | 'mismatch' | 'unsupported'

const known = new WeakMap<Certificate, CertificateTraits>()

/**
 * @param certificate - As parsed; the traits hang on this object.
 * @param sha256 - Its SHA-256 in hex, the subject of its check results.
 */
export function traitsOf(certificate: Certificate, sha256: string): CertificateTraits {
  const before = known.get(certificate)
  if (before !== undefined) return before
  const subjectKey = nameKey(certificate.subject)
  const issuerKey = nameKey(certificate.issuer)
  const checks = frozen(runCertificateChecks(certificate, sha256))
  const { basicConstraints, keyUsage } = certificate.extension
  const traits: CertificateTraits = {
    subjectKey,
    issuerKey,
    selfIssued: subjectKey === issuerKey,
    keyId: hex(certificate.subjectPublicKeyInfo.raw),
    checks,
    sound: checks.every(({ status }) => status === 'PASSED' || status === 'NOT-APPLICABLE'),
    isCa:
      certificate.version === 3 &&
      basicConstraints?.cA === true &&
      (keyUsage === undefined || keyUsage.includes('keyCertSign')),
    verified: new Map(),
    results: new RememberedResults(),
  }
  known.set(certificate, traits)
  return traits
}
