import type { CheckResult, Fact } from '../check.js'

/**
 * Why a CRL or an OCSP answer did not speak for a certificate. Stands in `RevocationFact.notUsed[].reason`; the facts
 * beside it come from the check that said so.
 */
export type NotUsedReason =
  /** Its bytes are no CRL or no OCSP response; the facts say where they go wrong. */
  | 'UNPARSABLE'
  /** An OCSP response without an answer: tryLater, unauthorized and the like. */
  | 'NOT_SUCCESSFUL'
  /** It is a CRL of another issuer, or an OCSP answer whose CertID names another issuer for this serial number. */
  | 'WRONG_ISSUER'
  /** An OCSP answer without a SingleResponse for this certificate. */
  | 'OTHER_CERTIFICATE'
  /** The CRL's issuing distribution point leaves this certificate out. */
  | 'SCOPE'
  /** Duplicate extension, extensions in a version 1 CRL, or an issuingDistributionPoint that contradicts itself. */
  | 'MALFORMED'
  | 'UNKNOWN_CRITICAL_EXTENSION'
  /** The algorithm inside the signed part differs from the one outside. */
  | 'ALGORITHM_MISMATCH'
  /** An algorithm, or a key, that this code does not know. */
  | 'ALGORITHM_UNSUPPORTED'
  /** The policy does not accept the algorithm, or the key length, any more. */
  | 'ALGORITHM_NOT_ACCEPTED'
  /** No certificate of the CRL's issuer signed it, or the responder's key did not. */
  | 'BAD_SIGNATURE'
  /** The signing key's certificate does not allow signing CRLs. */
  | 'KEY_USAGE'
  /** The CRL signer has no valid path to the trust anchor of the certificate. */
  | 'SIGNER_PATH'
  | 'RESPONDER_NOT_AUTHORISED'
  | 'RESPONDER_OUT_OF_VALIDITY'
  | 'RESPONDER_REVOKED'
  /** `thisUpdate` or `producedAt` lies in the future. */
  | 'NOT_YET_VALID'
  /** `nextUpdate` has passed. */
  | 'EXPIRED'
  /** Older than the policy accepts. */
  | 'STALE'
  /** Issued before the certificate became valid: it cannot know it. */
  | 'BEFORE_CERTIFICATE'
  /** Issued after the certificate expired, by a CA that drops expired certificates. */
  | 'EXPIRED_CERTIFICATE'
  /** A delta CRL that fits no complete CRL at hand. */
  | 'DELTA_WITHOUT_BASE'
  | 'NONCE_MISMATCH'
  /** The responder does not know the certificate. */
  | 'UNKNOWN_STATUS'
  /** One response says two things about one certificate. */
  | 'CONTRADICTORY'
  /** It is sound, but another source already answers all it could; its signature was not looked at. */
  | 'NOT_NEEDED'
  /** Sound, but not enough: it speaks of some reasons only, or another source's claim of revocation is undecided. */
  | 'INCOMPLETE'
  /** A later source lifted the hold that it reports, or one that weighs more spoke. */
  | 'OVERRULED'
  /** The decision may not verify more signatures or look at more sources. */
  | 'BUDGET'

/** One entry of `RevocationFact.notUsed`. */
export interface NotUsed {
  readonly source: 'crl' | 'ocsp'
  readonly evidence: string
  readonly reason: NotUsedReason
  readonly facts: Readonly<Record<string, Fact>>
}

const reasonOfCheck: Readonly<Record<string, NotUsedReason>> = {
  'revocation.crl-scope': 'SCOPE',
  'revocation.crl-extensions': 'UNKNOWN_CRITICAL_EXTENSION',
  'revocation.crl-current': 'EXPIRED',
  'revocation.crl-fresh': 'STALE',
  'revocation.crl-signature': 'BAD_SIGNATURE',
  'revocation.crl-issuer-key-usage': 'KEY_USAGE',
  'revocation.crl-signer-path': 'SIGNER_PATH',
  'revocation.crl-delta': 'DELTA_WITHOUT_BASE',
  'revocation.expired-covered': 'EXPIRED_CERTIFICATE',
  'revocation.ocsp-certificate': 'OTHER_CERTIFICATE',
  'revocation.ocsp-extensions': 'UNKNOWN_CRITICAL_EXTENSION',
  'revocation.ocsp-nonce': 'NONCE_MISMATCH',
  'revocation.ocsp-current': 'EXPIRED',
  'revocation.ocsp-fresh': 'STALE',
  'revocation.ocsp-status': 'UNKNOWN_STATUS',
  'revocation.ocsp-signature': 'BAD_SIGNATURE',
  'revocation.ocsp-responder-authorised': 'RESPONDER_NOT_AUTHORISED',
}

/** The reason that a check's refusal stands for: its own `reason` fact where it tells several apart. */
export function notUsedBecause(
  source: 'crl' | 'ocsp',
  evidence: string,
  check: CheckResult,
): NotUsed {
  const facts = check.facts ?? {}
  const named = facts['reason']
  const reason =
    typeof named === 'string' ? (named as NotUsedReason) : (reasonOfCheck[check.id] ?? 'SCOPE')
  // Field by field: a spread of facts of many shapes costs more than the check did.
  const all: Record<string, Fact> = {}
  for (const name of Object.keys(facts)) all[name] = facts[name] as Fact
  all.check = check.id
  return { source, evidence, reason, facts: all }
}
