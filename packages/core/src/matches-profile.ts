import type { CertificateProfile } from './certificate-profile.js'
import type { Certificate } from './x509/certificate.js'
import type { Name } from './x509/name.js'

const commonNameOid = '2.5.4.3'

/**
 * Does a certificate meet every condition of a profile? A policy under one of the prefixes (on arc borders), one of the
 * issuer names, each subject attribute with exactly its text.
 */
export function matchesProfile(
  certificate: Certificate,
  { policyPrefixes, issuerCommonNames, subject = {} }: CertificateProfile['match'],
): boolean {
  if (policyPrefixes !== undefined) {
    const policies = certificate.extension.certificatePolicies ?? []
    if (!policies.some(({ oid }) => policyPrefixes.some((prefix) => isUnder(oid, prefix)))) {
      return false
    }
  }
  if (issuerCommonNames !== undefined) {
    const { issuer } = certificate
    if (!issuerCommonNames.some((name) => carriesText(issuer, commonNameOid, name))) return false
  }
  return Object.entries(subject).every(([oid, text]) => carriesText(certificate.subject, oid, text))
}

function isUnder(oid: string, prefix: string): boolean {
  return oid === prefix || oid.startsWith(prefix.endsWith('.') ? prefix : `${prefix}.`)
}

/** Does a name carry an attribute of this type with exactly this text? */
export function carriesText(name: Name, oid: string, text: string): boolean {
  return name.rdns.some((rdn) =>
    rdn.some((attribute) => attribute.oid === oid && attribute.text === text),
  )
}
