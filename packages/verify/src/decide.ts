import type { CheckResult } from './check.js'
import type { SubIndication } from './indication.js'

/** The stages of basic signature validation, ETSI EN 319 102-1 §5.3.4. */
export type Stage = 'format' | 'signing-certificate' | 'context' | 'x509' | 'crypto' | 'acceptance'

/** Everything that was asked about one signature, by stage, each in registry order. */
export type Findings = Readonly<Record<Stage, readonly CheckResult[]>> & {
  /** Is there a certification path on which every check passes? */
  readonly pathValid: boolean
  /** Checks of path and revocation of the path that got furthest; sources that were passed over are among them. */
  readonly path: readonly CheckResult[]
  /** The check that the path itself names as the one that stopped it. */
  readonly pathStoppedBy: CheckResult | null
  /** SHA-256 hex of the signing certificate. */
  readonly signer: string | null
}

/** What a check said that speaks for the signature; null: it passes. */
export type Speaker = Extract<CheckResult, { status: 'FAILED' | 'INDETERMINATE' }>

/**
 * Picks the check that speaks, by the order of ETSI EN 319 102-1 §5.3.4. All checks have run before, for the record.
 *
 * 1. Format checking (§5.2.2) ends the process.
 * 2. Identification of the signing certificate (§5.2.3) ends it.
 * 3. Validation context (§5.2.4): a signature policy that is not known ends it.
 * 4. X.509 certificate validation (§5.2.6): its status is kept until step 7.
 * 5. Cryptographic verification (§5.2.7): whatever is not PASSED ends it, so that a changed document is called changed
 *    and not 'unknown CA'.
 * 6. Signature acceptance (§5.2.8): what the policy and the request demand.
 * 7. The status kept in step 4.
 *
 * A check that did not apply never lets a signature pass: at the end, `requiredToPass` must have passed.
 * @returns null when the signature passes.
 */
export function decide(findings: Findings): Speaker | null {
  return (
    firstSpeaker(findings.format) ??
    firstSpeaker(findings['signing-certificate']) ??
    firstSpeaker(findings.context) ??
    firstSpeaker(findings.crypto) ??
    firstSpeaker(findings.acceptance) ??
    x509Speaker(findings) ??
    unproved(findings)
  )
}

function firstSpeaker(results: readonly CheckResult[]): Speaker | null {
  for (const result of results) if (isSpeaker(result)) return result
  return null
}

/**
 * Which of the X.509 findings speaks, most final first.
 * - Without a path nothing else is known of the certificate (§5.2.6.4 step 1).
 * - What a proof of time makes certain (FAILED) comes before what is open.
 * - Revoked before expired: who looks only at the date never learns of the revocation (decision D3).
 * - TRY_LATER comes last: what waiting may change must not hide what it will not.
 */
const x509Order: readonly SubIndication[] = [
  'NO_CERTIFICATE_CHAIN_FOUND',
  'REVOKED',
  'EXPIRED',
  'NOT_YET_VALID',
  'CERTIFICATE_CHAIN_GENERAL_FAILURE',
  'REVOKED_CA_NO_POE',
  'REVOKED_NO_POE',
  'OUT_OF_BOUNDS_NOT_REVOKED',
  'OUT_OF_BOUNDS_NO_POE',
  'CHAIN_CONSTRAINTS_FAILURE',
  'CRYPTO_CONSTRAINTS_FAILURE',
  'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
  'TRY_LATER',
]

function x509Speaker(findings: Findings): Speaker | null {
  const spoken = findings.x509.filter(isSpeaker)
  if (!findings.pathValid) {
    const { path, pathStoppedBy, signer } = findings
    const ofPath = path.filter(isSpeaker).filter((result) => speaksForPath(result, signer))
    spoken.unshift(...ofPath)
    // The path's own word, when it was stopped by something that is not listed as deciding (a spent budget).
    if (ofPath.length === 0 && pathStoppedBy !== null && isSpeaker(pathStoppedBy)) {
      if (!isSignerValidity(pathStoppedBy, signer)) spoken.unshift(pathStoppedBy)
    }
  }
  let first: Speaker | null = null
  for (const result of spoken) if (first === null || rankOf(result) < rankOf(first)) first = result
  return first
}

const isSpeaker = (result: CheckResult): result is Speaker =>
  result.status === 'FAILED' || result.status === 'INDETERMINATE'

function rankOf({ subIndication }: Speaker): number {
  const rank = x509Order.indexOf(subIndication)
  return rank === -1 ? x509Order.length : rank
}

/** A CRL that was passed over says nothing of the certificate; whether it is revoked, and whether anybody answered, does. */
function speaksForPath(result: CheckResult, signer: string | null): boolean {
  if (isSignerValidity(result, signer)) return false
  return (
    !result.id.startsWith('revocation.') ||
    result.id === 'revocation.not-revoked' ||
    result.id === 'revocation.evidence-present'
  )
}

/** The signing certificate's own validity is asked by `signing-certificate.validity`, which knows of proofs of time. */
function isSignerValidity(result: CheckResult, signer: string | null): boolean {
  return result.id === 'path.validity' && result.subject === signer
}

/** Without these a signature is not verified, whatever did not apply. */
const requiredToPass = [
  ['signing-certificate', 'signing-certificate.found'],
  ['crypto', 'crypto.content-available'],
  ['crypto', 'crypto.signature-value'],
] as const

function unproved(findings: Findings): Speaker | null {
  for (const [stage, id] of requiredToPass) {
    const result = findings[stage].find((one) => one.id === id)
    if (result?.status === 'PASSED') continue
    return {
      id,
      clause: result?.clause ?? 'ETSI EN 319 102-1 §5.3.4',
      status: 'INDETERMINATE',
      subIndication: 'CRYPTO_CONSTRAINTS_FAILURE',
      facts: result?.status === 'NOT-APPLICABLE' ? { reason: result.reason } : {},
    }
  }
  if (findings.pathValid) return null
  const stopped = findings.pathStoppedBy
  if (stopped !== null && isSignerValidity(stopped, findings.signer)) return null
  return {
    id: stopped?.id ?? 'path.anchor-reached',
    clause: stopped?.clause ?? 'ETSI EN 319 102-1 §5.2.6',
    status: 'INDETERMINATE',
    subIndication: 'CERTIFICATE_CHAIN_GENERAL_FAILURE',
    facts: {},
  }
}
