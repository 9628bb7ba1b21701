import type { CheckResult, Fact } from './check.js'
import type { EvidenceNeed } from './evidence.js'
import type { FailedSubIndication, IndeterminateSubIndication } from './indication.js'

export type SignatureLevel = 'CMS' | 'CAdES-B-B' | 'CAdES-B-T' | 'CAdES-B-LT' | 'CAdES-B-LTA'

/** A certificate as a report names it. Hex is lower case. */
export interface ReportedCertificate {
  readonly sha256: string
  /** RFC 4514 text with unsafe characters escaped. */
  readonly subject: string
  readonly issuer: string
  readonly serialNumber: string
  readonly notBefore: string
  readonly notAfter: string
}

export interface ReportedSigner extends ReportedCertificate {
  readonly commonName: string | null
  /** Profile id, null when none matched. */
  readonly profile: string | null
  /** What the profile's layout reads out of the subject, by role. */
  readonly identity: Readonly<Record<string, string>>
}

/** One revocation answer about one certificate of the path. */
export interface RevocationFact {
  readonly certificate: string
  readonly status: 'good' | 'revoked' | 'unknown'
  readonly source: 'crl' | 'ocsp' | null
  /** SHA-256 hex of the CRL or OCSP response that spoke. */
  readonly evidence: string | null
  readonly thisUpdate: string | null
  readonly nextUpdate: string | null
  readonly revokedAt: string | null
  readonly reason: string | null
  /** Every source looked at and why it was not used: a code with facts, sorted by evidence digest. */
  readonly notUsed: readonly {
    readonly source: 'crl' | 'ocsp'
    readonly evidence: string
    readonly reason: string
    readonly facts: Readonly<Record<string, Fact>>
  }[]
}

export interface ReportedPath {
  /** From the signing certificate to the certificate under the anchor. */
  readonly certificates: readonly ReportedCertificate[]
  readonly trustAnchorId: string | null
  readonly valid: boolean
  /** Id of the check that stopped it. */
  readonly stoppedBy: string | null
}

export interface ReportBody {
  readonly policyId: string
  readonly policySha256: string
  readonly evidenceSha256: string
  readonly validationTime: string
  /** Position in the document: `0`, `1`, … in SignerInfo order; a counter-signature is `0.0`. */
  readonly signatureId: string
  /** What it signs: null for the document; for a counter-signature the id of the signature whose value it signs. */
  readonly counterSignatureOf: string | null
  /** Do digest and signature value fit, whatever the trust? null: could not be computed. */
  readonly intact: boolean | null
  readonly level: SignatureLevel | null
  readonly signer: ReportedSigner | null
  /** The signer's claim, never relied on. */
  readonly claimedSigningTime: string | null
  readonly path: ReportedPath | null
  readonly otherPaths: readonly ReportedPath[]
  readonly revocation: readonly RevocationFact[]
  readonly checks: readonly CheckResult[]
  /** Cap. 553 s.6(1A), 6(2); beside the ETSI verdict, never merged with it. */
  readonly eto: {
    readonly recognisedAt: 'yes' | 'no' | 'unproven'
    readonly withinValidity: 'yes' | 'no' | 'unproven'
    readonly withinTerms: 'yes' | 'no' | 'unproven'
  }
  readonly sandbox: boolean
}

export type ValidationReport = ReportBody &
  (
    | {
        readonly indication: 'TOTAL-PASSED'
        readonly subIndication: null
        readonly trustAnchorId: string
        readonly bestSignatureTime: string
      }
    | {
        readonly indication: 'TOTAL-FAILED'
        readonly subIndication: FailedSubIndication
        readonly decidedBy: string
      }
    | {
        readonly indication: 'INDETERMINATE'
        readonly subIndication: IndeterminateSubIndication
        readonly decidedBy: string
        readonly missing: readonly EvidenceNeed[]
      }
  )

/** One report per signature, never empty: unsigned or broken bytes give one FORMAT_FAILURE. */
export interface DocumentReport {
  readonly reports: readonly [ValidationReport, ...ValidationReport[]]
}
