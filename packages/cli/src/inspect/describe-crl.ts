import { createHash } from 'node:crypto'
import { formatInstant, formatName, hex, oidName, type CertificateList } from '@chopmark/core'
import { describeGeneralName } from './describe-certificate.js'
import { fields, type Description } from './description.js'

/** More entries than a person reads; the count says how many there are. */
const maxEntries = 1000

/** A CRL field by field, with its first entries. */
export function describeCrl(crl: CertificateList): Description {
  const { extension } = crl
  const scope = extension.issuingDistributionPoint
  const entries: Description[] = []
  for (const entry of crl.entries()) {
    if (entries.length === maxEntries) break
    entries.push(
      fields({
        serialNumber: hex(entry.serialNumber),
        revocationDate: formatInstant(entry.revocationDate),
        reason: entry.reason,
        invalidityDate:
          entry.invalidityDate === undefined ? undefined : formatInstant(entry.invalidityDate),
        certificateIssuer: entry.certificateIssuer?.map(describeGeneralName),
      }),
    )
  }
  return fields({
    type: 'crl',
    sha256: createHash('sha256').update(crl.raw).digest('hex'),
    version: crl.version,
    issuer: formatName(crl.issuer),
    thisUpdate: formatInstant(crl.thisUpdate),
    nextUpdate: crl.nextUpdate === undefined ? undefined : formatInstant(crl.nextUpdate),
    signatureAlgorithm: oidName(crl.signatureAlgorithm.oid),
    cRLNumber: extension.cRLNumber === undefined ? undefined : hex(extension.cRLNumber),
    deltaOf:
      extension.deltaCRLIndicator === undefined ? undefined : hex(extension.deltaCRLIndicator),
    issuingDistributionPoint:
      scope === undefined
        ? undefined
        : fields({
            name:
              scope.distributionPoint?.kind === 'fullName'
                ? scope.distributionPoint.names.map(describeGeneralName)
                : undefined,
            onlyContainsUserCerts: scope.onlyContainsUserCerts,
            onlyContainsCACerts: scope.onlyContainsCACerts,
            onlySomeReasons: scope.onlySomeReasons,
            indirectCRL: scope.indirectCRL,
          }),
    entryCount: crl.entryCount,
    entries,
  })
}
