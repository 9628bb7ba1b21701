import type { DerReader } from '../der/der-reader.js'
import { Tag } from '../der/tag.js'
import { readTime } from '../der/time.js'
import { readAuthorityKeyIdentifier } from '../x509/read-certificate-extensions.js'
import {
  optionalDistributionPointName,
  optionalReasonFlags,
  readDistributionPoints,
} from '../x509/read-distribution-points.js'
import { readGeneralNames } from '../x509/read-general-name.js'
import type { CrlExtensions, IssuingDistributionPoint } from './crl.js'

/** The known extensions while they are being gathered. */
export type MutableCrlExtensions = { -readonly [K in keyof CrlExtensions]: CrlExtensions[K] }

/** Reads one CRL extension's value into `into` when it is a known one; RFC 5280 §5.2, X.509 §9.5.2.8. */
export function readCrlExtension(oid: string, value: DerReader, into: MutableCrlExtensions): void {
  switch (oid) {
    case '2.5.29.35':
      into.authorityKeyIdentifier = readAuthorityKeyIdentifier(value)
      break
    case '2.5.29.18':
      into.issuerAltName = readGeneralNames(value)
      break
    case '2.5.29.20':
      into.cRLNumber = readCrlNumber(value)
      break
    case '2.5.29.27':
      into.deltaCRLIndicator = readCrlNumber(value)
      break
    case '2.5.29.28':
      into.issuingDistributionPoint = readIssuingDistributionPoint(value)
      break
    case '2.5.29.46':
      into.freshestCRL = readDistributionPoints(value)
      break
    case '2.5.29.60':
      // X.509 has GeneralizedTime; a CA that writes UTCTime means the same moment.
      into.expiredCertsOnCRL = readTime(value)
      break
    default:
      return
  }
  value.expectEnd()
}

/** CRLNumber, INTEGER (0..MAX), RFC 5280 §5.2.3. */
function readCrlNumber(value: DerReader): Uint8Array {
  const octets = value.integer()
  if ((octets[0] as number) >= 0x80) value.fail('BAD_VALUE')
  return octets
}

function readIssuingDistributionPoint(value: DerReader): IssuingDistributionPoint {
  const fields = value.enter(Tag.sequence)
  const distributionPoint = optionalDistributionPointName(fields)
  const onlyContainsUserCerts = fields.optionalTrue(0x81)
  const onlyContainsCACerts = fields.optionalTrue(0x82)
  const onlySomeReasons = optionalReasonFlags(fields, 0x83)
  const indirectCRL = fields.optionalTrue(0x84)
  const onlyContainsAttributeCerts = fields.optionalTrue(0x85)
  fields.expectEnd()
  return {
    ...(distributionPoint !== undefined && { distributionPoint }),
    onlyContainsUserCerts,
    onlyContainsCACerts,
    ...(onlySomeReasons !== undefined && { onlySomeReasons }),
    indirectCRL,
    onlyContainsAttributeCerts,
  }
}
