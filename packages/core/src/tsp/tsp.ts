import type { Instant } from '../instant.js'
import type { AlgorithmIdentifier } from '../x509/algorithm-identifier.js'
import type { Extension } from '../x509/extensions.js'
import type { GeneralName } from '../x509/general-name.js'

/** TSTInfo, RFC 3161 §2.4.2. */
export interface TstInfo {
  readonly raw: Uint8Array
  readonly policy: string
  readonly hashAlgorithm: AlgorithmIdentifier
  readonly hashedMessage: Uint8Array
  readonly serialNumber: Uint8Array
  readonly genTime: Instant
  /** In microseconds; absent when not stated. */
  readonly accuracyMicros?: number
  readonly ordering: boolean
  readonly nonce?: Uint8Array
  readonly tsa?: GeneralName
  readonly extensions: readonly Extension[]
}

/** TimeStampResp, RFC 3161 §2.4.2. */
export interface TimeStampResponse {
  /** PKIStatus: 0 granted, 1 grantedWithMods, 2 rejection, 3 waiting, 4 revocationWarning, 5 revocationNotification. */
  readonly status: number
  readonly statusStrings: readonly string[]
  readonly failureInfo?: readonly number[]
  /** The token as a whole ContentInfo. */
  readonly token?: Uint8Array
}
