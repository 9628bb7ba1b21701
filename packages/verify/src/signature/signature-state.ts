import type {
  CertificateProfile,
  DigestAlgorithm,
  Instant,
  SignatureRequest,
  SignatureSpec,
  SignedData,
  SignerInfo,
  TrustAnchor,
} from '@chopmark/core'
import type { ContentSource } from '../checks/crypto/content-available.js'
import type { SignatureValueAnswer } from '../checks/crypto/signature-value.js'
import type { ContentShape } from '../checks/format/content-not-attributes.js'
import type { KnownCertificate } from '../decision-context.js'
import type { PathSearch } from '../path/path.js'
import type { ValidationPolicy } from '../policy.js'
import type { AttributeReadings } from './attribute-readings.js'
import type { ReferenceMatch } from './signing-certificate-reference.js'

/** One signature to judge: a SignerInfo of the document, or one inside another's unsigned attributes. */
export interface SignatureCase {
  /** `0`, `1`, … in SignerInfo order over all SignedData of the document; a counter-signature is `0.0`. */
  readonly signatureId: string
  readonly signedData: SignedData
  readonly signerInfo: SignerInfo
  /** The signature it counter-signs: its id and its value. */
  readonly countersigned?: { readonly signatureId: string; readonly value: Uint8Array } | undefined
}

/** What stands fixed for every signature of the document. */
export interface DocumentState {
  readonly policy: ValidationPolicy
  readonly validationTime: Instant
  readonly request: SignatureRequest | null
  readonly requestOpen: { readonly from: Instant; readonly until: Instant } | null
  readonly expectedIdentifier: Uint8Array | null
  /** Signers of the document, counter-signers left out. */
  readonly signatures: number
  /** Certificates that may be those of the people who signed before, where the request asks for one more signature. */
  readonly earlierSigners: readonly KnownCertificate[]
  /** Are the policy's trust anchors sandbox ones? */
  readonly sandbox: boolean
  /** A moment by which the signature existed, as its own time-stamps prove. */
  readonly provenAt?: Instant
}

/**
 * Everything the checks of one signature look at. Each check names the fields it needs; the whole object fits them all,
 * so that running a check costs no copying.
 */
export interface SignatureState extends DocumentState {
  readonly signedData: SignedData
  readonly signerInfo: SignerInfo
  readonly counterSignature: boolean
  readonly attributes: AttributeReadings | null
  readonly digestAlgorithm: DigestAlgorithm | null
  readonly digestAlgorithmOid: string
  readonly signatureAlgorithmOid: string
  readonly contentSource: ContentSource | null
  readonly contentShape: ContentShape | null
  readonly contentDigest: Uint8Array | null
  readonly contentSizeBytes: number | null
  readonly requestedDigest: Uint8Array | null
  /** Is what the signer was shown what the document shows? null: cannot be shown again here. */
  readonly shownAgain: 'same' | 'other' | null
  readonly candidates: readonly KnownCertificate[]
  readonly matching: readonly KnownCertificate[]
  readonly referenced: boolean
  readonly references: readonly ReferenceMatch[] | null
  readonly referenceDigests: readonly (DigestAlgorithm | null)[]
  readonly signer: KnownCertificate | null
  readonly spec: SignatureSpec | null
  readonly specProblem: string | null
  readonly signatureVerifies: SignatureValueAnswer
  readonly path: PathSearch | null
  readonly anchor: TrustAnchor | null
  readonly profile: CertificateProfile | null
  readonly bestSignatureTime: Instant
  readonly notBeforeProof: Instant | null
  readonly knownGood: boolean
  readonly revokedAt: Instant | null
}
