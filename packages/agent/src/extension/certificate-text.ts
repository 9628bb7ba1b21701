import { displayText, fromBase64url, type Name, parseCertificate } from '@chopmark/core'

/** How a certificate is named to a person; all texts have been through `displayText`. */
export interface CertificateText {
  readonly holder: string
  readonly kind: string
  readonly issuer: string
}

const commonName = '2.5.4.3'
const organization = '2.5.4.10'
const maxLength = 120

/** Reads holder, kind (Hongkong Post writes it into organizationName) and issuer of a base64url certificate. */
export function certificateText(certificate: string): CertificateText {
  const parsed = parseCertificate(fromBase64url(certificate))
  if (!parsed.ok) return { holder: '?', kind: '?', issuer: '?' }
  const { subject, issuer } = parsed.value
  return {
    holder: text(subject, commonName) ?? text(subject, organization) ?? '?',
    kind: text(subject, organization) ?? '',
    issuer: text(issuer, commonName) ?? text(issuer, organization) ?? '?',
  }
}

function text(name: Name, oid: string): string | undefined {
  const found = name.rdns.flat().find((attribute) => attribute.oid === oid)?.text
  return found === undefined ? undefined : displayText(found, { maxLength })
}
