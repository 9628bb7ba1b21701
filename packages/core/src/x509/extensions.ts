import type { GeneralName } from './general-name.js'
import type { RelativeDistinguishedName } from './name.js'

/** One extension as it stands, RFC 5280 §4.1. */
export interface Extension {
  readonly oid: string
  readonly critical: boolean
  /** Contents of the OCTET STRING. */
  readonly value: Uint8Array
}

export type KeyUsageBit =
  | 'digitalSignature'
  | 'nonRepudiation'
  | 'keyEncipherment'
  | 'dataEncipherment'
  | 'keyAgreement'
  | 'keyCertSign'
  | 'cRLSign'
  | 'encipherOnly'
  | 'decipherOnly'

export type ReasonFlag =
  | 'unused'
  | 'keyCompromise'
  | 'cACompromise'
  | 'affiliationChanged'
  | 'superseded'
  | 'cessationOfOperation'
  | 'certificateHold'
  | 'privilegeWithdrawn'
  | 'aACompromise'

export interface BasicConstraints {
  readonly cA: boolean
  readonly pathLenConstraint?: number
}

export interface PolicyQualifier {
  readonly oid: string
  /** The qualifier as a whole TLV; shown, never relied on. */
  readonly qualifier?: Uint8Array
}

export interface PolicyInformation {
  readonly oid: string
  readonly qualifiers: readonly PolicyQualifier[]
}

export interface PolicyMapping {
  readonly issuerDomainPolicy: string
  readonly subjectDomainPolicy: string
}

export interface GeneralSubtree {
  readonly base: GeneralName
  readonly minimum: number
  readonly maximum?: number
}

export interface NameConstraints {
  readonly permittedSubtrees?: readonly GeneralSubtree[]
  readonly excludedSubtrees?: readonly GeneralSubtree[]
}

export interface PolicyConstraints {
  readonly requireExplicitPolicy?: number
  readonly inhibitPolicyMapping?: number
}

export type DistributionPointName =
  | { readonly kind: 'fullName'; readonly names: readonly GeneralName[] }
  | { readonly kind: 'nameRelativeToCRLIssuer'; readonly rdn: RelativeDistinguishedName }

export interface DistributionPoint {
  readonly distributionPoint?: DistributionPointName
  readonly reasons?: readonly ReasonFlag[]
  readonly cRLIssuer?: readonly GeneralName[]
}

export interface AuthorityKeyIdentifier {
  readonly keyIdentifier?: Uint8Array
  readonly authorityCertIssuer?: readonly GeneralName[]
  readonly authorityCertSerialNumber?: Uint8Array
}

export interface AccessDescription {
  readonly accessMethod: string
  readonly accessLocation: GeneralName
}

/** The extensions this code understands, RFC 5280 §4.2 and RFC 6960 §4.2.2.2.1; each absent when the certificate has none. */
export interface CertificateExtensions {
  readonly authorityKeyIdentifier?: AuthorityKeyIdentifier
  readonly subjectKeyIdentifier?: Uint8Array
  readonly keyUsage?: readonly KeyUsageBit[]
  readonly certificatePolicies?: readonly PolicyInformation[]
  readonly policyMappings?: readonly PolicyMapping[]
  readonly subjectAltName?: readonly GeneralName[]
  readonly issuerAltName?: readonly GeneralName[]
  readonly basicConstraints?: BasicConstraints
  readonly nameConstraints?: NameConstraints
  readonly policyConstraints?: PolicyConstraints
  /** Dotted OIDs, in order. */
  readonly extKeyUsage?: readonly string[]
  readonly cRLDistributionPoints?: readonly DistributionPoint[]
  readonly inhibitAnyPolicy?: number
  readonly freshestCRL?: readonly DistributionPoint[]
  readonly authorityInfoAccess?: readonly AccessDescription[]
  readonly subjectInfoAccess?: readonly AccessDescription[]
  /** id-pkix-ocsp-nocheck. */
  readonly ocspNoCheck?: true
  /** QCStatements, RFC 3739: raw extension value. */
  readonly qcStatements?: Uint8Array
}
