import type { Der } from './der/der.js'
import {
  boolean,
  context,
  contextPrimitive,
  enumerated,
  generalizedTime,
  integer,
  join,
  namedBits,
  sequence,
  bitString,
  time,
} from './der/der.js'
import { readElement } from './der/read.js'
import type { Extension } from './extensions.js'
import {
  crlDistributionPoints,
  distributionPointName,
  encodeExtension,
  extensionOids,
} from './extensions.js'
import type { SignatureChoice, TestKey } from './keys.js'
import { signBytes, signatureAlgorithm } from './keys.js'

/** CRLReason, RFC 5280 §5.3.1. */
export type RevocationReason =
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

const reasonCodes: Readonly<Record<RevocationReason, number>> = {
  unspecified: 0,
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  removeFromCRL: 8,
  privilegeWithdrawn: 9,
  aACompromise: 10,
}

export interface RevokedEntry {
  readonly serialNumber: bigint
  readonly date: Date
  /** Absent: no reasonCode extension, which means unspecified. */
  readonly reason?: RevocationReason
  readonly invalidityDate?: Date
  /** For indirect CRLs: GeneralNames of the certificate's issuer. */
  readonly certificateIssuer?: Der
  readonly extensions?: readonly Extension[]
}

/** Everything a CRL says, RFC 5280 §5.1. */
export interface CrlTemplate {
  /** DER Name. */
  readonly issuer: Der
  readonly thisUpdate: Date
  /** Null leaves it out, against RFC 5280 §5.1.2.5. */
  readonly nextUpdate: Date | null
  readonly entries: readonly RevokedEntry[]
  readonly extensions: readonly Extension[]
}

/** Writes and signs a version-2 CRL. */
export function signCrl(template: CrlTemplate, key: TestKey, choice: SignatureChoice = {}): Der {
  const algorithm = signatureAlgorithm(key, choice)
  const tbs = sequence(
    integer(1),
    algorithm,
    template.issuer,
    time(template.thisUpdate),
    ...(template.nextUpdate === null ? [] : [time(template.nextUpdate)]),
    ...(template.entries.length === 0 ? [] : [sequence(join(template.entries.map(encodeEntry)))]),
    ...(template.extensions.length === 0
      ? []
      : [context(0, sequence(...template.extensions.map(encodeExtension)))]),
  )
  return sequence(tbs, algorithm, bitString(signBytes(key, tbs, choice)))
}

export function crlNumber(number: number | bigint): Extension {
  return { oid: extensionOids.crlNumber, critical: false, value: integer(number) }
}

export function deltaCrlIndicator(baseNumber: number | bigint): Extension {
  return { oid: extensionOids.deltaCrlIndicator, critical: true, value: integer(baseNumber) }
}

/** FreshestCRL, RFC 5280 §5.2.6: where the delta to this CRL is. */
export function freshestCrl(url: string): Extension {
  return { ...crlDistributionPoints([url]), oid: '2.5.29.46' }
}

/** Bits of ReasonFlags, RFC 5280 §4.2.1.13. */
export type ReasonFlag = Exclude<RevocationReason, 'unspecified' | 'removeFromCRL'>

const reasonFlagBits: Readonly<Record<ReasonFlag, number>> = {
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  privilegeWithdrawn: 7,
  aACompromise: 8,
}

/** IssuingDistributionPoint, RFC 5280 §5.2.5; what is FALSE is left out. */
export function issuingDistributionPoint(scope: {
  readonly url?: string
  readonly onlyContainsUserCerts?: boolean
  readonly onlyContainsCACerts?: boolean
  readonly onlySomeReasons?: readonly ReasonFlag[]
  readonly indirectCrl?: boolean
  readonly onlyContainsAttributeCerts?: boolean
  readonly critical?: boolean
}): Extension {
  const flag = (number: number, set: boolean | undefined): readonly Der[] =>
    set === true ? [contextPrimitive(number, readElement(boolean(true)).content)] : []
  const reasons = scope.onlySomeReasons?.map((reason) => reasonFlagBits[reason])
  const value = sequence(
    ...(scope.url === undefined ? [] : [distributionPointName(scope.url)]),
    ...flag(1, scope.onlyContainsUserCerts),
    ...flag(2, scope.onlyContainsCACerts),
    ...(reasons === undefined
      ? []
      : [contextPrimitive(3, readElement(namedBits(reasons)).content)]),
    ...flag(4, scope.indirectCrl),
    ...flag(5, scope.onlyContainsAttributeCerts),
  )
  return { oid: extensionOids.issuingDistributionPoint, critical: scope.critical ?? true, value }
}

/** reasonCode as an entry extension or an OCSP revocation reason. */
export function reasonCode(reason: RevocationReason): Der {
  return enumerated(reasonCodes[reason])
}

function encodeEntry(entry: RevokedEntry): Der {
  const extensions: Extension[] = []
  if (entry.reason !== undefined && entry.reason !== 'unspecified') {
    const value = reasonCode(entry.reason)
    extensions.push({ oid: extensionOids.crlReason, critical: false, value })
  }
  if (entry.invalidityDate !== undefined) {
    const value = generalizedTime(entry.invalidityDate)
    extensions.push({ oid: '2.5.29.24', critical: false, value })
  }
  if (entry.certificateIssuer !== undefined) {
    const value = entry.certificateIssuer
    extensions.push({ oid: extensionOids.certificateIssuer, critical: true, value })
  }
  extensions.push(...(entry.extensions ?? []))
  return sequence(
    integer(entry.serialNumber),
    time(entry.date),
    ...(extensions.length === 0 ? [] : [sequence(...extensions.map(encodeExtension))]),
  )
}
