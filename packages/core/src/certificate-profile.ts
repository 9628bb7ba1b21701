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

/**
 * What a dialog may know of kinds of certificate, to show them well. Decides nothing and is no part of a policy: whether a
 * certificate may sign is for whoever validates. Plain JSON, so that a portal can hand it to its pages.
 */
export interface CertificateKinds {
  /** First match names a certificate, as in a policy. */
  readonly profiles: readonly CertificateProfile[]
  /** Where a person renews a certificate: https address by profile id. */
  readonly renewalUrls?: Readonly<Record<string, string>>
  readonly brands?: readonly CertificateBrand[]
}

/** The bank that stands behind certificates issued for its customers, such as the Registration Bank of a Bank-Cert. */
export interface CertificateBrand {
  /** Ids of the profiles it may stand behind. */
  readonly profiles: readonly string[]
  /** Subject attributes with exact text that name it, by dotted OID. */
  readonly subject: Readonly<Record<string, string>>
  readonly name: LocalizedText
  /** An image: a `data:` URL of at most 32 KiB, or an address on the page's own origin. Shown as an image, never as markup. */
  readonly logo?: string
  readonly confidence: Confidence
}
