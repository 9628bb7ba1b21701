import { type Certificate, displayText, hex, type Instant, type Name } from '@chopmark/core'

/** A certificate as a person recognises it. All texts have been through `displayText`. */
export interface CertificateSummary {
  readonly holder: string
  /** Hongkong Post writes the type of certificate into organizationName. */
  readonly kind?: string
  /** Organisation and branch, from organizational units that are not plain numbers. */
  readonly organisation?: string
  readonly issuer: string
  readonly notBefore: Instant
  readonly notAfter: Instant
  readonly serialNumber: string
}

/** From this long before its end a person is reminded to renew a certificate, and may renew a key of this device. */
export const renewalOpensMs = 60 * 24 * 60 * 60 * 1000

/** Subject attributes a person recognises a certificate by, RFC 5280 appendix A.1. */
const oids = { commonName: '2.5.4.3', organization: '2.5.4.10', unit: '2.5.4.11' } as const

/** What a person recognises a certificate by. */
export function summarise(certificate: Certificate): CertificateSummary {
  const { subject, issuer, notBefore, notAfter, serialNumber } = certificate
  const names = textsOf(subject, oids.commonName)
  const kind = textsOf(subject, oids.organization)[0]
  const units = textsOf(subject, oids.unit).filter((unit) => !/^[\d ]+$/.test(unit))
  return {
    holder: shortText(names[0] ?? units[0] ?? kind ?? '?'),
    ...(kind === undefined ? {} : { kind: shortText(kind) }),
    ...(units.length === 0 ? {} : { organisation: units.map(shortText).join(' / ') }),
    issuer: shortText(
      textsOf(issuer, oids.commonName)[0] ?? textsOf(issuer, oids.organization)[0] ?? '?',
    ),
    notBefore,
    notAfter,
    serialNumber: hex(serialNumber).toUpperCase(),
  }
}

/** A stranger's text, made harmless and short enough for a line or two. */
export function shortText(text: string): string {
  return displayText(text, { maxLength: 120 })
}

/** Texts of one attribute type in certificate order. */
export function textsOf(name: Name, oid: string): readonly string[] {
  return name.rdns.flatMap((rdn) =>
    rdn.flatMap((attribute) =>
      attribute.oid === oid && attribute.text !== undefined ? [attribute.text] : [],
    ),
  )
}
