import { nameKey, type SignatureSpec, type SubjectPublicKeyInfo } from '@chopmark/core'
import type { CheckResult } from '../check.js'
import type { KnownCertificate } from '../decision-context.js'
import { keyIdOf } from '../key-id.js'
import type { ReportedCertificate } from '../report.js'
import { runCertificateChecks } from './certificate-checks.js'
import { frozen } from './frozen.js'
import { RememberedResults } from './remembered-results.js'

/** What path building and validation ask of a certificate again and again, worked out once and kept beside it. */
export class CertificateTraits {
  /** `nameKey` of subject and issuer: equal keys are equal names, RFC 5280 §7.1. */
  readonly subjectKey: string
  readonly issuerKey: string
  /** Issuer and subject are the same name, RFC 5280 §6.1. */
  readonly selfIssued: boolean
  /** What can be asked of the certificate without its path, its time or its place. */
  readonly checks: OwnChecks
  /** Do all of `checks` pass? */
  readonly sound: boolean
  /** May it issue certificates, as far as it says itself? Version 3, cA, keyCertSign. */
  readonly isCa: boolean
  /** What came of its signature with each key asked so far, by `keyId`. Facts about bytes, so they outlive a decision. */
  readonly verified = new Map<string, VerifiedSignature>()
  readonly results = new RememberedResults()
  /** As reports name it, once one did (`reportedCertificate`). */
  reported: ReportedCertificate | null = null
  readonly #key: SubjectPublicKeyInfo

  constructor({ certificate, sha256 }: KnownCertificate) {
    const { basicConstraints, keyUsage } = certificate.extension
    const run = (): readonly CheckResult[] => runCertificateChecks(certificate, sha256)
    const checks = run()
    this.subjectKey = nameKey(certificate.subject)
    this.issuerKey = nameKey(certificate.issuer)
    this.selfIssued = this.subjectKey === this.issuerKey
    this.checks = new OwnChecks(checks, run)
    this.sound = checks.every(({ status }) => status === 'PASSED' || status === 'NOT-APPLICABLE')
    this.isCa =
      certificate.version === 3 &&
      basicConstraints?.cA === true &&
      (keyUsage === undefined || keyUsage.includes('keyCertSign'))
    this.#key = certificate.subjectPublicKeyInfo
  }

  /** `keyIdOf` its key; made when asked, which of a signer nobody does. */
  get keyId(): string {
    return keyIdOf(this.#key)
  }
}

/** The traits of a certificate, which hang on this object. */
export function traitsOf(known: KnownCertificate): CertificateTraits {
  return (known.traits ??= new CertificateTraits(known))
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
