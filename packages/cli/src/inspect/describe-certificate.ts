import { createHash } from 'node:crypto'
import {
  displayText,
  formatInstant,
  formatName,
  hex,
  oidName,
  type Certificate,
  type CertificateExtensions,
  type DistributionPoint,
  type GeneralName,
} from '@chopmark/core'
import { fields, type Description } from './description.js'

/** One general name as text, with what could deceive a reader written out. */
export function describeGeneralName(name: GeneralName): string {
  switch (name.kind) {
    case 'rfc822Name':
    case 'dNSName':
    case 'uniformResourceIdentifier':
      return `${name.kind} ${displayText(name.text)}`
    case 'directoryName':
      return `directoryName ${formatName(name.name)}`
    case 'iPAddress':
      return `iPAddress ${hex(name.octets)}`
    case 'registeredID':
      return `registeredID ${name.oid}`
    case 'otherName':
      return `otherName ${name.oid} ${hex(name.value)}`
    case 'x400Address':
    case 'ediPartyName':
      return `${name.kind} ${hex(name.raw)}`
  }
}

/** Distribution points as their names, reasons and CRL issuers. */
export function describeDistributionPoints(points: readonly DistributionPoint[]): Description {
  return points.map(({ distributionPoint, reasons, cRLIssuer }) =>
    fields({
      name:
        distributionPoint === undefined
          ? undefined
          : distributionPoint.kind === 'fullName'
            ? distributionPoint.names.map(describeGeneralName)
            : distributionPoint.rdn.map(
                ({ oid, text }) => `${oidName(oid)}=${displayText(text ?? '?')}`,
              ),
      reasons,
      cRLIssuer: cRLIssuer?.map(describeGeneralName),
    }),
  )
}

function describeExtensions(extension: CertificateExtensions): Description {
  const { authorityKeyIdentifier: authority, basicConstraints, nameConstraints } = extension
  return fields({
    basicConstraints:
      basicConstraints === undefined
        ? undefined
        : fields({
            cA: basicConstraints.cA,
            pathLenConstraint: basicConstraints.pathLenConstraint,
          }),
    keyUsage: extension.keyUsage,
    extKeyUsage: extension.extKeyUsage?.map(oidName),
    certificatePolicies: extension.certificatePolicies?.map(({ oid }) => oid),
    policyMappings: extension.policyMappings?.map(
      ({ issuerDomainPolicy, subjectDomainPolicy }) =>
        `${issuerDomainPolicy} = ${subjectDomainPolicy}`,
    ),
    policyConstraints:
      extension.policyConstraints === undefined
        ? undefined
        : fields({ ...extension.policyConstraints }),
    inhibitAnyPolicy: extension.inhibitAnyPolicy,
    nameConstraints:
      nameConstraints === undefined
        ? undefined
        : fields({
            permitted: nameConstraints.permittedSubtrees?.map(({ base }) =>
              describeGeneralName(base),
            ),
            excluded: nameConstraints.excludedSubtrees?.map(({ base }) =>
              describeGeneralName(base),
            ),
          }),
    subjectAltName: extension.subjectAltName?.map(describeGeneralName),
    issuerAltName: extension.issuerAltName?.map(describeGeneralName),
    subjectKeyIdentifier:
      extension.subjectKeyIdentifier === undefined
        ? undefined
        : hex(extension.subjectKeyIdentifier),
    authorityKeyIdentifier:
      authority === undefined
        ? undefined
        : fields({
            keyIdentifier:
              authority.keyIdentifier === undefined ? undefined : hex(authority.keyIdentifier),
            issuer: authority.authorityCertIssuer?.map(describeGeneralName),
            serialNumber:
              authority.authorityCertSerialNumber === undefined
                ? undefined
                : hex(authority.authorityCertSerialNumber),
          }),
    cRLDistributionPoints:
      extension.cRLDistributionPoints === undefined
        ? undefined
        : describeDistributionPoints(extension.cRLDistributionPoints),
    freshestCRL:
      extension.freshestCRL === undefined
        ? undefined
        : describeDistributionPoints(extension.freshestCRL),
    authorityInfoAccess: extension.authorityInfoAccess?.map(
      ({ accessMethod, accessLocation }) =>
        `${oidName(accessMethod)} ${describeGeneralName(accessLocation)}`,
    ),
    ocspNoCheck: extension.ocspNoCheck,
  })
}

/** A certificate field by field. */
export function describeCertificate(certificate: Certificate): Description {
  const { subjectPublicKeyInfo: key } = certificate
  return fields({
    type: 'certificate',
    sha256: createHash('sha256').update(certificate.raw).digest('hex'),
    version: certificate.version,
    serialNumber: hex(certificate.serialNumber),
    subject: formatName(certificate.subject),
    issuer: formatName(certificate.issuer),
    notBefore: formatInstant(certificate.notBefore),
    notAfter: formatInstant(certificate.notAfter),
    publicKey: { algorithm: oidName(key.algorithm.oid), sizeBytes: key.publicKey.length },
    signatureAlgorithm: oidName(certificate.signatureAlgorithm.oid),
    extensions: describeExtensions(certificate.extension),
    criticalExtensions: certificate.extensions
      .filter(({ critical }) => critical)
      .map(({ oid }) => oidName(oid)),
    duplicateExtension: certificate.duplicateExtension,
  })
}
