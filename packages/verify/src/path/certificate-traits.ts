import { type Certificate, nameKey, type SignatureSpec } from '@chopmark/core'
import type { CheckResult } from '../check.js'
import { keyIdOf } from '../key-id.js'
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
  /** `keyIdOf` its key. */
  readonly keyId: string
  /** What can be asked of the certificate without its path, its time or its place. */
  readonly checks: OwnChecks
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

/** The checks of one certificate alone. */
export class OwnChecks {
  /** Worked out and not yet handed out: whoever has them may change them. */
  #first: readonly CheckResult[] | null
  #kept: readonly CheckResult[] | null = null
  readonly #run: () => readonly CheckResult[]

  constructor(first: readonly CheckResult[], run: () => readonly CheckResult[]) {
    this.#first = first
    this.#run = run
  }

  /** In deciding order. Kept, and frozen, when they are asked for again: most signers come once. */
  results(): readonly CheckResult[] {
    if (this.#kept !== null) return this.#kept
    const first = this.#first
    this.#first = null
    return first ?? (this.#kept = frozen(this.#run()))
  }
}

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
  const run = (): readonly CheckResult[] => runCertificateChecks(certificate, sha256)
  const checks = run()
  const { basicConstraints, keyUsage } = certificate.extension
  const traits: CertificateTraits = {
    subjectKey,
    issuerKey,
    selfIssued: subjectKey === issuerKey,
    keyId: keyIdOf(certificate.subjectPublicKeyInfo),
    checks: new OwnChecks(checks, run),
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
