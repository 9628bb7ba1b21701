import type { Instant } from '../instant.js'
import type { AlgorithmIdentifier } from '../x509/algorithm-identifier.js'
import type {
  AuthorityKeyIdentifier,
  DistributionPoint,
  DistributionPointName,
  Extension,
  ReasonFlag,
} from '../x509/extensions.js'
import type { GeneralName } from '../x509/general-name.js'
import type { Name } from '../x509/name.js'

export type CrlReason =
  | 'unspecified'
  | 'keyCompromise'
  | 'cACompromise'
  | 'affiliationChanged'
  | 'superseded'
  | 'cessationOfOperation'
  | 'certificateHold'
  | 'removeFromCRL'
  | 'privilegeWithdrawn'
  | 'aACompromise'

/** IssuingDistributionPoint, RFC 5280 §5.2.5. */
export interface IssuingDistributionPoint {
  readonly distributionPoint?: DistributionPointName
  readonly onlyContainsUserCerts: boolean
  readonly onlyContainsCACerts: boolean
  readonly onlySomeReasons?: readonly ReasonFlag[]
  readonly indirectCRL: boolean
  readonly onlyContainsAttributeCerts: boolean
}

/** One revoked certificate, materialised on demand. RFC 5280 §5.1.2.6, §5.3. */
export interface CrlEntry {
  readonly serialNumber: Uint8Array
  readonly revocationDate: Instant
  readonly reason?: CrlReason
  readonly invalidityDate?: Instant
  /** From this entry or carried over from an earlier one; absent: the CRL issuer itself (RFC 5280 §5.3.3). */
  readonly certificateIssuer?: readonly GeneralName[]
  readonly extensions: readonly Extension[]
}

export interface CrlExtensions {
  readonly authorityKeyIdentifier?: AuthorityKeyIdentifier
  readonly issuerAltName?: readonly GeneralName[]
  /** Contents octets of the INTEGER. */
  readonly cRLNumber?: Uint8Array
  readonly deltaCRLIndicator?: Uint8Array
  readonly issuingDistributionPoint?: IssuingDistributionPoint
  readonly freshestCRL?: readonly DistributionPoint[]
  /** X.509 expiredCertsOnCRL, 2.5.29.60: certificates that expired after this moment stay listed. */
  readonly expiredCertsOnCRL?: Instant
}

/**
 * A certificate list. Entries are not materialised: `find` searches an index over the caller's bytes that the
 * parse built (500,000 entries stay views). RFC 5280 §5.1.
 */
export interface CertificateList {
  readonly raw: Uint8Array
  readonly tbsRaw: Uint8Array
  readonly version: 1 | 2
  readonly tbsSignatureAlgorithm: AlgorithmIdentifier
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signatureValue: Uint8Array
  readonly issuer: Name
  readonly thisUpdate: Instant
  readonly nextUpdate?: Instant
  readonly entryCount: number
  readonly extensions: readonly Extension[]
  readonly extension: CrlExtensions
  /** OID of the first extension met twice, in one entry or in the list: such a CRL may not be relied on. RFC 5280 §4.2. */
  readonly duplicateExtension?: string
  /** OIDs of critical entry extensions that this code does not understand, each once: such a CRL may not be used to say "good". */
  readonly unknownCriticalEntryExtensions: readonly string[]
  /**
   * The entries with this serial number (contents octets), in order; in an indirect CRL several issuers may share one. The
   * first 1,024 of them, so that a hostile list costs no memory: what decides asks `matching`.
   */
  find(serialNumber: Uint8Array): readonly CrlEntry[]
  /** All entries with this serial number in order, each materialised when met. */
  matching(serialNumber: Uint8Array): IterableIterator<CrlEntry>
  /** All entries one after another, each materialised when met (for `inspect`). */
  entries(): IterableIterator<CrlEntry>
}
