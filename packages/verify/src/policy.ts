import type { DigestAlgorithm, Instant, TrustAnchors } from '@chopmark/core'
import type { AlgorithmConstraint } from './algorithm-policy.js'
import type { CertificateProfile } from './certificate-profile.js'

export interface RevocationSettings {
  /** `always`: a certificate without usable revocation evidence is undecided; `if-published`: one that names no source is let through; `never`: not asked (said in the report). */
  readonly required: 'always' | 'if-published' | 'never'
  /**
   * Greatest accepted age of a CRL or OCSP answer about the certificate in question, besides its own nextUpdate. What is said of the
   * CAs above it holds until its nextUpdate; only without one does the limit apply. `next-update`: of the certificate in question
   * too its own nextUpdate decides, and evidence without one may be at most 24 hours old.
   */
  readonly maxAgeMs: number | 'next-update'
  /**
   * A certificate was revoked after the best signature time, and the CA names an earlier invalidityDate, from which it suspects
   * the key to be compromised (RFC 5280 §5.3.2). `decides`: then the certificate counts as revoked from that date, which a bank may
   * want. Absent or `shown`: the date stays among the facts, as ETSI EN 319 102-1 has it.
   */
  readonly invalidityDate?: 'shown' | 'decides'
}

/** What counts as a signature of the wanted kind. */
export interface SignatureSettings {
  /** `CAdES-B-B`: signed attributes with signing-certificate(-v2) are required, ETSI EN 319 122-1; `CMS`: any RFC 5652 signature. */
  readonly level: 'CAdES-B-B' | 'CMS'
  /** Key usages of which the signing certificate needs at least one when it has the extension. */
  readonly keyUsage: readonly ('digitalSignature' | 'nonRepudiation')[]
  /** When the signing certificate restricts extended key usage, one of these must be in it. */
  readonly extKeyUsage: readonly string[]
  /**
   * Explicit signature policies (RFC 5126 §5.8.1) that this relying party knows and agrees to, by dotted OID. A signature
   * made under another one is undecided, SIGNATURE_POLICY_NOT_AVAILABLE. Absent: none is known.
   */
  readonly signaturePolicies?: 'any' | readonly string[]
}

/** RFC 5280 §6.1.1 (c), (e), (f), (g). */
export interface PathSettings {
  readonly initialPolicySet: 'any' | readonly string[]
  readonly initialExplicitPolicy: boolean
  readonly initialPolicyMappingInhibit: boolean
  readonly initialAnyPolicyInhibit: boolean
  /**
   * Also refuse certificates, the anchors' own among them, that RFC 5280 §4 forbids a CA to issue though its §6.1 lets them
   * pass: serial numbers that are not positive, absent key identifiers, basic constraints of a CA that are not critical, a CA
   * without key usage. Absent: not asked; certificates of Hong Kong from before 2010 and some roots would fail.
   */
  readonly requireConformingCertificates?: boolean
}

/** Everything the decision obeys. Made by `definePolicy`, never by hand. */
export interface ValidationPolicy {
  readonly id: string
  readonly trustAnchors: TrustAnchors
  readonly revocation: RevocationSettings
  readonly signature: SignatureSettings
  readonly path: PathSettings
  /** Evidence fetched for this decision is issued moments after `validationTime`. */
  readonly clockSkewMs: number
  readonly algorithms: readonly AlgorithmConstraint[]
  /** Known profiles, first match names the certificate; see `certificate-profile.ts`. */
  readonly certificateProfiles: readonly CertificateProfile[]
  /** Profile ids whose certificates may sign; `any`: also certificates that match no profile, unless their profile forbids signing. */
  readonly acceptedProfiles: 'any' | readonly string[]
  /** Recognition periods of anchors are asked for the best signature time (Cap. 553 s.6(2)). */
  readonly requireRecognition: boolean
  /** Time the signature provably existed, when somebody else proved it (a receipt, a time-stamp); absent: validation time. */
  readonly bestSignatureTime?: Instant
  readonly documentDigests?: readonly DigestAlgorithm[]
}

/** What `definePolicy` takes: an id and the trust anchors; everything else has a default. */
export interface PolicySettings {
  /** Names the policy in reports; give a new one when you change a setting. */
  readonly id: string
  readonly trustAnchors: TrustAnchors
  readonly revocation?: Partial<RevocationSettings>
  readonly signature?: Partial<SignatureSettings>
  readonly path?: Partial<PathSettings>
  readonly clockSkewMs?: number
  readonly algorithms?: readonly AlgorithmConstraint[]
  readonly certificateProfiles?: readonly CertificateProfile[]
  readonly acceptedProfiles?: 'any' | readonly string[]
  readonly requireRecognition?: boolean
  readonly bestSignatureTime?: Instant
  readonly documentDigests?: readonly DigestAlgorithm[]
}
