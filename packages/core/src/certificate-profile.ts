import type { LocalizedText } from './request.js'

/** How sure a datum is: seen in a source, inferred, or from memory. What is marked `memory` is shown, never enforced. */
export type Confidence = 'seen' | 'inferred' | 'memory'

/**
 * A kind of certificate, told by policy OID prefix, issuer and subject layout. Data only: `verify` holds the matcher,
 * `trust-hk` and a sandbox hold the rows.
 */
export interface CertificateProfile {
  /** For example `hk/e-cert-personal`. */
  readonly id: string
  /** Shown to people; official wording. */
  readonly name: LocalizedText
  readonly match: {
    /** Dotted prefixes on arc borders; one of the certificate's policies must lie under one of them. Absent: not asked. */
    readonly policyPrefixes?: readonly string[]
    /** The issuer's common name must be one of these, compared exactly. Absent: not asked. */
    readonly issuerCommonNames?: readonly string[]
    /** Subject attributes with exact text, by dotted OID, for example organizationName = the certificate type. */
    readonly subject?: Readonly<Record<string, string>>
  }
  /** Where in the subject the identity stands: attribute OID and which of several (0-based, in certificate order). */
  readonly subjectLayout: readonly {
    readonly role:
      | 'subscriberReferenceNumber'
      | 'registrationNumber'
      | 'organisation'
      | 'branch'
      | 'holderName'
      | 'email'
      | 'certificateType'
    readonly oid: string
    readonly index: number
    readonly confidence: Confidence
  }[]
  /** May a certificate of this profile sign a document? `designated`: only in the transactions its terms name (Bank-Cert). */
  readonly signing: 'allowed' | 'forbidden' | 'designated'
  /** The document whose terms say so. */
  readonly terms: string
  readonly sandbox: boolean
  readonly confidence: Confidence
}
